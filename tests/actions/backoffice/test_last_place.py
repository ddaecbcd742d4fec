"""Whoever comes at the same time: nobody gets the same place, nobody gets more than they may hold."""

from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from actions.backoffice.settings import BackofficeSettings
from actions.backoffice.tables.appointments import appointments, slots
from tests.actions.backoffice.visits import FRIDAY_HALF_PAST, FRIDAY_NINE, MONDAY_NINE, PLACES, WINDOW, Visits

PEOPLE = [f"person-{number}" for number in range(12)]
SLOTS = [FRIDAY_NINE, FRIDAY_HALF_PAST, MONDAY_NINE]


@pytest.fixture
def visits(every_settings: BackofficeSettings) -> Iterator[Visits]:
    opened = Visits.open(every_settings)
    opened.know(*PEOPLE)
    yield opened
    opened.close()


def at_once(calls: Sequence[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(call) for call in calls]]


def check_books(visits: Visits) -> None:
    """What is taken is what is booked, within capacity, each place once."""
    with visits.office.engine.connect() as connection:
        taken = {row.id: row.taken for row in connection.execute(select(slots))}
        booked = connection.execute(select(appointments).where(appointments.c.state == "booked")).all()
    assert {slot: number for slot, number in taken.items() if number} == Tally(row.slot_id for row in booked)
    assert all(number <= PLACES for number in taken.values())
    places = [(row.slot_id, row.place) for row in booked]
    assert len(set(places)) == len(places)
    assert all(1 <= row.place <= PLACES for row in booked)
    assert all(held <= 2 for held in Tally(row.subject for row in booked).values())


def test_two_people_never_get_the_last_place(visits: Visits) -> None:
    for subject in PEOPLE[: PLACES - 1]:
        assert visits.book(subject, FRIDAY_NINE).status_code == 201
    others = PEOPLE[PLACES - 1 :]
    replies = at_once([partial(visits.book, who, FRIDAY_NINE) for who in others])
    assert Tally(reply.status_code for reply in replies) == {201: 1, 409: len(others) - 1}
    assert {reply.json()["error"]["code"] for reply in replies if reply.status_code == 409} == {"slot_full"}
    check_books(visits)


def test_a_slot_that_nobody_had_booked_in_is_filled_exactly(visits: Visits) -> None:
    replies = at_once([partial(visits.book, who, FRIDAY_NINE) for who in PEOPLE])
    won = [reply.json() for reply in replies if reply.status_code == 201]
    assert sorted(appointment["queue_number"] for appointment in won) == ["A01", "A02", "A03"]
    assert len({appointment["number"] for appointment in won}) == PLACES
    check_books(visits)


def test_a_person_who_books_everywhere_at_once_gets_two(visits: Visits) -> None:
    wanted = [f"{WINDOW}.20260306t{time}" for time in ("0900", "0930", "1000", "1030", "1100", "1130")]
    replies = at_once([partial(visits.book, PEOPLE[0], slot) for slot in wanted])
    assert Tally(reply.status_code for reply in replies) == {201: 2, 409: 4}
    check_books(visits)


def test_a_call_that_comes_many_times_at_once_books_once(visits: Visits) -> None:
    replies = at_once([lambda: visits.book(PEOPLE[0], FRIDAY_NINE, key="one-intent")] * 6)
    assert {reply.status_code for reply in replies} == {201}
    assert len({reply.content for reply in replies}) == 1
    check_books(visits)


def test_people_who_exchange_slots_do_not_block_each_other(visits: Visits) -> None:
    pairs = PEOPLE[:4]
    held = {
        who: visits.book(who, (FRIDAY_NINE, MONDAY_NINE)[number % 2]).json()
        for number, who in enumerate(pairs)
    }
    for round_ in range(1, 7):
        wanted = [(FRIDAY_NINE, MONDAY_NINE)[(number + round_) % 2] for number in range(len(pairs))]
        replies = at_once(
            [partial(visits.change, who, held[who], slot) for who, slot in zip(pairs, wanted, strict=True)]
        )
        for who, reply in zip(pairs, replies, strict=True):
            assert reply.status_code in (200, 409), reply.text
            held[who] = visits.held(who)[0]
        check_books(visits)


def test_the_life_of_an_appointment_on_every_database(visits: Visits) -> None:
    held = visits.book(PEOPLE[0], MONDAY_NINE).json()
    moved = visits.change(PEOPLE[0], held, FRIDAY_NINE).json()
    assert visits.held(PEOPLE[0]) == [moved]
    assert visits.remind() == [held["number"]]
    assert visits.cancel(PEOPLE[0], moved).json()["state"] == "cancelled"
    assert visits.free(FRIDAY_NINE) == PLACES


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["book", "change", "cancel", "repeat"]),
        st.sampled_from(PEOPLE[:5]),
        st.sampled_from(SLOTS),
        st.integers(0, 1),
    ),
    max_size=14,
)


@pytest.fixture(scope="module")
def visits_on_sqlite(tmp_path_factory: pytest.TempPathFactory, sqlite_template: bytes) -> Iterator[Visits]:
    opened = Visits.open_on_sqlite(tmp_path_factory.mktemp("visits"), sqlite_template)
    yield opened
    opened.close()


@given(steps=STEPS)
@settings(max_examples=25, deadline=None, database=None)
def test_no_sequence_of_calls_gives_a_place_away_twice(
    steps: list[tuple[str, str, str, int]], visits_on_sqlite: Visits
) -> None:
    visits = visits_on_sqlite
    visits.begin_anew(*PEOPLE[:5])
    last: Callable[[], httpx.Response] | None = None
    for number, (step, who, slot, which) in enumerate(steps):
        if step == "repeat" and last:
            last()
        else:
            last = _call(visits, step, who, slot, which=which, key=f"k{number}")
            assert last().status_code in (200, 201, 409)
        check_books(visits)


def _call(
    visits: Visits, step: str, who: str, slot: str, *, which: int, key: str
) -> Callable[[], httpx.Response]:
    held: list[dict[str, Any]] = visits.held(who)
    chosen = held[min(which, len(held) - 1)] if held else None
    if chosen is None or step in ("book", "repeat"):
        return lambda: visits.book(who, slot, key=key)
    if step == "change":
        return lambda: visits.change(who, chosen, slot, key=key)
    return lambda: visits.cancel(who, chosen, key=key)
