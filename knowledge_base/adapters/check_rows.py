"""Rows of the tables of checks to their nouns, and back."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from knowledge_base.checks import (
    Judged,
    Outcome,
    Question,
    Reason,
    Result,
    Run,
    RunKind,
    RunState,
    SetCount,
    Subject,
    Told,
)

Row = Mapping[str, Any]

_subject = TypeAdapter(Subject)
_counts = TypeAdapter(tuple[SetCount, ...])
_question = TypeAdapter(Question)
_told = TypeAdapter(Told)
_reasons = TypeAdapter(tuple[Reason, ...])
_PLAIN = (
    "id", "basis", "account", "name", "created_at", "day", "total", "done", "started_at", "finished_at",
    "compared_with", "cancel_asked", "problem",
)  # fmt: skip


def plain(value: Any) -> Any:
    """A noun as JSON keeps it."""
    return json.loads(json.dumps(asdict(value), ensure_ascii=False))


def subject_key(subject: Subject) -> str:
    return _digest(plain(subject))


def question_key(question: Question) -> str:
    """The same for the same words asked in the same place."""
    return _digest([question.text, question.region, list(question.history)])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def run_row(run: Run) -> dict[str, Any]:
    return {
        **{name: getattr(run, name) for name in _PLAIN},
        "kind": run.kind,
        "state": run.state,
        "subject": plain(run.subject),
        "subject_key": subject_key(run.subject),
        "sets": [plain(counted) for counted in run.sets],
    }


def to_run(row: Row) -> Run:
    return Run(
        **{name: row[name] for name in _PLAIN},
        kind=RunKind(row["kind"]),
        state=RunState(row["state"]),
        subject=_subject.validate_python(row["subject"]),
        sets=_counts.validate_python(row["sets"]),
    )


def pending_row(run_id: str, result: Result) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "position": result.position,
        "set_key": result.set_key,
        "question_key": question_key(result.question),
        "question": plain(result.question),
        "reasons": [],
    }


def judged_values(result: Result) -> dict[str, Any]:
    """What is set of a row once its question was asked."""
    judged = result.judged
    if judged is None:
        raise ValueError(f"question {result.position} was not asked")
    return {
        "outcome": judged.outcome,
        "reasons": [plain(reason) for reason in judged.reasons],
        "holds": judged.holds,
        "held": judged.held,
        "old": plain(result.old) if result.old else None,
        "new": plain(result.new) if result.new else None,
    }


def to_result(row: Row) -> Result:
    judged = None
    if row["outcome"] is not None:
        judged = Judged(
            outcome=Outcome(row["outcome"]),
            reasons=_reasons.validate_python(row["reasons"]),
            holds=row["holds"],
            held=row["held"],
        )
    return Result(
        position=row["position"],
        set_key=row["set_key"],
        question=to_question(row["question"]),
        judged=judged,
        old=_told.validate_python(row["old"]) if row["old"] else None,
        new=_told.validate_python(row["new"]) if row["new"] else None,
    )


def to_question(value: Any) -> Question:
    return _question.validate_python(value)
