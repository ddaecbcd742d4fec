"""A back office on SQLite behind the dialogue. Migrating and seeding is done once and copied."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.bootstrap import build, migrate
from chassis.database import create_engine
from tests.actions.backoffice.counter import settings_for
from tests.actions.dialogue.talk import MONDAY, Line, Talk


@pytest.fixture(scope="session")
def office_template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("office")
    settings = settings_for(folder)
    migrate(settings)
    engine = create_engine(settings.database_address)
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return (folder / "backoffice.db").read_bytes()


@pytest.fixture
def office(tmp_path: Path, office_template: bytes) -> FastAPI:
    (tmp_path / "backoffice.db").write_bytes(office_template)
    return build(settings_for(tmp_path), MONDAY)


@pytest.fixture
def line(office: FastAPI) -> Line:
    return Line(office)


@pytest.fixture
def talk(line: Line) -> Talk:
    return Talk(line)
