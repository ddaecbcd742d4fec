"""The words of what is published are read once a publication, and kept for the questions that come."""

import pytest

from knowledge_base.answer.known_words import KnownWords
from knowledge_base.answer.slips import corrections
from knowledge_base.answer.vocabulary import Vocabulary
from knowledge_base.bootstrap import assemble
from knowledge_base.models import Source
from knowledge_base.service import Knowledge
from tests.knowledge_base.fakes import (
    FakeChunkIndex,
    FakeDocumentStore,
    FakeEmbedder,
    FakeIndexState,
    FakeWordIndex,
)
from tests.knowledge_base.samples import chunk, document, version

OLD, NEW = "灯笼匠人当场登记。", "船坞工匠当场登记。"


def _vocabulary(words: KnownWords) -> Vocabulary:
    assert words.vocabulary is not None
    return words.vocabulary


def _proposed(words: KnownWords, query: str) -> set[str]:
    return {change.meant for found in corrections(query, _vocabulary(words)) for change in found.changes}


def test_nothing_is_known_before_the_first_reading() -> None:
    assert KnownWords().vocabulary is None


def test_what_passages_say_is_known_and_proposed() -> None:
    words = KnownWords()
    words.read([chunk("灯笼匠人凭手艺评定。")])
    assert "灯笼" in _vocabulary(words).known
    assert "灯笼" in _proposed(words, "灯茏怎么评")


def test_what_only_citizens_say_is_known_and_never_proposed() -> None:
    words = KnownWords()
    words.read([chunk("登记当场办好。", wordings=["船坞点样登记"])])
    assert "船坞" in _vocabulary(words).known
    assert "船坞" not in _proposed(words, "船务怎么登记")


def test_a_reading_takes_the_place_of_the_one_before() -> None:
    words = KnownWords()
    words.read([chunk("灯笼匠人。")])
    words.read([chunk("船坞工匠。")])
    assert "船坞" in _vocabulary(words).known
    assert "灯笼" not in _vocabulary(words).known


@pytest.fixture
def knowledge() -> Knowledge:
    embedder = FakeEmbedder()
    return assemble(
        store=FakeDocumentStore(),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        sources=frozenset({Source.OFFICIAL}),
    )


def _publish(knowledge: Knowledge, text: str, *, source: Source = Source.OFFICIAL) -> None:
    knowledge.store.save(
        document(), version(text, source=source), [], [chunk(text, source=source)], publish=True
    )


def test_a_refresh_reads_what_is_published_and_another_only_what_is_new(knowledge: Knowledge) -> None:
    words = knowledge.pipeline.services.known_words
    _publish(knowledge, OLD)
    assert knowledge.refresh()
    first = _vocabulary(words)
    assert "灯笼" in first.known
    assert not knowledge.refresh()
    assert words.vocabulary is first
    _publish(knowledge, NEW)
    assert knowledge.refresh()
    assert "船坞" in _vocabulary(words).known
    assert "灯笼" not in _vocabulary(words).known


def test_after_a_start_with_current_indexes_the_words_are_read_too(knowledge: Knowledge) -> None:
    _publish(knowledge, OLD)
    knowledge.indexing.refresh()
    assert not knowledge.refresh()
    assert "灯笼" in _vocabulary(knowledge.pipeline.services.known_words).known


def test_only_what_is_indexed_is_known(knowledge: Knowledge) -> None:
    _publish(knowledge, OLD, source=Source.POLICY_POINT)
    knowledge.refresh()
    assert "灯笼" not in _vocabulary(knowledge.pipeline.services.known_words).known
