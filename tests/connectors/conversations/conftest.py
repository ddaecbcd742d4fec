"""One set of tests for every database: SQLite always, PostgreSQL where one answers."""

import os
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from chassis.clock import OFFICE_ZONE
from chassis.database import create_engine, upgrade
from connectors.bootstrap import MIGRATIONS
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from tests.connectors.conversations.movable_clock import MovableClock

POSTGRESQL = os.environ.get("CIVICDESK_TEST_DATABASE_URL", "postgresql://127.0.0.1:5432/test")


@pytest.fixture
def postgresql_url() -> Iterator[str]:
    """A schema of its own, dropped afterwards."""
    schema = f"conversations_{uuid.uuid4().hex[:12]}"
    try:
        engine = create_engine(POSTGRESQL)
        with engine.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except (ImportError, OperationalError) as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL} or no driver for it: {type(error).__name__}")
    yield f"{POSTGRESQL}?options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'conversations.db'}"
    found: str = request.getfixturevalue("postgresql_url")
    return found


@pytest.fixture
def database(url: str) -> Iterator[Engine]:
    upgrade(url, MIGRATIONS)
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def repository(database: Engine, clock: MovableClock) -> ConversationRepository:
    return ConversationRepository(database, clock)


@pytest.fixture
def turns(database: Engine, clock: MovableClock) -> TurnStore:
    return TurnStore(database, clock, lease_seconds=20)
