"""The knowledge base's tables as an archive takes and gives them. What can be built anew is left out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, column, func, insert, select, table
from sqlalchemy.exc import SQLAlchemyError

from chassis import audit
from chassis.audit import Action, Verdict
from chassis.database import begin_writing
from chassis.staff import Person
from knowledge_base.adapters import (
    approval_tables,
    asked_tables,
    checks_tables,
    curated_tables,
    index_tables,
    loads_tables,
    tables,
)
from knowledge_base.adapters.archive_rows import from_row, to_row
from knowledge_base.archiving import Row
from knowledge_base.errors import ArchiveRefused, ArchiveTargetInUse
from knowledge_base.messages import message

AREAS = (approval_tables, asked_tables, checks_tables, curated_tables, index_tables, loads_tables, tables)
"""All modules that define tables."""
REBUILT = frozenset(
    {
        tables.embeddings.name,
        tables.index_state.name,
        index_tables.revision.name,
        index_tables.indexed_versions.name,
        index_tables.indexed_passages.name,
        index_tables.index_parts.name,
        index_tables.posting_lists.name,
        index_tables.vector_entries.name,
    }
)
"""The indexes and what is remembered for them: the next start makes them."""
TRANSIENT = frozenset({approval_tables.notices.name})
"""What is on its way: a notice of long ago is not sent again."""
_version = table("knowledge_alembic_version", column("version_num"))
_READ_ROWS = 200
_WRITTEN_ROWS = 200


def kept_tables() -> list[Table]:
    """In an order in which they can be filled."""
    return [known for known in tables.metadata.sorted_tables if known.name not in REBUILT | TRANSIENT]


class SqlArchiveStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def schema(self) -> str:
        with self._engine.connect() as connection:
            return str(connection.execute(select(_version.c.version_num)).scalar_one())

    def columns(self) -> Mapping[str, Mapping[str, bool]]:
        return {
            kept.name: {known.name: not known.nullable and known.default is None for known in kept.c}
            for kept in kept_tables()
        }

    def note(self, person: Person, action: str, detail: Mapping[str, Any], *, at: datetime) -> None:
        with begin_writing(self._engine) as connection:
            audit.append(connection, tables.audit, person, Action(action, "", dict(detail)), at=at)

    @contextmanager
    def snapshot(self) -> Iterator["SqlSnapshot"]:
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                # The driver begins no transaction for reading.
                connection.exec_driver_sql("BEGIN")
                yield SqlSnapshot(connection)
            return
        with self._engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield SqlSnapshot(connection)

    def is_empty(self) -> bool:
        with self._engine.connect() as connection:
            return _is_empty(connection)

    def restore(self, tables_: Iterable[tuple[str, Iterable[Row]]], *, audit: Verdict) -> None:
        known = {kept.name: kept for kept in kept_tables()}
        try:
            with begin_writing(self._engine) as connection:
                if not _is_empty(connection):
                    raise ArchiveTargetInUse("the target is not empty")
                for name, rows in tables_:
                    _fill(connection, known[name], rows)
                _require_chain(connection, audit)
        except SQLAlchemyError as error:
            told = message("archive_rows_contradict")
            raise ArchiveRefused(f"{type(error).__name__}: {error}", message=told) from error


class SqlSnapshot:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(kept.name for kept in kept_tables())

    def rows(self, table: str) -> Iterator[Row]:
        known = tables.metadata.tables[table]
        query = select(known).order_by(*known.primary_key.columns)
        options = {"yield_per": _READ_ROWS}
        for row in self._connection.execute(query, execution_options=options).mappings():
            yield to_row(dict(row))

    def audit(self) -> Verdict:
        return audit.verify(self._connection, tables.audit)


def _is_empty(connection: Connection) -> bool:
    return all(connection.execute(select(kept).limit(1)).first() is None for kept in kept_tables())


def _fill(connection: Connection, table_: Table, rows: Iterable[Row]) -> None:
    remaining = iter(rows)
    while batch := [from_row(table_, row) for row in islice(remaining, _WRITTEN_ROWS)]:
        connection.execute(insert(table_), batch)
    _continue_numbers(connection, table_)


def _continue_numbers(connection: Connection, table_: Table) -> None:
    """PostgreSQL counts on where the restored rows end."""
    counted = table_.autoincrement_column
    if connection.dialect.name == "sqlite" or counted is None or not isinstance(counted.type, Integer):
        return
    sequence = func.pg_get_serial_sequence(table_.name, counted.name)
    connection.execute(select(func.setval(sequence, select(func.max(counted)).scalar_subquery())))


def _require_chain(connection: Connection, expected: Verdict) -> None:
    found = audit.verify(connection, tables.audit)
    if found != expected or found.broken_at is not None:
        told = message("archive_chain", line=found.broken_at or found.lines)
        raise ArchiveRefused(f"{found} is not {expected}", message=told)
