"""What a reader must know beside the fact, and for a refusal, what to do next."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.answer.context import Context
from knowledge_base.answer.steps.caution import caution
from knowledge_base.models import PointKind, Validity
from knowledge_base.wire import AnswerWarning, Segment, Status
from tests.knowledge_base.answer.town import (
    GUIDE_FACT,
    HILL,
    HILL_MEASURE,
    HILL_TARGET,
    LIMIT,
    RECORD,
    RIVER,
    RIVER_TARGET,
    TODAY,
    YUEXIU,
    Entry,
    context,
    town,
)

EXPIRED, PERIOD_ENDED, PLAN = (
    AnswerWarning.EXPIRED,
    AnswerWarning.PERIOD_ENDED,
    AnswerWarning.PLAN_NOT_RULE,
)


def _cautioned(*entries: Entry, as_of: date = TODAY, status: Status = Status.ANSWERED) -> Context:
    base = town(*entries)
    asked = context("?")
    asked.as_of, asked.status = as_of, status
    asked.quoted = {number: base.chunks[entry.quote] for number, entry in enumerate(entries, 1)}
    asked.segments = [Segment(text=chunk.quote, citations=[number]) for number, chunk in asked.quoted.items()]
    asked.documents = {document.id: document for document in base.store.documents()}
    caution(asked, base.services)
    return asked


@pytest.mark.parametrize("kind", list(PointKind))
def test_an_expired_document_is_never_cited_as_in_force(kind: PointKind) -> None:
    cautioned = _cautioned(replace(HILL_MEASURE, kind=kind))
    assert EXPIRED in cautioned.warnings
    assert any(HILL.title in note for note in cautioned.notes)


def test_a_repealed_document_is_never_cited_as_in_force() -> None:
    repealed = replace(RIVER, validity=Validity.REPEALED)
    assert EXPIRED in _cautioned(replace(GUIDE_FACT, document=repealed)).warnings


@pytest.mark.parametrize("kind", list(PointKind))
def test_a_document_in_force_is_not_called_expired(kind: PointKind) -> None:
    assert EXPIRED not in _cautioned(replace(LIMIT, kind=kind)).warnings


def test_a_target_after_its_period_says_that_the_period_has_ended() -> None:
    cautioned = _cautioned(RIVER_TARGET)
    assert PERIOD_ENDED in cautioned.warnings
    assert any("2025" in note for note in cautioned.notes)


@pytest.mark.parametrize("as_of", [date(2023, 6, 1), date(2025, 12, 31)])
def test_a_target_within_its_period_has_not_ended(as_of: date) -> None:
    assert PERIOD_ENDED not in _cautioned(RIVER_TARGET, as_of=as_of).warnings


def test_a_targets_own_last_day_goes_before_its_documents() -> None:
    later = replace(RIVER_TARGET, period_to=date(2030, 12, 31))
    assert PERIOD_ENDED not in _cautioned(later).warnings
    earlier = replace(RIVER_TARGET, period_to=date(2022, 12, 31))
    assert PERIOD_ENDED in _cautioned(earlier, as_of=date(2023, 6, 1)).warnings


def test_a_target_of_an_expired_plan_carries_both_warnings() -> None:
    assert {EXPIRED, PERIOD_ENDED} <= set(_cautioned(HILL_TARGET).warnings)


def test_a_record_of_the_past_is_no_promise() -> None:
    assert _cautioned(RECORD).warnings == []


@pytest.mark.parametrize("kind", [PointKind.MEASURE, PointKind.LIMIT, None])
def test_a_measure_of_a_plan_is_not_yet_an_entitlement(kind: PointKind | None) -> None:
    assert PLAN in _cautioned(replace(LIMIT, kind=kind)).warnings


def test_a_guide_is_no_plan() -> None:
    assert _cautioned(GUIDE_FACT).warnings == []


def test_the_same_warning_is_said_once() -> None:
    cautioned = _cautioned(LIMIT, replace(LIMIT, quote="纸灯笼登记当场办好。"))
    assert cautioned.warnings == [PLAN]
    assert len(cautioned.notes) == 1


REFUSALS = [
    status for status in Status if status not in (Status.ANSWERED, Status.PARTLY_ANSWERED, Status.CLARIFY)
]


@pytest.mark.parametrize("status", REFUSALS)
def test_every_refusal_says_something_and_warns_of_no_plan(status: Status) -> None:
    cautioned = _cautioned(status=status)
    assert any(note.strip() for note in cautioned.notes)
    assert cautioned.warnings == []


@pytest.mark.parametrize("status", [Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE, Status.PERSONAL_CASE])
def test_a_refusal_says_whom_to_ask(status: Status) -> None:
    assert "12345" in (text := "\n".join(_cautioned(status=status).notes)) or "12333" in text


def test_danger_to_life_is_answered_with_numbers_to_call() -> None:
    text = "\n".join(_cautioned(status=Status.CRISIS).notes)
    assert all(number in text for number in ("110", "120", "12356"))


def test_a_question_about_another_place_is_told_so() -> None:
    asked = context("上海失业登记要多久")
    asked.status, asked.elsewhere, asked.regions = Status.NOT_IN_DOCUMENTS, "上海", (YUEXIU,)
    caution(asked, town().services)
    assert asked.warnings == [AnswerWarning.OTHER_REGION]
    assert "上海" in asked.notes[0]


def test_only_the_told_passage_is_warned_of_not_the_one_cited_beside_it() -> None:
    base = town(RECORD, HILL_MEASURE)
    asked = context("?")
    asked.as_of, asked.status = TODAY, Status.ANSWERED
    told, beside = base.chunks[RECORD.quote], base.chunks[HILL_MEASURE.quote]
    asked.quoted = {1: told, 2: beside}
    asked.segments = [Segment(text=told.quote, citations=[1, 2])]
    asked.documents = {document.id: document for document in base.store.documents()}
    caution(asked, base.services)
    assert PLAN not in asked.warnings
