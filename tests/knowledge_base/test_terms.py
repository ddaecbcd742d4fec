"""Which version holds on a day, and until when a document is in force."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base.models import Source, Term, Validity, VersionState
from knowledge_base.terms import in_force, last_day_before, nothing_before, validity_on
from tests.knowledge_base.samples import LONGHUA, YUEXIU, document

FIRST_DAY, CHANGE, LAST_DAY_OF_OLD = date(2021, 3, 1), date(2023, 7, 1), date(2023, 6, 30)


def term(number: int, **values: object) -> Term:
    plain = Term("plan", number, Source.OFFICIAL, YUEXIU, VersionState.PUBLISHED)
    return replace(plain, **values)  # type: ignore[arg-type]


OLD = term(1, state=VersionState.SUPERSEDED, effective_from=FIRST_DAY, effective_to=LAST_DAY_OF_OLD)
NEW = term(2, effective_from=CHANGE)


@pytest.mark.parametrize(
    ("day", "holding"),
    [
        (date(2021, 2, 28), set()),
        (FIRST_DAY, {("plan", 1)}),
        (LAST_DAY_OF_OLD, {("plan", 1)}),
        (CHANGE, {("plan", 2)}),
        (date(2040, 1, 1), {("plan", 2)}),
    ],
)
def test_a_version_holds_from_its_first_to_its_last_day(day: date, holding: set[tuple[str, int]]) -> None:
    assert set(in_force([OLD, NEW], day)) == holding


def test_a_text_that_was_only_a_worse_copy_never_holds() -> None:
    copy = term(1, state=VersionState.SUPERSEDED, effective_from=FIRST_DAY)
    assert in_force([copy, replace(NEW, effective_from=FIRST_DAY)], FIRST_DAY).keys() == {("plan", 2)}
    assert in_force([copy], date(2030, 1, 1)) == {}


def test_a_version_without_days_always_holds() -> None:
    assert in_force([term(1)], date(1999, 1, 1)).keys() == {("plan", 1)}


def test_an_earlier_text_that_came_back_holds_before_and_after_the_one_between() -> None:
    back = term(1, effective_from=FIRST_DAY)
    between = term(2, state=VersionState.SUPERSEDED, effective_from=CHANGE, effective_to=date(2024, 1, 31))
    days = (FIRST_DAY, CHANGE, date(2024, 1, 31), date(2024, 2, 1))
    assert [next(iter(in_force([back, between], day)))[1] for day in days] == [1, 2, 2, 1]


def test_a_version_past_its_last_day_is_still_the_one_to_answer_from() -> None:
    ended = term(1, effective_from=FIRST_DAY, effective_to=LAST_DAY_OF_OLD)
    assert in_force([ended], date(2030, 1, 1)).keys() == {("plan", 1)}


def test_points_and_official_text_hold_side_by_side() -> None:
    points = term(3, source=Source.POLICY_POINT, effective_from=FIRST_DAY)
    assert in_force([OLD, NEW, points], CHANGE).keys() == {("plan", 2), ("plan", 3)}


def test_a_document_gives_way_to_the_one_that_took_its_place() -> None:
    old = replace(NEW, superseded_by="new-plan", superseded_on=date(2025, 1, 1))
    new = term(1, document_id="new-plan", effective_from=date(2025, 1, 1))
    assert in_force([old, new], date(2024, 12, 31)).keys() == {("plan", 2)}
    assert in_force([old, new], date(2025, 1, 1)).keys() == {("new-plan", 1)}


def test_a_document_whose_successor_we_do_not_have_is_still_answered_from() -> None:
    old = replace(NEW, superseded_by="新规划", superseded_on=date(2025, 1, 1))
    assert in_force([old], date(2026, 1, 1)).keys() == {("plan", 2)}


@pytest.mark.parametrize(
    ("first_day", "began", "last_day"),
    [
        (CHANGE, FIRST_DAY, LAST_DAY_OF_OLD),
        (CHANGE, None, LAST_DAY_OF_OLD),
        (CHANGE, CHANGE, None),
        (FIRST_DAY, CHANGE, None),
        (None, FIRST_DAY, None),
    ],
)
def test_the_one_before_ends_the_day_before(
    first_day: date | None, began: date | None, last_day: date | None
) -> None:
    assert last_day_before(first_day, began=began) == last_day


@pytest.mark.parametrize(
    ("said", "last_day", "day", "validity"),
    [
        (Validity.IN_FORCE, None, CHANGE, Validity.IN_FORCE),
        (Validity.EXPIRED, None, FIRST_DAY, Validity.EXPIRED),
        (Validity.EXPIRED, LAST_DAY_OF_OLD, LAST_DAY_OF_OLD, Validity.IN_FORCE),
        (Validity.IN_FORCE, LAST_DAY_OF_OLD, CHANGE, Validity.EXPIRED),
        (Validity.REPEALED, LAST_DAY_OF_OLD, CHANGE, Validity.REPEALED),
        (Validity.REPEALED, LAST_DAY_OF_OLD, FIRST_DAY, Validity.IN_FORCE),
    ],
)
def test_a_document_is_in_force_to_its_last_day(
    said: Validity, last_day: date | None, day: date, validity: Validity
) -> None:
    assert validity_on(replace(document(), validity=said, effective_to=last_day), day) is validity


def test_the_first_day_of_all_is_told_only_for_a_day_before_it() -> None:
    assert nothing_before([NEW, OLD], date(2020, 1, 1), regions=(YUEXIU,)) == FIRST_DAY
    assert nothing_before([NEW, OLD], FIRST_DAY, regions=(YUEXIU,)) is None
    assert nothing_before([NEW, OLD], date(2020, 1, 1), regions=(LONGHUA,)) is None
