"""Nothing leaves that its source does not say."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.answer.context import Context
from knowledge_base.answer.plain import tell
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.answer.steps.verify import verify
from knowledge_base.models import RECORD_PATH, Chunk, PointKind, Source
from knowledge_base.wire import Citation, Segment, Status
from tests.knowledge_base.answer.town import (
    LIMIT,
    RIVER,
    RIVER_TARGET,
    Entry,
    Town,
    context,
    official_row,
    town,
)


def _citation(number: int, chunk: Chunk) -> Citation:
    return Citation(
        n=number,
        document_id=chunk.document_id,
        version=chunk.version,
        title=RIVER.title,
        issuer=RIVER.issuer,
        region=chunk.region,
        section=list(chunk.path),
        quote=chunk.quote,
        quote_kind="policy_point",
        validity="in_force",
    )


def _verified(base: Town, chunks: list[Chunk], *segments: Segment) -> Context:
    asked = context("?")
    asked.status = Status.ANSWERED
    asked.quoted = dict(enumerate(chunks, 1))
    asked.citations = [_citation(number, chunk) for number, chunk in enumerate(chunks, 1)]
    asked.segments = list(segments)
    asked.documents = {document.id: document for document in base.store.documents()}
    verify(asked, base.services)
    return asked


def test_a_sound_segment_stays_as_it_is() -> None:
    base = town(LIMIT)
    verified = _verified(base, [base.chunks[LIMIT.quote]], Segment(text=LIMIT.quote, citations=[1]))
    assert verified.status is Status.ANSWERED
    assert [segment.text for segment in verified.segments] == [LIMIT.quote]
    assert [citation.n for citation in verified.citations] == [1]


def test_a_quote_that_the_stored_text_no_longer_has_is_never_shown() -> None:
    base = town(LIMIT, RIVER_TARGET)
    altered, sound = base.chunks[LIMIT.quote], base.chunks[RIVER_TARGET.quote]
    base.store.tamper(altered)
    verified = _verified(
        base,
        [altered, sound],
        Segment(text=LIMIT.quote, citations=[1]),
        Segment(text=RIVER_TARGET.quote, citations=[2]),
    )
    assert [segment.text for segment in verified.segments] == [RIVER_TARGET.quote]
    assert [citation.quote for citation in verified.citations] == [RIVER_TARGET.quote]
    assert verified.segments[0].citations == [verified.citations[0].n]
    assert list(verified.quoted.values()) == [sound]


def test_a_segment_falls_with_any_of_its_quotes() -> None:
    base = town(LIMIT, RIVER_TARGET)
    altered, sound = base.chunks[LIMIT.quote], base.chunks[RIVER_TARGET.quote]
    base.store.tamper(altered)
    verified = _verified(base, [altered, sound], Segment(text="桥工4.5万人。", citations=[1, 2]))
    assert verified.segments == []


def test_a_version_that_is_gone_supports_nothing() -> None:
    base = town(LIMIT)
    chunk = base.chunks[LIMIT.quote]
    base.store.versions_by_key.clear()
    assert _verified(base, [chunk], Segment(text=LIMIT.quote, citations=[1])).segments == []


def test_a_figure_that_is_not_in_the_quote_drops_the_segment() -> None:
    base = town(LIMIT, RIVER_TARGET)
    chunks = [base.chunks[LIMIT.quote], base.chunks[RIVER_TARGET.quote]]
    verified = _verified(
        base,
        chunks,
        Segment(text="灯笼登记4个工作日办好。", citations=[1]),
        Segment(text="桥工总数4.50万人。", citations=[2]),
    )
    assert [segment.text for segment in verified.segments] == ["桥工总数4.50万人。"]


def test_a_figure_of_another_quote_does_not_help() -> None:
    base = town(LIMIT, RIVER_TARGET)
    chunks = [base.chunks[LIMIT.quote], base.chunks[RIVER_TARGET.quote]]
    verified = _verified(base, chunks, Segment(text="灯笼登记要2025个工作日。", citations=[1]))
    assert verified.segments == []


def test_figures_of_a_tables_header_may_be_said_of_its_rows() -> None:
    entry = official_row(
        RIVER, header=("指标", "2020年", "2025年目标"), cells=("桥工总数", "3.9万人", "4.5万人")
    )
    base = town(entry)
    chunk = base.chunks[entry.quote]
    verified = _verified(base, [chunk], Segment(text=chunk.text, citations=[1]))
    assert [segment.text for segment in verified.segments] == [chunk.text]


def test_a_row_told_with_its_unit_holds() -> None:
    entry = official_row(
        RIVER, header=("指标", "单位", "2020年", "2025年"), cells=("桥工总数", "万人", "3.9", "4.5")
    )
    base = town(entry)
    chunk = base.chunks[entry.quote]
    told = tell(chunk, query="桥工总数", want=want_of("桥工总数"))
    assert told == "桥工总数：2020年: 3.9万人；2025年: 4.5万人。"
    assert _verified(base, [chunk], Segment(text=told, citations=[1])).status is Status.ANSWERED
    other = told.replace("4.5", "5.4")
    assert _verified(base, [chunk], Segment(text=other, citations=[1])).segments == []


ON_RECORD = Entry(
    replace(RIVER, signed_on=date(2021, 12, 28)),
    RIVER.title,
    PointKind.RECORD,
    source=Source.OFFICIAL,
    path=RECORD_PATH,
    text="文件的文号、发布单位和日期",
)


@pytest.mark.parametrize(
    "said",
    ["文号是河便〔2021〕3号。", "落款日期是2021年12月28日。", "网页发布日期是2022年2月2日。", "管到2025年。"],
)
def test_what_is_on_record_of_a_document_may_be_said_of_it(said: str) -> None:
    base = town(ON_RECORD)
    chunk = base.chunks[ON_RECORD.quote]
    assert _verified(base, [chunk], Segment(text=said, citations=[1])).status is Status.ANSWERED


@pytest.mark.parametrize("said", ["文号是河便〔2021〕4号。", "落款日期是2019年12月28日。", "管到2035年。"])
def test_what_is_not_on_record_may_not(said: str) -> None:
    base = town(ON_RECORD)
    chunk = base.chunks[ON_RECORD.quote]
    assert _verified(base, [chunk], Segment(text=said, citations=[1])).segments == []


def test_the_record_vouches_for_no_other_passage_of_its_document() -> None:
    base = town(ON_RECORD, LIMIT)
    chunks = [base.chunks[ON_RECORD.quote], base.chunks[LIMIT.quote]]
    said = "灯笼登记2022年办好。"
    assert _verified(base, chunks, Segment(text=said, citations=[2])).segments == []


def test_a_title_that_no_longer_stands_in_the_text_supports_no_record() -> None:
    base = town(ON_RECORD)
    chunk = base.chunks[ON_RECORD.quote]
    base.store.tamper(chunk)
    segment = Segment(text="文号是河便〔2021〕3号。", citations=[1])
    assert _verified(base, [chunk], segment).status is Status.NOT_IN_DOCUMENTS


def test_where_nothing_is_left_the_documents_do_not_answer() -> None:
    base = town(LIMIT)
    chunk = base.chunks[LIMIT.quote]
    base.store.tamper(chunk)
    verified = _verified(
        base,
        [chunk],
        Segment(text=LIMIT.quote, citations=[1]),
        Segment(text="月亮登记这一条没有查到。"),
    )
    assert verified.status is Status.NOT_IN_DOCUMENTS
    assert verified.segments == []
    assert verified.citations == []
    assert verified.quoted == {}


def test_links_are_stripped_and_the_words_after_them_stay() -> None:
    base = town(LIMIT)
    chunk = base.chunks[LIMIT.quote]
    for link in ("https://evil.example/a?b=1", "http://x.example", "www.evil.example/path"):
        text = f"详见{link},材料齐的当场办好。"
        verified = _verified(base, [chunk], Segment(text=text, citations=[1]))
        assert "example" not in verified.segments[0].text
        assert verified.segments[0].text.endswith("材料齐的当场办好。")
