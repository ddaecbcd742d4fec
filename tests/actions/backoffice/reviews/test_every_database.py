"""The loop, and people at the same time, on every kind of database."""

from collections import Counter as Tally
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.bootstrap import review_desk_of
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.samples import Applicant
from tests.actions.backoffice.reviews.loop import BAD, TO_THE_REPLY, Reviewer, Staff

MANY = 50
TABLES = (
    "reviews",
    "rectifications",
    "rectification_entries",
    "review_appeals",
    "notices",
    "audit",
    "writes",
)
_Said = TypeVar("_Said")


@pytest.fixture
def li(every_office: FastAPI) -> Reviewer:
    return Reviewer(Applicant(Counter(every_office)))


@pytest.fixture
def staff(every_office: FastAPI) -> Staff:
    return Staff(Counter(every_office), "zhou")


@pytest.fixture
def other(every_office: FastAPI) -> Staff:
    return Staff(Counter(every_office), "deng")


def _at_once(number: int, work: Callable[[int], _Said]) -> list[_Said]:
    barrier = Barrier(number, timeout=60)

    def begin(place: int) -> _Said:
        barrier.wait()
        return work(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(begin, range(number)))


def test_the_loop_is_counted_and_nothing_is_stored_in_plain(
    li: Reviewer, staff: Staff, other: Staff, every_office: FastAPI
) -> None:
    review = li.reviews(li.has_a_case(), **BAD, phone="13900001111")
    ticket = review["rectification"]
    assert staff.tries_to_appeal(ticket).is_success
    staff.takes(ticket, *TO_THE_REPLY, note="道过歉了。")
    assert other.tries_to_decide(ticket, upheld=False).is_success
    li.rates(review, "不满意", comment="还是要等")
    [row] = staff.statistics("?region=440104")
    assert (row["invited"], row["participation"], row["negative"], row["on_time"]) == (1, 1.0, 1, 1.0)
    assert (row["rectified"], row["re_rated"], row["fix_satisfied"]) == (1, 1, 0.0)
    assert [one["text"][:6] for one in staff.counter.get("/notices").json()["notices"]] == ["您对“pla"]
    with every_office.state.office.engine.connect() as connection:
        stored = repr(
            [
                tuple(row)
                for table in TABLES
                for row in connection.execute(text(f"SELECT * FROM backoffice_{table}"))  # noqa: S608
            ]
        )
    for said in ("等了两个小时", "13900001111", "道过歉了", "说的不是这个窗口", "查过记录", "还是要等"):
        assert said not in stored
        assert repr(said.encode())[2:-1] not in stored


def test_fifty_reviews_of_one_matter_at_once_are_one(li: Reviewer, staff: Staff) -> None:
    case = li.has_a_case()
    replies = _at_once(MANY, lambda _: li.tries_to_review(case, **BAD))
    assert Tally(reply.status_code for reply in replies) == {201: 1, 409: MANY - 1}
    assert len(li.does("GET", "/reviews")["reviews"]) == len(staff.lists()) == 1


def test_of_two_at_once_one_wins_and_the_other_is_told(li: Reviewer, staff: Staff, other: Staff) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD)["rectification"]
    version = staff.reads(ticket)["version"]
    replies = _at_once(2, lambda place: (staff, other)[place].tries_step(ticket, "contact", version=version))
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    lost = max(replies, key=lambda reply: reply.status_code)
    assert lost.json()["error"]["code"] == "version_conflict"
    assert [entry["state"] for entry in staff.reads(ticket)["history"]].count("contacted") == 1


def test_rounds_at_once_escalate_once(li: Reviewer, staff: Staff, every_office: FastAPI) -> None:
    ticket = li.reviews(li.has_a_case(), **BAD)["rectification"]
    office = every_office.state.office
    office.writer.clock.clock.move(days=30)
    escalations = review_desk_of(office).escalations

    def make_a_round(_: int) -> list[str]:
        found: list[str] = office.writer.run("system", escalations.escalate)
        return found

    rounds = _at_once(4, make_a_round)
    assert Tally(number for found in rounds for number in found) == {ticket: 1}
    assert staff.reads(ticket)["escalated"] == 2, "contact and reply, each once"
