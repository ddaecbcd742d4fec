"""Runs of questions and what came of them, in SQL: SQLite or PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Select, case, func, insert, select, update

from chassis import audit
from chassis.database import begin_writing
from knowledge_base.adapters import tables
from knowledge_base.adapters.check_rows import (
    judged_values,
    pending_row,
    plain,
    question_key,
    run_row,
    subject_key,
    to_result,
    to_run,
)
from knowledge_base.adapters.checks_tables import results, runs
from knowledge_base.checks import (
    UNFINISHED,
    Outcome,
    Question,
    Result,
    Run,
    RunKind,
    RunState,
    SetCount,
    Subject,
    Written,
)
from knowledge_base.errors import RunFinished, RunGoingOn, RunUnknown, TooManyRuns

_MOST_WAITING = 20
_STOPPED = frozenset({RunState.CANCELLED, RunState.FAILED})


class SqlCheckStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add_run(self, run: Run, questions: Sequence[Result], *, written: Written) -> None:
        with begin_writing(self._engine) as connection:
            waiting = select(func.count()).select_from(runs).where(runs.c.state.in_(UNFINISHED))
            if connection.execute(waiting).scalar_one() >= _MOST_WAITING:
                raise TooManyRuns(f"{_MOST_WAITING} runs wait")
            connection.execute(insert(runs).values(run_row(run)))
            if questions:
                connection.execute(insert(results), [pending_row(run.id, question) for question in questions])
            _audit(connection, written)

    def run(self, run_id: str) -> Run | None:
        with self._engine.connect() as connection:
            return _run(connection, run_id)

    def runs(self, *, kind: RunKind | None, limit: int, before: datetime | None = None) -> list[Run]:
        query = select(runs).order_by(runs.c.created_at.desc(), runs.c.id).limit(limit)
        if kind is not None:
            query = query.where(runs.c.kind == kind)
        if before is not None:
            query = query.where(runs.c.created_at < before)
        with self._engine.connect() as connection:
            return [to_run(dict(row)) for row in connection.execute(query).mappings()]

    def latest(self, subject: Subject, *, kind: RunKind, state: RunState | None = None) -> Run | None:
        query = (
            select(runs)
            .where(runs.c.kind == kind, runs.c.subject_key == subject_key(subject))
            .order_by(runs.c.created_at.desc(), runs.c.id)
            .limit(1)
        )
        if state is not None:
            query = query.where(runs.c.state == state)
        with self._engine.connect() as connection:
            found = connection.execute(query).mappings().first()
        return to_run(dict(found)) if found else None

    def next_run(self, *, at: datetime) -> Run | None:
        was_running = case((runs.c.state == RunState.RUNNING, 0), else_=1)
        query = (
            select(runs.c.id)
            .where(runs.c.state.in_(UNFINISHED))
            .order_by(was_running, runs.c.created_at, runs.c.id)
            .limit(1)
        )
        with begin_writing(self._engine) as connection:
            run_id = connection.execute(query).scalar()
            if run_id is None:
                return None
            taken = {"state": RunState.RUNNING, "started_at": func.coalesce(runs.c.started_at, at)}
            connection.execute(update(runs).where(runs.c.id == run_id).values(taken))
            return _run(connection, run_id)

    def pending(self, run_id: str, *, limit: int) -> list[Result]:
        query = (
            select(results)
            .where(results.c.run_id == run_id, results.c.outcome.is_(None))
            .order_by(results.c.position)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [to_result(dict(row)) for row in connection.execute(query).mappings()]

    def keep(self, run_id: str, asked: Sequence[Result]) -> Run:
        with begin_writing(self._engine) as connection:
            for result in asked:
                open_row = (
                    (results.c.run_id == run_id)
                    & (results.c.position == result.position)
                    & results.c.outcome.is_(None)
                )
                connection.execute(update(results).where(open_row).values(judged_values(result)))
            run = _known(connection, run_id)
            counted = _count(connection, run)
            done = sum(one.asked for one in counted)
            connection.execute(
                update(runs)
                .where(runs.c.id == run_id)
                .values(done=done, sets=[plain(one) for one in counted])
            )
            return replace(run, done=done, sets=counted)

    def settle(self, run_id: str, state: RunState, *, at: datetime, problem: str = "") -> None:
        with begin_writing(self._engine) as connection:
            values = {"state": state, "finished_at": at, "problem": problem}
            connection.execute(update(runs).where(runs.c.id == run_id).values(values))

    def ask_to_cancel(self, run_id: str, *, written: Written) -> Run:
        with begin_writing(self._engine) as connection:
            run = _known(connection, run_id, lock=True)
            if run.state not in UNFINISHED:
                raise RunFinished(f"run {run_id!r} is {run.state}")
            values: dict[str, Any] = {"cancel_asked": True}
            if run.state is RunState.QUEUED:
                values |= {"state": RunState.CANCELLED, "finished_at": written.at}
            connection.execute(update(runs).where(runs.c.id == run_id).values(values))
            if not run.cancel_asked:
                _audit(connection, written)
            return _known(connection, run_id)

    def take_up(self, run_id: str, *, written: Written) -> Run:
        with begin_writing(self._engine) as connection:
            run = _known(connection, run_id, lock=True)
            if run.state not in _STOPPED:
                raise RunGoingOn(f"run {run_id!r} is {run.state}")
            values = {"state": RunState.QUEUED, "cancel_asked": False, "finished_at": None, "problem": ""}
            connection.execute(update(runs).where(runs.c.id == run_id).values(values))
            _audit(connection, written)
            return _known(connection, run_id)

    def results(
        self, run_id: str, *, outcome: Outcome | None, set_key: str | None, offset: int, limit: int
    ) -> tuple[list[Result], int]:
        where = (results.c.run_id == run_id) & results.c.outcome.is_not(None)
        if outcome is not None:
            where &= results.c.outcome == outcome
        if set_key is not None:
            where &= results.c.set_key == set_key
        page = select(results).where(where).order_by(results.c.position).offset(offset).limit(limit)
        with self._engine.connect() as connection:
            count = connection.execute(select(func.count()).select_from(results).where(where)).scalar_one()
            return [to_result(dict(row)) for row in connection.execute(page).mappings()], count

    def result(self, run_id: str, position: int) -> Result | None:
        return self._one(select(results).where(results.c.run_id == run_id, results.c.position == position))

    def told(self, run_id: str, question: Question) -> Result | None:
        key = question_key(question)
        return self._one(
            select(results)
            .where(results.c.run_id == run_id, results.c.question_key == key, results.c.outcome.is_not(None))
            .order_by(results.c.position)
            .limit(1)
        )

    def _one(self, query: Select[Any]) -> Result | None:
        with self._engine.connect() as connection:
            found = connection.execute(query).mappings().first()
        return to_result(dict(found)) if found else None


def _run(connection: Connection, run_id: str) -> Run | None:
    found = connection.execute(select(runs).where(runs.c.id == run_id)).mappings().first()
    return to_run(dict(found)) if found else None


def _known(connection: Connection, run_id: str, *, lock: bool = False) -> Run:
    if lock:
        connection.execute(select(runs.c.id).where(runs.c.id == run_id).with_for_update())
    run = _run(connection, run_id)
    if run is None:
        raise RunUnknown(f"no run {run_id!r}")
    return run


def _count(connection: Connection, run: Run) -> tuple[SetCount, ...]:
    holds, held = results.c.holds, results.c.held
    numbers = {
        "asked": func.count(results.c.outcome),
        **{one.value: _times(results.c.outcome == one) for one in Outcome},
        "holds": _times(holds.is_(True)),
        "held": _times(held.is_(True)),
        "gained": _times(holds.is_(True) & held.is_(False)),
        "lost": _times(holds.is_(False) & held.is_(True)),
    }
    query = (
        select(results.c.set_key, *(number.label(name) for name, number in numbers.items()))
        .where(results.c.run_id == run.id)
        .group_by(results.c.set_key)
    )
    found = {row["set_key"]: row for row in connection.execute(query).mappings()}
    return tuple(
        replace(counted, **{name: found[counted.key][name] for name in numbers})
        if counted.key in found
        else counted
        for counted in run.sets
    )


def _times(what: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((what, 1), else_=0))


def _audit(connection: Connection, written: Written) -> None:
    audit.append(connection, tables.audit, written.person, written.action, at=written.at)
