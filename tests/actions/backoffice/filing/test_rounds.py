"""The sweep by itself: when rounds are made, what becomes of one that fails, and several at once."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from actions.backoffice.bootstrap import build, desk_of
from actions.backoffice.rounds import SweepRound
from actions.backoffice.settings import BackofficeSettings
from actions.wire.cases import Sweep
from chassis.rounds import Rounds, stopped_within
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import PLAIN, Applicant, stock

NOTHING = Sweep(returned=[], expired=[], reminded=[])
DRAFTS = 12


@dataclass
class ScriptedSweep:
    """Raises what is on its list, one after the other; then nothing is found."""

    errors: list[Exception] = field(default_factory=list)
    made: int = 0

    def __call__(self) -> Sweep:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return NOTHING


@dataclass
class Pauses:
    """Are over at once; the service stops in the last of them."""

    number: int
    seconds: list[float] = field(default_factory=list)

    async def __call__(self, stopping: asyncio.Event, seconds: float) -> bool:
        self.seconds.append(seconds)
        return len(self.seconds) == self.number


def run(sweep: ScriptedSweep, pauses: Pauses) -> list[str]:
    """What was logged."""
    with capture_logs() as logged:
        asyncio.run(Rounds(SweepRound(sweep), 600, pauses).run(asyncio.Event()))
    return [entry["event"] for entry in logged]


def test_a_round_is_made_at_once_and_after_each_pause() -> None:
    sweep, pauses = ScriptedSweep(), Pauses(3)
    assert run(sweep, pauses) == ["swept"] * 3
    assert (sweep.made, pauses.seconds) == (3, [600, 600, 600])


def test_a_round_that_fails_is_logged_and_made_again() -> None:
    sweep = ScriptedSweep([ValueError("a bug"), OperationalError("UPDATE", {}, Exception("locked"))])
    assert run(sweep, Pauses(3)) == ["sweep_failed", "sweep_failed", "swept"]


def test_nothing_that_was_filled_in_gets_into_the_log() -> None:
    error = OperationalError("UPDATE", {"answers": "440104197403160004"}, Exception("locked"))
    with capture_logs() as logged:
        asyncio.run(Rounds(SweepRound(ScriptedSweep([error])), 600, Pauses(1)).run(asyncio.Event()))
    assert logged == [{"event": "sweep_failed", "cause": "Exception", "log_level": "error"}]


def test_a_pause_ends_with_the_service() -> None:
    async def pause(*, stops: bool) -> bool:
        stopping = asyncio.Event()
        if stops:
            stopping.set()
        return await stopped_within(stopping, 600 if stops else 0)

    assert asyncio.run(pause(stops=True)) is True
    assert asyncio.run(pause(stops=False)) is False


@pytest.fixture
def moved() -> MovedClock:
    return MovedClock()


@pytest.fixture
def office(every_settings: BackofficeSettings, moved: MovedClock) -> Iterator[FastAPI]:
    app = build(every_settings, moved)
    stock(app)
    yield app
    app.state.office.engine.dispose()


def test_the_service_sweeps_while_it_runs(
    office: FastAPI, every_settings: BackofficeSettings, moved: MovedClock
) -> None:
    Applicant(Counter(office)).opens(PLAIN)
    moved.move(days=8)

    async def serve() -> None:
        """Stopped as soon as it has started: the round that was begun is finished."""
        app = build(every_settings, moved)
        async with app.router.lifespan_context(app):
            pass

    asyncio.run(serve())
    assert Counter(office).post("/sweeps").json()["expired"] == [], "nothing was left for this one"


def test_rounds_of_several_processes_at_once_do_everything_once(
    office: FastAPI, every_settings: BackofficeSettings, moved: MovedClock
) -> None:
    li = Applicant(Counter(office))
    drafts = [li.opens(PLAIN)["id"] for _ in range(DRAFTS)]
    moved.move(days=8)
    others = [build(every_settings, moved) for _ in range(2)]
    barrier = Barrier(len(others), timeout=30)

    def sweep(app: FastAPI) -> list[str]:
        desk = desk_of(app.state.office)
        barrier.wait()
        return desk.sweeps.run().expired

    with ThreadPoolExecutor(len(others)) as pool:
        expired = list(pool.map(sweep, others))
    for app in others:
        app.state.office.engine.dispose()
    assert sorted(expired[0] + expired[1]) == sorted(drafts)
