"""The answer that leaves the service."""

import pytest

from knowledge_base.answer.report import report
from knowledge_base.answer.steps.caution import caution
from knowledge_base.wire import Segment, Status
from tests.knowledge_base.answer.town import LONGHUA, TODAY, YUEXIU, context, town

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
