"""Booking a visit, changing it, cancelling it, being reminded of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from actions.backoffice.tables.appointments import reminders
from actions.backoffice.tables.writes import audit
from actions.wire.catalogue import ServiceItem
from chassis.clock import OFFICE_ZONE
from tests.actions.backoffice.samples import ITEM
from tests.actions.backoffice.visits import FRIDAY_HALF_PAST, FRIDAY_NINE, MONDAY_NINE, NOW, PLACES, Visits


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Iterator[Visits]:
    """Put together once: that takes longer than the tests."""
    opened = Visits.open_on_sqlite(tmp_path_factory.mktemp("visits"), sqlite_template)
    yield opened
    opened.close()


@pytest.fixture
def visits(office: Visits) -> Visits:
    office.begin_anew("li", "wang", "zhao", "sun")
    return office


def refused(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def booked(response: httpx.Response) -> dict[str, Any]:
    assert response.is_success, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_booking_has_a_number_a_place_and_a_queue_number(visits: Visits) -> None:
    response = visits.book("li", FRIDAY_HALF_PAST)
    assert response.status_code == 201
    appointment = booked(response)
    assert appointment["number"] == "YY20260305-000001"
    assert (appointment["on"], appointment["starts"]) == ("2026-03-06", "09:30:00")
    assert appointment["queue_number"] == "B01"
    assert visits.held("li") == [appointment]
    assert booked(visits.book("wang", FRIDAY_HALF_PAST))["queue_number"] == "B02"


def test_nothing_personal_without_signing_in(visits: Visits) -> None:
    assert refused(visits.counter.get("/appointments")) == (401, "citizen_unknown")
    assert refused(visits.counter.post("/appointments", {"slot": FRIDAY_NINE})) == (401, "citizen_unknown")


def test_somebody_elses_appointment_is_not_there(visits: Visits) -> None:
    of_li = booked(visits.book("li", FRIDAY_NINE))
    assert visits.held("wang") == []
    assert refused(visits.cancel("wang", of_li)) == (404, "appointment_unknown")
    assert refused(visits.change("wang", of_li, MONDAY_NINE)) == (404, "appointment_unknown")
    assert visits.held("li") == [of_li]


def test_somebody_who_never_signed_in_before_is_told(visits: Visits) -> None:
    assert refused(visits.book("nobody", FRIDAY_NINE)) == (404, "person_unknown")


def test_a_full_slot_is_refused_and_a_place_given_back_can_be_had(visits: Visits) -> None:
    held = [booked(visits.book(who, FRIDAY_NINE)) for who in ("li", "wang", "zhao")]
    assert refused(visits.book("sun", FRIDAY_NINE)) == (409, "slot_full")
    assert visits.held("sun") == []
    booked(visits.cancel("wang", held[1]))
    assert booked(visits.book("sun", FRIDAY_NINE))["queue_number"] == held[1]["queue_number"]


def test_a_person_holds_two_at_most_until_one_is_over(visits: Visits) -> None:
    visits.book("li", FRIDAY_NINE)
    visits.book("li", MONDAY_NINE)
    response = visits.book("li", FRIDAY_HALF_PAST)
    assert refused(response) == (409, "appointments_too_many")
    assert response.json()["error"]["message"] == "您手上已经有2个预约了，最多2个。要约新的，请先取消一个。"
    visits.clock.moment = datetime(2026, 3, 6, 9, 0, tzinfo=OFFICE_ZONE)
    booked(visits.book("li", FRIDAY_HALF_PAST))


def test_nobody_is_booked_twice_in_a_slot(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    assert refused(visits.book("li", FRIDAY_NINE)) == (409, "step_refused")
    assert refused(visits.change("li", held, FRIDAY_NINE)) == (409, "step_refused")
    assert visits.free(FRIDAY_NINE) == PLACES - 1


def test_a_change_takes_the_new_place_and_gives_the_old_one_back(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    moved = booked(visits.change("li", held, MONDAY_NINE))
    assert (moved["number"], moved["version"], moved["on"]) == (held["number"], 2, "2026-03-09")
    assert (visits.free(FRIDAY_NINE), visits.free(MONDAY_NINE)) == (PLACES, PLACES - 1)
    assert visits.held("li") == [moved]


def test_a_change_into_a_full_slot_leaves_all_as_it_was(visits: Visits) -> None:
    for who in ("wang", "zhao", "sun"):
        visits.book(who, MONDAY_NINE)
    held = booked(visits.book("li", FRIDAY_NINE))
    assert refused(visits.change("li", held, MONDAY_NINE)) == (409, "slot_full")
    assert visits.held("li") == [held]
    assert visits.free(FRIDAY_NINE) == PLACES - 1


def test_whoever_saw_an_older_version_changes_nothing(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    moved = booked(visits.change("li", held, MONDAY_NINE))
    assert refused(visits.change("li", held, FRIDAY_HALF_PAST)) == (409, "version_conflict")
    assert refused(visits.cancel("li", held)) == (409, "version_conflict")
    assert visits.held("li") == [moved]


def test_a_cancelled_appointment_is_over(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    cancelled = booked(visits.cancel("li", held))
    assert (cancelled["state"], cancelled["version"]) == ("cancelled", 2)
    assert visits.held("li") == []
    assert visits.free(FRIDAY_NINE) == PLACES
    assert refused(visits.cancel("li", cancelled)) == (409, "step_refused")
    assert refused(visits.change("li", cancelled, MONDAY_NINE)) == (409, "step_refused")


def test_cancelling_needs_the_version(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    response = visits.counter.delete(f"/appointments/{held['number']}", citizen="li")
    assert refused(response) == (422, "invalid_request")
    assert "If-Match" in response.json()["error"]["message"]


def test_what_has_begun_can_be_neither_booked_nor_changed_nor_cancelled(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    visits.clock.moment = datetime(2026, 3, 6, 9, 0, tzinfo=OFFICE_ZONE)
    assert refused(visits.book("wang", FRIDAY_NINE)) == (404, "slot_unknown")
    assert refused(visits.change("li", held, MONDAY_NINE)) == (409, "step_refused")
    assert refused(visits.cancel("li", held)) == (409, "step_refused")


@pytest.mark.parametrize(
    "slot",
    [
        "nonsense",
        "440104-nowhere.20260306t0900",
        "440104-beijing.20260306t0910",
        "440104-beijing.20260307t0900",
        "440104-beijing.20260605t0900",
        "440104-beijing.20260305t0900",
    ],
)
def test_what_is_not_offered_cannot_be_booked(visits: Visits, slot: str) -> None:
    assert refused(visits.book("li", slot)) == (404, "slot_unknown")


def test_the_item_must_be_one_of_the_windows_district(visits: Visits) -> None:
    def add(code: str, region: str) -> None:
        item = ServiceItem.model_validate({**ITEM, "code": code, "region": region})
        visits.office.writer.run(
            "system",
            lambda session: visits.office.catalogue.add(session.connection, item, by="seed", at=session.now),
        )

    add("440104-of-here", "440104")
    add("440309-of-there", "440309")
    assert refused(visits.book("li", FRIDAY_NINE, item="440309-of-there")) == (409, "step_refused")
    assert refused(visits.book("li", FRIDAY_NINE, item="440104-unheard-of")) == (404, "item_unknown")
    assert booked(visits.book("li", FRIDAY_NINE, item="440104-of-here"))["item"] == "440104-of-here"


def test_a_repeated_call_changes_nothing_and_answers_the_same(visits: Visits) -> None:
    first = visits.book("li", FRIDAY_NINE, key="k1")
    again = visits.book("li", FRIDAY_NINE, key="k1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    moved = visits.change("li", booked(first), MONDAY_NINE, key="k2")
    assert visits.change("li", booked(first), MONDAY_NINE, key="k2").content == moved.content
    gone = visits.cancel("li", booked(moved), key="k3")
    assert visits.cancel("li", booked(moved), key="k3").content == gone.content
    assert (visits.free(FRIDAY_NINE), visits.free(MONDAY_NINE)) == (PLACES, PLACES)


def test_every_step_is_in_the_audit_trail(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    moved = booked(visits.change("li", held, MONDAY_NINE))
    visits.cancel("li", moved)
    with visits.office.engine.connect() as connection:
        rows = connection.execute(
            select(audit.c.action, audit.c.actor)
            .where(audit.c.subject == f"appointment:{held['number']}")
            .order_by(audit.c.id)
        ).all()
    assert [tuple(row) for row in rows[-3:]] == [
        (f"appointment.{step}", "person:li") for step in ("booked", "changed", "cancelled")
    ]


def test_on_the_day_before_each_is_reminded_of_once(visits: Visits) -> None:
    friday = booked(visits.book("li", FRIDAY_NINE))["number"]
    visits.book("wang", MONDAY_NINE)
    assert visits.remind() == [friday]
    assert visits.remind() == []


def test_whoever_moves_an_appointment_is_reminded_of_the_new_day(visits: Visits) -> None:
    held = booked(visits.book("li", FRIDAY_NINE))
    visits.remind()
    visits.change("li", held, MONDAY_NINE)
    assert visits.remind() == []
    visits.clock.moment = NOW + timedelta(days=3)
    assert visits.remind() == [held["number"]]


def test_nobody_is_reminded_of_what_is_cancelled_or_over(visits: Visits) -> None:
    visits.cancel("li", booked(visits.book("li", FRIDAY_NINE)))
    visits.book("wang", FRIDAY_NINE)
    visits.clock.moment = NOW + timedelta(days=2)
    assert visits.remind() == []
    with visits.office.engine.connect() as connection:
        assert len(connection.execute(select(reminders)).all()) == 1
