"""Is the answer in here at all? Scores far above or far below any bar, so that no weight decides a test."""

from dataclasses import replace
from math import log

import pytest

import knowledge_base.answer.steps.judge as judge_module
from knowledge_base.answer.bars import Bars
from knowledge_base.answer.context import Candidate, Context, Finding, Part
from knowledge_base.answer.estimate import NAMES, Estimate, Judgement, Node
from knowledge_base.answer.steps.judge import in_order, judge
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.models import RECORD_PATH, PointKind, Source
from knowledge_base.wire import Status
from tests.knowledge_base.answer.town import (
    CARD_ONLY,
    FUND,
    HILL_TARGET,
    LIMIT,
    LONGHUA,
    RIVER,
    RIVER_TARGET,
    YUEXIU,
    Entry,
    context,
    official_row,
    town,
)

STRONG = {"dense": 0.99, "lexical": 90.0, "fused": 3.0}
WEAK = {"dense": 0.5, "lexical": 0.0, "fused": -3.0}
EMPTY = town().services
Scores = dict[str, float]
Found = dict[str, list[tuple[Entry, Scores]]]
"""By region, what was found there and how it scored."""


def _candidate(entry: Entry, scores: Scores) -> Candidate:
    return Candidate(chunk=town(entry).chunks[entry.quote], **scores)


def _part(question: str, found: Found) -> Part:
    findings = [
        Finding(region, [_candidate(entry, scores) for entry, scores in entries])
        for region, entries in found.items()
    ]
    return Part(text=question, query=question, want=want_of(question), findings=findings)


def _judged(question: str, found: Found, *, known: bool = True) -> Context:
    """The context of one question after the judge, with these candidates by region."""
    asked = context(question)
    asked.parts = [_part(question, found)]
    asked.regions, asked.region_is_known = tuple(found), known
    judge(asked, EMPTY)
    return asked


def _kept(asked: Context) -> list[str]:
    return [
        candidate.chunk.quote
        for part in asked.parts
        for finding in part.findings
        for candidate in finding.candidates
    ]


def test_a_passage_that_clearly_answers_is_kept() -> None:
    judged = _judged("灯笼登记要多久", {YUEXIU: [(LIMIT, STRONG)]})
    assert _kept(judged) == [LIMIT.quote]
    assert judged.status is None
    assert judged.parts[0].answered


def test_what_is_below_the_bar_is_refused() -> None:
    judged = _judged("今天天气好吗", {YUEXIU: [(LIMIT, WEAK)]})
    assert _kept(judged) == []
    assert judged.status in (Status.OUT_OF_SCOPE, Status.NOT_IN_DOCUMENTS)


def test_nothing_found_at_all_is_refused() -> None:
    assert _judged("灯笼登记要多久", {YUEXIU: []}).status in (Status.OUT_OF_SCOPE, Status.NOT_IN_DOCUMENTS)


def test_what_has_nothing_near_is_out_of_scope() -> None:
    assert _judged("今天天气好吗", {YUEXIU: [(LIMIT, WEAK)]}).status is Status.OUT_OF_SCOPE


def test_a_weak_passage_is_not_told_beside_a_strong_one() -> None:
    judged = _judged("灯笼登记要多久", {YUEXIU: [(LIMIT, STRONG), (RIVER_TARGET, WEAK)]})
    assert _kept(judged) == [LIMIT.quote]


def test_a_sum_per_person_is_never_answered_from_a_total() -> None:
    judged = _judged("纸鸢基金每人能领多少钱", {YUEXIU: [(FUND, STRONG)]})
    assert _kept(judged) == []
    assert judged.status is Status.NOT_IN_DOCUMENTS


def test_a_question_of_duration_is_never_answered_without_one() -> None:
    judged = _judged("渡船卡要多久办好", {YUEXIU: [(CARD_ONLY, STRONG)]})
    assert _kept(judged) == []
    assert judged.status is Status.NOT_IN_DOCUMENTS


def test_what_evades_the_question_does_not_hide_what_answers_it() -> None:
    evasive = Entry(RIVER, "灯笼登记由河岸便民办公室来办。", LIMIT.kind, LIMIT.subject, LIMIT.asks)
    judged = _judged("灯笼登记要多久办好", {YUEXIU: [(evasive, STRONG), (LIMIT, STRONG)]})
    assert _kept(judged) == [LIMIT.quote]


def test_what_holds_it_but_lies_far_behind_is_of_something_else() -> None:
    """渡船卡 is not answered with the days for 灯笼登记, however well the question is known."""
    judged = _judged("渡船卡要多久办好", {YUEXIU: [(CARD_ONLY, STRONG), (LIMIT, STRONG | {"fused": 1.0})]})
    assert _kept(judged) == []
    assert judged.parts[0].findings[0].likelihood >= Bars.load().bar
    assert judged.status is Status.NOT_IN_DOCUMENTS


def test_our_own_words_go_before_the_official_sentence_that_says_the_same() -> None:
    official = Entry(RIVER, LIMIT.quote + "以上。", LIMIT.kind, LIMIT.subject, LIMIT.asks, Source.OFFICIAL)
    judged = _judged("灯笼登记要多久", {YUEXIU: [(official, STRONG), (LIMIT, STRONG)]})
    assert _kept(judged)[0] == LIMIT.quote


def test_unknown_region_with_answers_in_both_asks_which() -> None:
    found = {YUEXIU: [(RIVER_TARGET, STRONG)], LONGHUA: [(HILL_TARGET, STRONG)]}
    judged = _judged("桥工总数的目标是多少", found, known=False)
    assert judged.status is Status.CLARIFY_REGION
    assert set(judged.regions) == {YUEXIU, LONGHUA}


@pytest.mark.parametrize(("answering", "other"), [(YUEXIU, LONGHUA), (LONGHUA, YUEXIU)])
def test_unknown_region_with_an_answer_in_one_only_takes_that_one(answering: str, other: str) -> None:
    found = {other: [(HILL_TARGET, WEAK)], answering: [(LIMIT, STRONG)]}
    judged = _judged("灯笼登记要多久", found, known=False)
    assert judged.status is None
    assert judged.regions == (answering,)
    assert [finding.region for finding in judged.parts[0].findings] == [answering]


def test_known_regions_are_both_told_and_nobody_is_asked() -> None:
    found = {YUEXIU: [(RIVER_TARGET, STRONG)], LONGHUA: [(HILL_TARGET, STRONG)]}
    judged = _judged("桥工总数的目标是多少", found, known=True)
    assert judged.status is None
    assert set(_kept(judged)) == {RIVER_TARGET.quote, HILL_TARGET.quote}


def test_likelihood_rises_with_meaning_and_with_words() -> None:
    def likelihood(scores: Scores) -> float:
        return _judged("灯笼登记要多久", {YUEXIU: [(LIMIT, scores)]}).parts[0].findings[0].likelihood

    middle = {"dense": 0.9, "lexical": 15.0, "fused": 0.0}
    assert 0 <= likelihood(WEAK) < likelihood(middle) < likelihood(STRONG) <= 1
    assert likelihood(middle | {"dense": 0.94}) >= likelihood(middle) >= likelihood(middle | {"lexical": 2.0})


def test_a_finding_keeps_its_likelihood_where_nothing_is_told() -> None:
    judged = _judged("今天天气好吗", {YUEXIU: [(LIMIT, WEAK)], LONGHUA: []})
    weak, empty = judged.parts[0].findings
    bars = Bars.load()
    assert 0 < weak.likelihood < bars.bar
    assert weak.subject < bars.subject_bar
    assert [near.chunk.quote for near in weak.near] == [LIMIT.quote]
    assert (empty.likelihood, empty.subject, empty.near) == (0.0, 0.0, [])


def test_what_holds_the_kind_of_thing_that_is_asked_for_goes_first() -> None:
    found = [(CARD_ONLY, STRONG), (LIMIT, STRONG | {"fused": 2.9})]
    part = _part("要多久", {YUEXIU: found})
    assert [one.chunk.quote for one in in_order(part, part.findings[0].candidates)] == [
        LIMIT.quote,
        CARD_ONLY.quote,
    ]


def test_what_says_more_of_the_question_goes_first() -> None:
    part = _part("渡船卡谁来发", {YUEXIU: [(LIMIT, STRONG), (CARD_ONLY, STRONG)]})
    best, other = in_order(part, part.findings[0].candidates)
    assert best.chunk.quote == CARD_ONLY.quote
    assert best.rank > other.rank


def test_formal_words_for_everyday_ones_count_as_said() -> None:
    formal = replace(CARD_ONLY, quote="用人单位欠薪逃匿的,街道介入。", asks=())
    other = replace(CARD_ONLY, quote="用人单位搬迁的,街道介入。", asks=())
    part = _part("老板跑路了怎么办", {YUEXIU: [(other, STRONG), (formal, STRONG)]})
    assert in_order(part, part.findings[0].candidates)[0].chunk.quote == formal.quote


def test_official_sentences_are_told_up_to_three() -> None:
    sentences = [
        Entry(
            RIVER, f"灯笼登记第{name}类3个工作日办好。", PointKind.LIMIT, "灯笼登记", source=Source.OFFICIAL
        )
        for name in "甲乙丙丁戊"
    ]
    judged = _judged("灯笼登记要多久", {YUEXIU: [(sentence, STRONG) for sentence in sentences]})
    assert len(_kept(judged)) == 3
    points = [replace(sentence, source=Source.POLICY_POINT) for sentence in sentences]
    judged = _judged("灯笼登记要多久", {YUEXIU: [(point, STRONG) for point in points]})
    assert len(_kept(judged)) == want_of("灯笼登记要多久").told == 2


def test_an_official_sentence_is_not_told_beside_our_own_words() -> None:
    official = replace(LIMIT, quote="灯笼登记3个工作日办结。", source=Source.OFFICIAL)
    judged = _judged("灯笼登记要多久", {YUEXIU: [(official, STRONG), (LIMIT, STRONG)]})
    assert _kept(judged) == [LIMIT.quote]


ON_RECORD = Entry(
    RIVER,
    RIVER.title,
    PointKind.TARGET,
    "文件是否有效",
    ("这份规划还有效吗",),
    Source.OFFICIAL,
    path=RECORD_PATH,
    text="文件是否有效",
)


def test_what_is_on_record_of_a_document_is_told_only_to_who_asks_for_it() -> None:
    found = {YUEXIU: [(ON_RECORD, STRONG)]}
    assert _kept(_judged("这份规划还有效吗", found)) == [RIVER.title]
    beside = _judged("灯笼登记谁来办", found)
    assert _kept(beside) == []
    assert beside.parts[0].findings[0].near == []


def test_an_indicator_without_its_unit_answers_how_many() -> None:
    row = official_row(
        RIVER, header=("指标", "2025年"), cells=("桥工总数(万人)", "4.5"), kind=PointKind.TARGET
    )
    assert _kept(_judged("桥工总数有多少人", {YUEXIU: [(row, STRONG)]})) == [row.quote]


@pytest.mark.parametrize(("above_maybe", "status"), [(0.01, Status.CLARIFY_REGION), (-0.01, None)])
def test_another_district_that_comes_near_is_asked_about_too(
    monkeypatch: pytest.MonkeyPatch, above_maybe: float, status: Status | None
) -> None:
    near = Bars.load().maybe + above_maybe
    monkeypatch.setattr(judge_module, "judgement", lambda: _by_meaning(near=near, close=0.9))
    found = {YUEXIU: [(LIMIT, STRONG)], LONGHUA: [(HILL_TARGET, WEAK)]}
    judged = _judged("灯笼登记要多久", found, known=False)
    assert judged.status is status
    assert judged.parts[0].findings[0].likelihood == pytest.approx(0.9)
    assert judged.regions == ((YUEXIU, LONGHUA) if status else (YUEXIU,))


def _by_meaning(*, near: float, close: float) -> Judgement:
    """Estimates that give one probability to what is close in meaning, another to the rest."""
    leaves = [Node(-1, 0.0, 0, 0, log(value / (1 - value))) for value in (near, close)]
    estimate = Estimate(0.0, ((Node(NAMES.index("dense"), 0.0, 1, 2, 0.0), *leaves),))
    return Judgement(answers=estimate, subject=estimate)


def test_the_bars_are_in_order() -> None:
    bars = Bars.load()
    assert 0 < bars.maybe < bars.bar < 1
    assert 0 < bars.subject_bar < 1
    assert bars.beside > 0
