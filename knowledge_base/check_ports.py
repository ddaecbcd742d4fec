"""Where runs, sets of questions, floors and bars are kept."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from knowledge_base.checks import (
    FloorSetting,
    Outcome,
    Question,
    QuestionSet,
    Result,
    Run,
    RunKind,
    RunState,
    SavedBars,
    Subject,
    Written,
)


class CheckStore(Protocol):
    """Runs in SQL. Every write but the progress of a run is one transaction with its audit line."""

    def add_run(self, run: Run, questions: list[Result], *, written: Written) -> None: ...

    def run(self, run_id: str) -> Run | None: ...

    def runs(self, *, kind: RunKind | None, limit: int, before: datetime | None = None) -> list[Run]:
        """The latest first."""
        ...

    def latest(self, subject: Subject, *, kind: RunKind, state: RunState | None = None) -> Run | None:
        """The latest run of a version, of points, of bars, or of a sheet."""
        ...

    def next_run(self, *, at: datetime) -> Run | None:
        """The oldest unfinished run, taken up; one that was running when the service stopped comes first."""
        ...

    def pending(self, run_id: str, *, limit: int) -> list[Result]: ...

    def keep(self, run_id: str, results: list[Result]) -> Run:
        """Keep what came of some questions. A question kept before keeps its first result."""
        ...

    def settle(self, run_id: str, state: RunState, *, at: datetime, problem: str = "") -> None: ...

    def ask_to_cancel(self, run_id: str, *, written: Written) -> Run:
        """Raises: RunUnknown, RunFinished."""
        ...

    def take_up(self, run_id: str, *, written: Written) -> Run:
        """Queue a failed or cancelled run again. Raises: RunUnknown, RunGoingOn."""
        ...

    def results(
        self, run_id: str, *, outcome: Outcome | None, set_key: str | None, offset: int, limit: int
    ) -> tuple[list[Result], int]:
        """What was asked already, and how many there are in all."""
        ...

    def result(self, run_id: str, position: int) -> Result | None: ...

    def told(self, run_id: str, question: Question) -> Result | None:
        """The result of the same question in that run."""
        ...


class CheckSettings(Protocol):
    """Floors and bars in SQL. Every write is one transaction with its audit line."""

    def floors(self) -> dict[str, FloorSetting]: ...

    def set_floor(self, floor: FloorSetting, *, written: Written) -> FloorSetting:
        """Raises: CheckChanged where `floor.revision` is not the stored one."""
        ...

    def bars(self) -> SavedBars | None: ...

    def save_bars(self, saved: SavedBars, *, written: Written) -> None:
        """Raises: CheckChanged where `saved.revision` is not the one after the stored one."""
        ...


class QuestionSetStore(Protocol):
    """Sets of questions in SQL. Every write is one transaction with its audit line."""

    def sets(self) -> list[QuestionSet]: ...

    def find(self, set_id: str) -> QuestionSet | None: ...

    def questions(self, set_id: str) -> list[Question]: ...

    def put(self, stored: QuestionSet, questions: list[Question], *, written: Written) -> QuestionSet:
        """Keep a new set (`revision` 0), or these questions in place of the ones there.

        Raises:
            CheckChanged: `stored.revision` is not the stored one.
            SetTitleTaken: another set is called that.
        """
        ...

    def delete(self, set_id: str, *, revision: int, written: Written) -> None:
        """Raises: SetUnknown, CheckChanged."""
        ...

    def add(
        self, connection: Connection, stored: QuestionSet, question: Question, *, written: Written
    ) -> str:
        """Add a question in the caller's transaction, making the set where it is missing; its id.

        One whose `source` is there already is not added again.
        """
        ...
