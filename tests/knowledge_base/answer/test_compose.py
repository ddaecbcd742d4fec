"""The fact first, each sentence with the passage it rests on."""

from dataclasses import replace

from knowledge_base.answer.context import Candidate, Context, Finding, Part
from knowledge_base.answer.slips import Change
from knowledge_base.answer.steps.compose import compose
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.answer.steps.verify import verify
from knowledge_base.models import RECORD_PATH, Chunk, PointKind, Source
from knowledge_base.wire import Status
from tests.knowledge_base.answer.town import (
    GUIDE_FACT,
    HILL_TARGET,
    LIMIT,
    LONGHUA,
    RECORD,
    RIVER,
    RIVER_TARGET,
    YUEXIU,
    Entry,
    Town,
    context,
    official_row,
    town,
)


def _candidate(chunk: Chunk) -> Candidate:
    return Candidate(chunk=chunk, dense=0.95, lexical=40.0, fused=1.0)


def _part(question: str, *, kept: dict[str, list[Chunk]], near: dict[str, list[Chunk]] | None = None) -> Part:
    findings = [
        Finding(
            region,
            [_candidate(chunk) for chunk in chunks],
            [_candidate(chunk) for chunk in (near or {}).get(region, chunks)],
        )
        for region, chunks in kept.items()
    ]
    return Part(text=question, query=question, want=want_of(question), findings=findings)


def _composed(base: Town, *parts: Part) -> Context:
    asked = context("?")
    asked.parts = list(parts)
    asked.documents = {document.id: document for document in base.store.documents()}
    compose(asked, base.services)
    verify(asked, base.services)
    return asked


def test_a_policy_point_is_told_in_its_own_words_with_its_source() -> None:
    base = town(LIMIT)
    composed = _composed(base, _part("灯笼登记要多久", kept={YUEXIU: [base.chunks[LIMIT.quote]]}))
    assert composed.status is Status.ANSWERED
    assert [segment.text for segment in composed.segments] == [LIMIT.quote]
    assert composed.segments[0].citations == [1]
    citation = composed.citations[0]
    assert (citation.title, citation.document_number, citation.issuer) == (
        RIVER.title,
        RIVER.number,
        RIVER.issuer,
    )
    assert citation.quote == LIMIT.quote
    assert citation.quote_kind == "policy_point"
    assert citation.section == list(LIMIT.path)
    assert citation.validity == "in_force"


def test_every_factual_segment_is_cited() -> None:
    base = town(LIMIT, RIVER_TARGET, RECORD)
    composed = _composed(
        base,
        _part("灯笼登记要多久", kept={YUEXIU: [base.chunks[LIMIT.quote]]}),
        _part("桥工总数是多少", kept={YUEXIU: [base.chunks[RIVER_TARGET.quote], base.chunks[RECORD.quote]]}),
    )
    assert len(composed.segments) == 3
    assert all(segment.citations for segment in composed.segments)
    numbers = {number for segment in composed.segments for number in segment.citations}
    assert numbers == {citation.n for citation in composed.citations}


def test_a_passage_that_answers_twice_is_told_and_cited_once() -> None:
    base = town(LIMIT)
    chunk = base.chunks[LIMIT.quote]
    composed = _composed(
        base,
        _part("灯笼登记要多久", kept={YUEXIU: [chunk]}),
        _part("灯笼登记几天", kept={YUEXIU: [chunk]}),
    )
    assert len(composed.segments) == 1
    assert len(composed.citations) == 1


def test_the_official_sentence_behind_a_point_is_cited_beside_it() -> None:
    official = Entry(RIVER, "灯笼登记网上3个工作日办结,窗口当场办结。", source=Source.OFFICIAL)
    base = town(LIMIT, official)
    point, sentence = base.chunks[LIMIT.quote], base.chunks[official.quote]
    composed = _composed(
        base, _part("灯笼登记要多久", kept={YUEXIU: [point]}, near={YUEXIU: [point, sentence]})
    )
    assert composed.segments[0].text == LIMIT.quote
    assert composed.segments[0].citations == [1, 2]
    assert [citation.quote_kind for citation in composed.citations] == ["policy_point", "official"]


def test_an_official_sentence_without_the_points_figures_is_not_cited_for_it() -> None:
    official = Entry(RIVER, "灯笼登记由街道办结。", source=Source.OFFICIAL)
    base = town(LIMIT, official)
    point, sentence = base.chunks[LIMIT.quote], base.chunks[official.quote]
    composed = _composed(
        base, _part("灯笼登记要多久", kept={YUEXIU: [point]}, near={YUEXIU: [point, sentence]})
    )
    assert [citation.quote for citation in composed.citations] == [LIMIT.quote]


def test_a_partly_answered_message_names_what_is_missing() -> None:
    base = town(LIMIT)
    composed = _composed(
        base,
        _part("灯笼登记要多久", kept={YUEXIU: [base.chunks[LIMIT.quote]]}),
        _part("月亮登记要多久", kept={YUEXIU: []}),
    )
    assert composed.status is Status.PARTLY_ANSWERED
    missing = [segment for segment in composed.segments if not segment.citations]
    assert len(missing) == 1
    assert "月亮登记要多久" in missing[0].text


def test_answers_of_two_districts_are_each_named() -> None:
    base = town(RIVER_TARGET, HILL_TARGET)
    composed = _composed(
        base,
        _part(
            "桥工总数是多少",
            kept={YUEXIU: [base.chunks[RIVER_TARGET.quote]], LONGHUA: [base.chunks[HILL_TARGET.quote]]},
        ),
    )
    assert composed.status is Status.ANSWERED
    texts = [segment.text for segment in composed.segments]
    assert "越秀" in texts[0]
    assert "4.5万人" in texts[0]
    assert "龙华" in texts[1]
    assert "7.2万人" in texts[1]
    assert [citation.region for citation in composed.citations] == [YUEXIU, LONGHUA]


def test_a_district_that_says_nothing_is_named_too() -> None:
    base = town(RIVER_TARGET)
    part = _part("桥工总数是多少", kept={YUEXIU: [base.chunks[RIVER_TARGET.quote]], LONGHUA: []})
    composed = _composed(base, part)
    assert composed.status is Status.PARTLY_ANSWERED
    assert any("龙华" in segment.text and not segment.citations for segment in composed.segments)


def test_follow_ups_are_questions_beside_the_answer_not_the_answer_again() -> None:
    base = town(LIMIT, RIVER_TARGET, GUIDE_FACT)
    point = base.chunks[LIMIT.quote]
    near = [point, base.chunks[RIVER_TARGET.quote], base.chunks[GUIDE_FACT.quote]]
    composed = _composed(base, _part("灯笼登记要多久", kept={YUEXIU: [point]}, near={YUEXIU: near}))
    assert composed.follow_ups == [RIVER_TARGET.asks[0], GUIDE_FACT.asks[0]]


def test_follow_ups_are_few_and_each_only_once() -> None:
    entries = [replace(RIVER_TARGET, quote=f"第{i}件事。", asks=(f"第{i % 5}件事是什么",)) for i in range(9)]
    base = town(LIMIT, *entries)
    point = base.chunks[LIMIT.quote]
    near = [base.chunks[entry.quote] for entry in entries]
    composed = _composed(base, _part("灯笼登记要多久", kept={YUEXIU: [point]}, near={YUEXIU: near}))
    assert 0 < len(composed.follow_ups) <= 3
    assert len(set(composed.follow_ups)) == len(composed.follow_ups)


def test_a_slip_that_was_read_otherwise_is_said_so_before_the_answer() -> None:
    base = town(LIMIT)
    part = _part("灯茏登记要多久", kept={YUEXIU: [base.chunks[LIMIT.quote]]})
    composed = _composed(base, replace(part, read_as=(Change("灯茏", "灯笼"),)))
    assert [segment.text for segment in composed.segments] == ["“灯茏”我按“灯笼”来查。", LIMIT.quote]
    assert composed.segments[0].citations == []
    assert composed.status is Status.ANSWERED


def test_of_a_part_that_nothing_answers_no_slip_is_mentioned() -> None:
    base = town(LIMIT)
    missing = replace(_part("船务登记要多久", kept={YUEXIU: []}), read_as=(Change("船务", "船坞"),))
    composed = _composed(base, _part("灯笼登记要多久", kept={YUEXIU: [base.chunks[LIMIT.quote]]}), missing)
    assert "来查" not in "".join(segment.text for segment in composed.segments)


def test_what_is_on_record_of_a_document_is_told_from_its_record() -> None:
    entry = Entry(
        RIVER, RIVER.title, PointKind.RECORD, source=Source.OFFICIAL, path=RECORD_PATH, text="文件的文号"
    )
    base = town(entry)
    composed = _composed(base, _part("文号是多少", kept={YUEXIU: [base.chunks[RIVER.title]]}))
    assert composed.segments[0].text.startswith("《河岸便民服务规划》：文号是河便〔2021〕3号。")
    assert [citation.quote for citation in composed.citations] == [RIVER.title]
    assert composed.status is Status.ANSWERED


def test_an_official_row_is_told_with_its_unit_and_cited_as_it_stands() -> None:
    row = official_row(RIVER, header=("指标", "单位", "2025年"), cells=("桥工总数", "万人", "4.5"))
    base = town(row)
    composed = _composed(base, _part("桥工总数是多少", kept={YUEXIU: [base.chunks[row.quote]]}))
    assert composed.segments[0].text == "桥工总数：2025年: 4.5万人。"
    assert composed.citations[0].quote == row.quote
    assert composed.citations[0].quote_kind == "official"
