"""The passages by which a document itself is found: whether it holds, and where it comes from."""

import pytest

from knowledge_base.answer.lexicon import patterns
from knowledge_base.ingest.record import chunks_of_record
from knowledge_base.ingest.split import split
from knowledge_base.models import RECORD_PATH, Chunk, DocumentHead, ParsedDocument, PointKind, Source
from tests.knowledge_base.ingest.samples import PAGE, TITLE, read_text


def _chunks(parsed: ParsedDocument) -> list[Chunk]:
    return list(chunks_of_record(parsed, document_id="qinghe", version=3, region="440104"))


def _parsed(text: str, *, title: str | None) -> ParsedDocument:
    return ParsedDocument(head=DocumentHead(title=title), text=text, sections=())


@pytest.fixture(scope="module")
def page() -> ParsedDocument:
    return read_text(PAGE)


def test_a_document_has_two_and_they_cite_its_title_as_it_stands(page: ParsedDocument) -> None:
    validity, publication = _chunks(page)
    assert (validity.id, validity.kind) == ("qinghe:3:validity", PointKind.TARGET)
    assert (publication.id, publication.kind) == ("qinghe:3:publication", PointKind.RECORD)
    for chunk in (validity, publication):
        assert chunk.quote == page.text[chunk.start : chunk.end] == TITLE
        assert (chunk.path, chunk.source, chunk.region) == (RECORD_PATH, Source.OFFICIAL, "440104")
        assert (chunk.document_id, chunk.version) == ("qinghe", 3)


def test_they_stand_behind_the_passages_of_the_text(page: ParsedDocument) -> None:
    chunks = split(page, document_id="qinghe", version=3, region="440104")
    assert chunks[-2:] == _chunks(page)
    assert all(chunk.path != RECORD_PATH for chunk in chunks[:-2])


def test_they_say_nothing_that_could_be_wrong(page: ParsedDocument) -> None:
    for chunk in _chunks(page):
        assert not any(map(str.isdigit, chunk.text))
        assert chunk.text == chunk.subject


@pytest.mark.parametrize("title", [None, "", "另一份规划"])
def test_without_a_title_that_stands_in_the_text_there_is_nothing_to_cite(title: str | None) -> None:
    assert _chunks(_parsed("甲事项当场办好。", title=title)) == []


def test_the_first_mention_of_the_title_is_cited() -> None:
    chunk = _chunks(_parsed("通知\n青禾规划\n一、青禾规划的由来", title="青禾规划"))[0]
    assert (chunk.start, chunk.end) == (3, 7)


def test_their_wordings_are_questions_about_a_document(page: ParsedDocument) -> None:
    """Else they would be found and never told."""
    about = patterns("question", "of_document")
    wordings = [wording for chunk in _chunks(page) for wording in chunk.wordings]
    assert len(wordings) == len(set(wordings)) >= 10
    assert [wording for wording in wordings if not about.search(wording)] == []
