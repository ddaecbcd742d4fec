"""Who did what, as the desk reads it."""

from datetime import datetime
from typing import Any

from chassis.audit import Line, Verdict
from knowledge_base.wire import Wire


class TrailLine(Wire):
    """One line of the chain. `number` counts from 1 without gaps."""

    number: int
    at: datetime
    account: str
    name: str
    roles: list[str]
    action: str
    subject: str
    detail: dict[str, Any]
    trace_id: str
    hash: str

    @classmethod
    def of(cls, line: Line) -> "TrailLine":
        return cls(
            number=line.number,
            at=line.at,
            account=line.account,
            name=line.name,
            roles=list(line.roles),
            action=line.action.name,
            subject=line.action.subject,
            detail=line.action.detail,
            trace_id=line.trace_id,
            hash=line.hash,
        )


class TrailLines(Wire):
    """The latest first."""

    lines: list[TrailLine]


class TrailVerdict(Wire):
    """How far the chain holds; `broken_at` is the first line that does not fit, if any."""

    lines: int
    last_hash: str
    broken_at: int | None

    @classmethod
    def of(cls, verdict: Verdict) -> "TrailVerdict":
        return cls(lines=verdict.lines, last_hash=verdict.last_hash, broken_at=verdict.broken_at)
