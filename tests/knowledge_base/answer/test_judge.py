"""Is the answer in here at all? Scores far above or far below any bar, so that no weight decides a test."""

import pytest

from knowledge_base.answer.context import Candidate, Context, Finding, Part
from knowledge_base.answer.steps.judge import judge
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.models import Source
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
    town,
)

STRONG = {"dense": 0.99, "lexical": 90.0, "fused": 3.0}
WEAK = {"dense": 0.5, "lexical": 0.0, "fused": -3.0}
EMPTY = town().services


def _candidate(entry: Entry, scores: dict[str, float]) -> Candidate:
    return Candidate(chunk=town(entry).chunks[entry.quote], **scores)


def _judged(
    question: str, found: dict[str, list[tuple[Entry, dict[str, float]]]], *, known: bool = True
) -> Context:
    """The context of one question after the judge, with these candidates by region."""
    asked = context(question)
    findings = [
        Finding(region, [_candidate(entry, scores) for entry, scores in entries])
        for region, entries in found.items()
    ]
    asked.parts = [Part(text=question, query=question, want=want_of(question), findings=findings)]
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
    judged = _judged("渡船卡要多久办好", {YUEXIU: [(CARD_ONLY, STRONG), (LIMIT, STRONG)]})
    assert _kept(judged) == [LIMIT.quote]


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
    def likelihood(scores: dict[str, float]) -> float:
        return _judged("灯笼登记要多久", {YUEXIU: [(LIMIT, scores)]}).parts[0].findings[0].near[0].likelihood

    middle = {"dense": 0.9, "lexical": 15.0, "fused": 0.0}
    assert likelihood(middle | {"dense": 0.93}) > likelihood(middle) > likelihood(middle | {"lexical": 5.0})
    assert 0 <= likelihood(WEAK) <= likelihood(STRONG) <= 1
