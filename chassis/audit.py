"""Who did what, line by line, in a chain: each line carries the hash of the one before it.

A line is written in the transaction that makes the change. The tables refuse updates and deletions
(`refuse_changes` in a migration); whoever gets around that breaks the chain, and `verify` says where. A chain
cut off at its end is still whole: compare its length and last hash with those noted elsewhere.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    text,
)

from chassis.database import Moment
from chassis.logs import current_trace_id
from chassis.staff import Person

FIRST = "0" * 64
"""What the first line has in place of a hash before it."""
_REFUSAL = "audit lines are not changed"


@dataclass(frozen=True)
class Action:
    """What was done to which thing. `detail` is small and holds no citizen's data."""

    name: str
    subject: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of the chain. `number` counts from 1 without gaps."""

    number: int
    at: datetime
    account: str
    name: str
    roles: tuple[str, ...]
    action: Action
    trace_id: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Verdict:
    """How far the chain holds. `broken_at` is the number of the first line that does not fit, if any."""

    lines: int
    last_hash: str
    broken_at: int | None = None


def audit_table(metadata: MetaData, name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", Moment, nullable=False),
        Column("account", String(100), nullable=False, index=True),
        Column("name", String(100), nullable=False),
        Column("roles", JSON, nullable=False),
        Column("action", String(60), nullable=False, index=True),
        Column("subject", Text, nullable=False),
        Column("detail", JSON, nullable=False),
        Column("trace_id", String(64), nullable=False),
        Column("previous_hash", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
    )


def refuse_changes(connection: Connection, name: str) -> None:
    """For a migration: the table takes new lines and nothing else."""
    if connection.dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {name}_no_{change.lower()} BEFORE {change} ON {name} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        return
    connection.exec_driver_sql(
        f"CREATE FUNCTION refuse_{name}_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    connection.exec_driver_sql(
        f"CREATE TRIGGER {name}_no_change BEFORE UPDATE OR DELETE ON {name} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION refuse_{name}_change()"
    )


def append(connection: Connection, table: Table, person: Person, action: Action, *, at: datetime) -> Line:
    """Add a line in a transaction that writes (`begin_writing`); others that add one wait for its end."""
    if connection.dialect.name != "sqlite":
        connection.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))
    last = connection.execute(
        select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
    ).first()
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    line = Line(
        number=number,
        at=at,
        account=person.account,
        name=person.name,
        roles=tuple(sorted(person.roles)),
        action=action,
        trace_id=current_trace_id(),
        previous_hash=previous,
        hash="",
    )
    line = replace(line, hash=_hash(line))
    connection.execute(
        insert(table).values(
            number=line.number,
            at=line.at,
            account=line.account,
            name=line.name,
            roles=list(line.roles),
            action=line.action.name,
            subject=line.action.subject,
            detail=line.action.detail,
            trace_id=line.trace_id,
            previous_hash=line.previous_hash,
            hash=line.hash,
        )
    )
    return line


def read(
    connection: Connection,
    table: Table,
    *,
    before: int | None = None,
    limit: int = 100,
    account: str | None = None,
    subject: str | None = None,
) -> list[Line]:
    """The latest first, those with a number below `before`."""
    query = select(table).order_by(table.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(table.c.number < before)
    if account is not None:
        query = query.where(table.c.account == account)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    return [_line(row) for row in connection.execute(query)]


def verify(connection: Connection, table: Table) -> Verdict:
    """Go along the whole chain."""
    number, previous = 0, FIRST
    chain = select(table).order_by(table.c.number)
    with connection.execute(chain, execution_options={"yield_per": 1000}) as rows:
        for row in rows:
            line = _line(row)
            if (line.number, line.previous_hash, line.hash) != (number + 1, previous, _hash(line)):
                return Verdict(lines=number, last_hash=previous, broken_at=number + 1)
            number, previous = line.number, line.hash
    return Verdict(lines=number, last_hash=previous)


def _line(row: Any) -> Line:
    return Line(
        number=row.number,
        at=row.at,
        account=row.account,
        name=row.name,
        roles=tuple(row.roles),
        action=Action(row.action, row.subject, row.detail),
        trace_id=row.trace_id,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )


def _hash(line: Line) -> str:
    """Over all of the line but its own hash."""
    told = [
        line.number,
        round(line.at.timestamp() * 1_000_000),
        line.account,
        line.name,
        line.roles,
        line.action.name,
        line.action.subject,
        line.action.detail,
        line.trace_id,
        line.previous_hash,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
