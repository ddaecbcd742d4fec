"""The night's round."""

from typing import Any

from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.bootstrap import sweep as make_round
from actions.backoffice.settings import BackofficeSettings
from actions.wire.cases import Sweep
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import PLAIN, Applicant, story


def sweep(counter: Counter, **options: Any) -> dict[str, Any]:
    response = counter.post("/sweeps", **options)
    assert response.is_success, response.text
    found: dict[str, Any] = response.json()
    return found


def test_material_may_come_until_the_evening_of_its_last_day(
    li: Applicant, counter: Counter, clock: MovedClock
) -> None:
    case = li.files_deferred()
    clock.move(days=5)
    assert sweep(counter)["returned"] == []
    assert li.steps(case, "materials", materials=["photo"]).json()["state"] == "accepted"


def test_case_whose_material_does_not_come_is_returned_once(
    li: Applicant, counter: Counter, clock: MovedClock
) -> None:
    case = li.files_deferred()
    clock.move(days=6)
    assert sweep(counter)["returned"] == [case["number"]]
    assert sweep(counter)["returned"] == []
    returned = li.done("GET", f"/cases/{case['number']}")
    assert story(returned) == ["submitted", "accepted", "material_due", "returned"]
    assert returned["timeline"][-1]["text"] == "到期没有收到照片，这件事退回了。"


def test_sweep_repeated_with_its_key_answers_alike(
    li: Applicant, counter: Counter, clock: MovedClock
) -> None:
    case = li.files_deferred()
    clock.move(days=6)
    first, second = sweep(counter, key="night-1"), sweep(counter, key="night-1")
    assert first == second
    assert first["returned"] == [case["number"]]


def test_case_without_a_day_gets_it_once_the_holidays_are_announced(
    li: Applicant, counter: Counter, clock: MovedClock, app: FastAPI
) -> None:
    clock.move(days=30)
    case = li.files_plain()
    assert (case["due_on"], sweep(counter)["dated"]) == (None, [])
    # The calendar ends where it ends: instead of a new one, the limit is made to run within the one there is.
    with app.state.office.engine.begin() as connection:
        connection.execute(text("UPDATE backoffice_cases SET runs_from = '2026-11-22'"))
    assert sweep(counter)["dated"] == [case["number"]]
    dated = li.done("GET", f"/cases/{case['number']}")
    assert (dated["due_on"], dated["due_note"]) == ("2026-12-18", "20个工作日办好。")
    assert dated["timeline"][-1]["text"] == "放假安排公布了，12月18日前办好。"
    assert sweep(counter)["dated"] == []


def test_round_is_made_from_the_command_line_too(settings: BackofficeSettings) -> None:
    assert make_round(settings) == Sweep(returned=[], expired=[], reminded=[])


def test_reply_is_repeated_for_a_month(li: Applicant, counter: Counter, clock: MovedClock) -> None:
    opening = li.opening(PLAIN)
    first = li.tried("POST", "/applications", opening, key="once")
    clock.move(days=30)
    sweep(counter)
    assert li.tried("POST", "/applications", opening, key="once").content == first.content
    clock.move(days=1)
    sweep(counter)
    assert li.tried("POST", "/applications", opening, key="once").content != first.content
