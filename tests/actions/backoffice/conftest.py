"""Back offices to test: on SQLite in a temporary folder, and on PostgreSQL where this machine has one.

Migrating and seeding takes longer than a test, so it is done once and copied.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError

from actions.backoffice.bootstrap import build, migrate
from actions.backoffice.settings import BackofficeSettings
from chassis.database import create_engine
from tests.actions.backoffice.counter import Counter, settings_for

POSTGRESQL = os.environ.get(
    "CIVICDESK_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("template")
    settings = settings_for(folder)
    migrate(settings)
    engine = create_engine(settings.database_address)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return (folder / "backoffice.db").read_bytes()


@pytest.fixture
def settings(tmp_path: Path, sqlite_template: bytes) -> BackofficeSettings:
    """Of a back office on SQLite, migrated and seeded."""
    (tmp_path / "backoffice.db").write_bytes(sqlite_template)
    return settings_for(tmp_path)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Callable[[str], None]]:
    """Runs a statement outside of any transaction."""
    server = create_engine(POSTGRESQL).execution_options(isolation_level="AUTOCOMMIT")
    try:
        server.connect().close()
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL} (CIVICDESK_TEST_POSTGRESQL): {error.orig}")

    def run(statement: str) -> None:
        with server.connect() as connection:
            connection.execute(text(statement))

    yield run
    server.dispose()


def _address(database: str) -> str:
    return make_url(POSTGRESQL).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgresql_template(
    postgresql_server: Callable[[str], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    name = f"civicdesk_template_{uuid4().hex[:12]}"
    postgresql_server(f"CREATE DATABASE {name}")
    try:
        migrate(settings_for(tmp_path_factory.mktemp("postgresql"), database_url=_address(name)))
        yield name
    finally:
        postgresql_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgresql_settings(
    postgresql_server: Callable[[str], None], postgresql_template: str, tmp_path: Path
) -> Iterator[BackofficeSettings]:
    """Of a back office on PostgreSQL, migrated and seeded, dropped afterwards."""
    name = f"civicdesk_test_{uuid4().hex[:12]}"
    postgresql_server(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    yield settings_for(tmp_path, database_url=_address(name))
    postgresql_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def every_settings(request: pytest.FixtureRequest) -> BackofficeSettings:
    """Each test that takes this runs on both."""
    name = {"sqlite": "settings", "postgresql": "postgresql_settings"}[request.param]
    found: BackofficeSettings = request.getfixturevalue(name)
    return found


@pytest.fixture
def database(every_settings: BackofficeSettings) -> Iterator[Engine]:
    """A migrated and seeded database of each kind."""
    engine = create_engine(every_settings.database_address)
    yield engine
    engine.dispose()


@pytest.fixture
def app(settings: BackofficeSettings) -> FastAPI:
    return build(settings)


@pytest.fixture
def counter(app: FastAPI) -> Counter:
    return Counter(app)


@pytest.fixture
def every_counter(every_settings: BackofficeSettings) -> Iterator[Counter]:
    """Each test that takes this runs on both kinds of database."""
    app = build(every_settings)
    yield Counter(app)
    app.state.office.engine.dispose()
