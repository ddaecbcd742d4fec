"""A back office with items of the tests' own, people to apply, and a clock that is moved by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.bootstrap import build
from tests.actions.backoffice.counter import Counter, settings_for
from tests.actions.backoffice.filing.moved_clock import SUNDAY, MovedClock
from tests.actions.backoffice.filing.samples import Applicant, Clerk, stock


@dataclass(frozen=True)
class Template:
    """A stocked back office with the bytes of its database then. Building one takes longer than a test."""

    app: FastAPI
    clock: MovedClock
    database: Path
    stocked: bytes

    def restore(self) -> None:
        self.app.state.office.engine.dispose()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        self.database.write_bytes(self.stocked)
        self.clock.moment = SUNDAY


@pytest.fixture(scope="session")
def template(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp("filing")
    database, clock = folder / "backoffice.db", MovedClock()
    database.write_bytes(sqlite_template)
    app = build(settings_for(folder), clock)
    stock(app)
    engine = app.state.office.engine
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    yield Template(app, clock, database, database.read_bytes())
    engine.dispose()


@pytest.fixture
def app(template: Template) -> FastAPI:
    """As stocked, whatever was done in it before."""
    template.restore()
    return template.app


@pytest.fixture
def clock(template: Template) -> MovedClock:
    return template.clock


@pytest.fixture
def li(counter: Counter) -> Applicant:
    """Signed in, with a clean record."""
    return Applicant(counter)


@pytest.fixture
def wang(counter: Counter) -> Applicant:
    """Somebody else, signed in."""
    return Applicant(counter, subject="wang")


@pytest.fixture
def visitor(counter: Counter) -> Applicant:
    """Not signed in yet."""
    return Applicant(counter, subject=None)


@pytest.fixture
def clerk(counter: Counter) -> Clerk:
    return Clerk(counter)
