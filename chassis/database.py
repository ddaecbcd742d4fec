"""SQL for every service: SQLite with durable commits by default, PostgreSQL by address."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, DateTime, Dialect, Engine, Table, TypeDecorator, event
from sqlalchemy.dialects import postgresql, sqlite

from chassis.clock import OFFICE_ZONE


class Moment(TypeDecorator[datetime]):
    """An aware time, read in the office's zone. SQLite forgets zones, so it is kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(OFFICE_ZONE)


def create_engine(url: str) -> Engine:
    """An engine whose SQLite connections keep foreign keys and lose no committed write."""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = sqlalchemy.create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def insert_unless_there(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert a row whose key may be taken; whether it was free. Waits for a transaction that is taking it."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1


_turns: WeakKeyDictionary[Engine, Lock] = WeakKeyDictionary()


@contextmanager
def begin_writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds SQLite's only write lock from its first statement.

    A transaction that reads first and then writes fails there at once when somebody else wrote in between;
    one that asks for the lock first waits for it. PostgreSQL locks rows as they are written.
    SQLite's own waiting is trying again after a nap, by which some never get their turn when many write: the
    threads of a process queue up here, and only processes compete for the file.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with _turns.setdefault(engine, Lock()), engine.begin() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def upgrade(url: str, migrations_dir: Path) -> None:
    """Bring the database to the newest revision. Each service keeps its own version table."""
    create_engine(url).dispose()
    config = Config()
    config.set_main_option("script_location", str(migrations_dir))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.upgrade(config, "head")
