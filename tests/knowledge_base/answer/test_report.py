"""The answer that leaves the service."""

import pytest

from knowledge_base.answer.context import Candidate, Context, Finding, Part
from knowledge_base.answer.report import report
from knowledge_base.answer.slips import Change
from knowledge_base.answer.steps.caution import caution
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.wire import Segment, Status
from tests.knowledge_base.answer.town import LIMIT, LONGHUA, TODAY, YUEXIU, context, town

EMPTY = town().services


@pytest.mark.parametrize("status", list(Status))
def test_no_status_leaves_the_reader_without_a_text(status: Status) -> None:
    asked = context("?")
    asked.status = status
    if status in (Status.ANSWERED, Status.PARTLY_ANSWERED):
        asked.segments = [Segment(text="灯笼登记当场办好。")]
    caution(asked, EMPTY)
    answer = report(asked)
    assert answer.status is status
    assert answer.text.strip()
    assert answer.text == "\n".join(segment.text for segment in answer.segments)


def test_choices_are_offered_only_where_the_region_is_asked_for() -> None:
    asked = context("?")
    asked.regions, asked.status = (YUEXIU, LONGHUA), Status.CLARIFY_REGION
    answer = report(asked)
    assert [choice.region for choice in answer.choices] == [YUEXIU, LONGHUA]
    assert all(choice.title for choice in answer.choices)
    asked.status = Status.NOT_IN_DOCUMENTS
    assert report(asked).choices == []


def test_follow_ups_and_region_belong_to_answers_only() -> None:
    asked = context("?")
    asked.regions, asked.follow_ups = (YUEXIU,), ["灯笼登记要多久"]
    asked.status = Status.ANSWERED
    assert report(asked).region == YUEXIU
    assert report(asked).follow_ups == ["灯笼登记要多久"]
    asked.status = Status.OUT_OF_SCOPE
    assert report(asked).region is None
    assert report(asked).follow_ups == []


def test_an_answer_about_two_regions_is_of_neither() -> None:
    asked = context("?")
    asked.regions, asked.status = (YUEXIU, LONGHUA), Status.ANSWERED
    assert report(asked).region is None


@pytest.mark.parametrize("explain", [True, False])
def test_the_trace_is_only_for_those_who_ask_for_it(explain: bool) -> None:
    asked = context("?", explain=explain)
    asked.status = Status.OUT_OF_SCOPE
    assert (report(asked).trace is not None) is explain


def test_trace_id_and_date_are_handed_on() -> None:
    answer = report(context("?"))
    assert answer.trace_id == "trace-of-the-test"
    assert answer.as_of == TODAY


CANDIDATE = Candidate(town(LIMIT).chunks[LIMIT.quote], dense=0.95, lexical=12.0, fused=1.0, rank=1.75)


def _answered(*likelihoods: float, explain: bool = False) -> Context:
    """The context of one question a likelihood, each answered by one passage."""
    asked = context("?", explain=explain)
    asked.status = Status.ANSWERED
    asked.parts = [
        Part(
            text="灯茏登记要多久",
            query="灯笼登记要多久",
            want=want_of("要多久"),
            also=("办理时限",),
            read_as=(Change("灯茏", "灯笼"),),
            findings=[Finding(YUEXIU, [CANDIDATE], [CANDIDATE], likelihood=likelihood, subject=0.75)],
        )
        for likelihood in likelihoods
    ]
    return asked


@pytest.mark.parametrize(
    ("likelihoods", "confidence"),
    [((0.9,), "high"), ((0.85,), "high"), ((0.7,), "medium"), ((0.4,), "low"), ((0.9, 0.7), "medium")],
)
def test_an_answer_is_as_sure_as_its_weakest_part(likelihoods: tuple[float, ...], confidence: str) -> None:
    assert report(_answered(*likelihoods)).confidence == confidence


def test_a_part_without_an_answer_does_not_make_the_other_less_sure() -> None:
    asked = _answered(0.9, 0.1)
    asked.parts[1].findings[0].candidates = []
    asked.status = Status.PARTLY_ANSWERED
    answer = report(asked)
    assert answer.confidence == "high"
    assert [coverage.answered for coverage in answer.coverage] == [True, False]


def test_a_refusal_is_sure_of_nothing() -> None:
    asked = _answered(0.9)
    asked.status = Status.NOT_IN_DOCUMENTS
    assert report(asked).confidence == "low"


def test_the_trace_shows_how_the_passages_were_judged() -> None:
    trace = report(_answered(0.91234, explain=True)).trace
    assert trace is not None
    [part] = trace["parts"]
    assert (part["query"], part["also"], part["read_as"]) == ("灯笼登记要多久", ["办理时限"], ["灯茏 → 灯笼"])
    [finding] = part["findings"]
    assert (finding["likelihood"], finding["subject"]) == (0.912, 0.75)
    assert finding["kept"] == [CANDIDATE.chunk.id]
    [near] = finding["near"]
    assert (near["chunk"], near["rank"], near["fused"]) == (CANDIDATE.chunk.id, 1.75, 1.0)
