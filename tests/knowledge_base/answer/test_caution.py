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


def test_a_target_that_is_still_open_is_not_yet_reached() -> None:
    cautioned = _cautioned(RIVER_TARGET, as_of=date(2023, 6, 1))
    assert cautioned.warnings == [PLAN]
    assert "2025年" in cautioned.notes[0]


def _asked(question: str, *entries: Entry, as_of: date = TODAY) -> Context:
    base = town(*entries)
    asked = context(question)
    asked.question, asked.as_of, asked.status = question, as_of, Status.ANSWERED
    asked.quoted = {number: base.chunks[entry.quote] for number, entry in enumerate(entries, 1)}
    asked.segments = [Segment(text=chunk.quote, citations=[number]) for number, chunk in asked.quoted.items()]
    asked.documents = {document.id: document for document in base.store.documents()}
    caution(asked, base.services)
    return asked


WITH_BASE = replace(RIVER_TARGET, quote="到2025年，桥工要达到4.5万人。2020年是3.1万人。")


@pytest.mark.parametrize(
    ("question", "ended"),
    [
        ("桥工要达到多少人", True),
        ("2025年的目标是多少", True),
        ("去年的目标是多少", True),
        ("2020年的时候是多少", False),
        ("十三五末是多少", False),
        ("2020年打底多少,五年后要到多少", True),
        ("2020年的基础上目标是多少", True),
    ],
)
def test_only_the_figure_that_a_target_began_from_is_no_target(question: str, ended: bool) -> None:
    assert (PERIOD_ENDED in _asked(question, WITH_BASE).warnings) is ended


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2023年桥工有多少人", True),
        ("2026年的目标是多少", True),
        ("明年的目标是多少", True),
        ("2025年的目标是多少", False),
        ("去年的目标是多少", False),
        ("2020年是多少", False),
        ("桥工要达到多少人", False),
        ("2021年到2025年的目标", False),
    ],
)
def test_a_figure_is_not_passed_off_as_that_of_another_year(question: str, said: bool) -> None:
    notes = _asked(question, WITH_BASE).notes
    assert any("年的数" in note for note in notes) is said


def test_a_record_of_another_year_is_not_passed_off_either() -> None:
    notes = _asked("2018年有几个船坞服务站", RECORD).notes
    assert any("2018年" in note and "2020年" in note for note in notes)
    assert _asked("2020年有几个船坞服务站", RECORD).notes == []


@pytest.mark.parametrize(
    ("question", "warned"),
    [
        ("流动船坞会开到哪里来", True),
        ("有没有地方教修船", True),
        ("船坞服务站怎么申请", True),
        ("我想去船坞服务站", True),
        ("船坞服务站有几个", False),
        ("2020年末有多少船坞服务站", False),
        ("船坞服务站叫什么名字", False),
    ],
)
def test_a_record_is_no_offer_to_somebody_who_wants_to_use_it(question: str, warned: bool) -> None:
    assert (PLAN in _asked(question, RECORD).warnings) is warned


def test_what_the_paper_says_of_itself_is_no_offer_at_all() -> None:
    of_itself = replace(RECORD, quote="这份规划由便民办公室印发。", path=("文件说明",))
    assert _asked("我想看规划,怎么找", of_itself).warnings == []


@pytest.mark.parametrize(
    ("last_day", "as_of", "expired"),
    [
        (None, date(2022, 1, 1), True),
        (date(2024, 5, 31), date(2024, 5, 31), False),
        (date(2024, 5, 31), date(2024, 6, 1), True),
    ],
)
def test_validity_is_that_of_the_day_asked_about(last_day: date | None, as_of: date, expired: bool) -> None:
    head = replace(HILL, effective_to=last_day)
    cautioned = _cautioned(replace(HILL_MEASURE, document=head), as_of=as_of)
    assert (EXPIRED in cautioned.warnings) is expired


def test_a_superseded_paper_names_what_took_its_place() -> None:
    old = replace(RIVER, superseded_by=GUIDE_FACT.document.id, superseded_on=date(2025, 1, 1))
    cautioned = _cautioned(replace(LIMIT, document=old), GUIDE_FACT)
    assert AnswerWarning.SUPERSEDED in cautioned.warnings
    assert any(GUIDE_FACT.document.title in note for note in cautioned.notes)


def test_an_answer_for_another_day_says_for_which() -> None:
    assert any("2023年6月1日" in note for note in _cautioned(GUIDE_FACT, as_of=date(2023, 6, 1)).notes)
