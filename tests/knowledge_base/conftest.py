"""Databases for the adapters: SQLite in a temporary folder, and PostgreSQL where this machine has one."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError

from chassis.database import create_engine, upgrade
from knowledge_base.migrate import MIGRATIONS

POSTGRESQL = os.environ.get(
    "CIVICDESK_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


def migrated(url: str) -> Engine:
    upgrade(url, MIGRATIONS)
    return create_engine(url)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated, empty database: migrating for every test takes longer than the test."""
    path = tmp_path_factory.mktemp("template") / "knowledge.db"
    engine = migrated(f"sqlite:///{path}")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path.read_bytes()


@pytest.fixture
def sqlite_engine(tmp_path: Path, sqlite_template: bytes) -> Iterator[Engine]:
    path = tmp_path / "knowledge.db"
    path.write_bytes(sqlite_template)
    engine = create_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_database() -> Iterator[Engine]:
    """A database of our own, dropped afterwards."""
    if find_spec("psycopg") is None:
        pytest.skip("psycopg, the PostgreSQL driver, is not installed")
    server = create_engine(POSTGRESQL).execution_options(isolation_level="AUTOCOMMIT")
    name = f"civicdesk_test_{uuid4().hex[:12]}"
    try:
        with server.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL} (CIVICDESK_TEST_POSTGRESQL): {error.orig}")
    url = make_url(POSTGRESQL).set(database=name)
    engine = migrated(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
    server.dispose()


@pytest.fixture
def postgresql_engine(postgresql_database: Engine) -> Iterator[Engine]:
    yield postgresql_database
    with postgresql_database.begin() as connection:
        # The revision is one row that counts on and is never empty.
        tables = connection.execute(
            text(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
                "AND tablename NOT LIKE '%alembic%' AND tablename <> 'knowledge_revision'"
            )
        ).scalars()
        # Emptying a table takes long even where it is empty.
        filled = [
            name
            for name in tables
            if connection.scalar(text(f"SELECT EXISTS (SELECT FROM {name})"))  # noqa: S608 — our own names
        ]
        if filled:
            connection.execute(text(f"TRUNCATE {', '.join(filled)} CASCADE"))
