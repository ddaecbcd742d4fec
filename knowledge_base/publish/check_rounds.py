"""Asks the questions of runs, one run after another, a few seconds at a time.

What was asked is kept with every slice. A service that is stopped, or killed, goes on at its next start where
it was; at most one slice is asked again.
"""

import asyncio
from dataclasses import dataclass, field, replace
from time import monotonic

from chassis.clock import Clock
from chassis.errors import CivicError
from chassis.logs import get_logger
from chassis.rounds import Rounds, stopped_within
from knowledge_base.check_ports import CheckStore
from knowledge_base.checks import Result, Run, RunKind, RunState, Told
from knowledge_base.publish.comparing import compare
from knowledge_base.publish.indexing import IndexingStopped
from knowledge_base.publish.sides import Sides, Two

_SLICE_SECONDS = 2.0
_SLICE_QUESTIONS = 50
_BREATH_SECONDS = 0.1
"""Between two slices, for those who wait for an answer."""
_IDLE_SECONDS = 30.0
_RETRY_SECONDS = 5.0
_MOST_FAILURES = 3


@dataclass
class CheckRounds:
    """One thread asks. `wake` may be called from any."""

    checks: CheckStore
    sides: Sides
    clock: Clock
    slice_seconds: float = _SLICE_SECONDS
    _prepared: tuple[str, Two] | None = field(default=None, init=False)
    _failures: int = field(default=0, init=False)
    _pause_seconds: float = field(default=0.0, init=False)
    _waking: asyncio.Event | None = field(default=None, init=False)
    _loop: asyncio.AbstractEventLoop | None = field(default=None, init=False)

    def rounds(self) -> Rounds:
        """To go on with while the service runs."""
        return Rounds(make=self._make, seconds=_IDLE_SECONDS, wait=self._wait)

    def wake(self) -> None:
        """There is something to ask."""
        self._pause_seconds = 0.0
        if self._loop and self._waking and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._waking.set)

    async def _make(self) -> None:
        if self._waking is None:
            self._loop, self._waking = asyncio.get_running_loop(), asyncio.Event()
        self._waking.clear()
        try:
            more = await asyncio.to_thread(self.ask_a_slice)
        except Exception as error:
            get_logger().error("check_round_failed", exc_info=error)
            more, self._pause_seconds = False, _RETRY_SECONDS
        if more:
            self._waking.set()

    async def _wait(self, stopping: asyncio.Event, seconds: float) -> bool:
        """Until there is something to ask again, or the service stops."""
        waking = self._waking or asyncio.Event()
        if await stopped_within(stopping, max(self._pause_seconds, _BREATH_SECONDS)):
            return True
        if self._pause_seconds:
            self._pause_seconds = 0.0
            return False
        stopped, woken = asyncio.ensure_future(stopping.wait()), asyncio.ensure_future(waking.wait())
        _, unfinished = await asyncio.wait(
            (stopped, woken), timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for waiting in unfinished:
            waiting.cancel()
        return stopping.is_set()

    def ask_a_slice(self) -> bool:
        """Ask for a few seconds; whether there may be more to ask."""
        run = self.checks.next_run(at=self.clock.now())
        if run is None:
            self._prepared = None
            return False
        if run.cancel_asked:
            self._settle(run, RunState.CANCELLED)
            return True
        try:
            self._go_on(run)
        except IndexingStopped:
            return False
        except CivicError as error:
            return self._failed(run, error)
        self._failures = 0
        return True

    def _go_on(self, run: Run) -> None:
        pending = self.checks.pending(run.id, limit=_SLICE_QUESTIONS)
        if pending:
            two = self._two(run)
            until = monotonic() + self.slice_seconds
            asked: list[Result] = []
            for result in pending:
                asked.append(self._ask(run, result, two))
                if monotonic() > until:
                    break
            self.checks.keep(run.id, asked)
        if not self.checks.pending(run.id, limit=1):
            self._settle(run, RunState.DONE)

    def _two(self, run: Run) -> Two:
        if self._prepared is None or self._prepared[0] != run.id:
            self._prepared = run.id, self.sides.of_run(run)
        return self._prepared[1]

    def _ask(self, run: Run, result: Result, two: Two) -> Result:
        new, old = two.new.ask(result.question), self._before(run, result, two)
        judged = compare(result.question, old, new, unsupported=two.unsupported)
        return replace(result, judged=judged, old=old, new=new)

    def _before(self, run: Run, result: Result, two: Two) -> Told | None:
        """A sheet is compared with the run before it, anything else with what is answered now."""
        if run.kind is not RunKind.SHEET:
            return two.old.ask(result.question)
        known = self.checks.told(run.compared_with, result.question) if run.compared_with else None
        return known.new if known else None

    def _failed(self, run: Run, error: CivicError) -> bool:
        """What fails a few times in a row is not tried for ever: a person may go on with it."""
        self._failures += 1
        get_logger().warning("check_failed", run=run.id, code=error.code, detail=str(error))
        if self._failures >= _MOST_FAILURES:
            self._settle(run, RunState.FAILED, problem=error.code)
            self._failures = 0
        self._pause_seconds = _RETRY_SECONDS
        return True

    def _settle(self, run: Run, state: RunState, *, problem: str = "") -> None:
        self._prepared = None
        self.checks.settle(run.id, state, at=self.clock.now(), problem=problem)
