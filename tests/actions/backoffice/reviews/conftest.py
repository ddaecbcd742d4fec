"""A back office with cases to review, a clock moved by hand, and its staff.

On SQLite as it was stocked once; tests that take `every_office` build one on every kind of database.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from sqlalchemy import text

from actions.backoffice.bootstrap import build
from actions.backoffice.settings import BackofficeSettings
from tests.actions.backoffice.counter import Counter, settings_for
from tests.actions.backoffice.filing.conftest import Template
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import Applicant, stock
from tests.actions.backoffice.reviews.loop import MONDAY, Reviewer, Staff


@pytest.fixture(scope="session")
def template(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp("reviews")
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
def clock(template: Template) -> MovedClock:
    template.restore()
    template.clock.moment = MONDAY
    return template.clock


@pytest.fixture
def office(template: Template, clock: MovedClock) -> FastAPI:
    """As stocked, on SQLite."""
    return template.app


@pytest.fixture
def every_office(every_settings: BackofficeSettings) -> Iterator[FastAPI]:
    app = build(every_settings, MovedClock(MONDAY))
    stock(app)
    yield app
    app.state.office.engine.dispose()


@pytest.fixture
def li(office: FastAPI) -> Reviewer:
    """Signed in, with cases that `clerk.wong` grants."""
    return Reviewer(Applicant(Counter(office)))


@pytest.fixture
def wang(office: FastAPI) -> Reviewer:
    """Somebody else, signed in."""
    return Reviewer(Applicant(Counter(office), subject="wang"))


@pytest.fixture
def guest(office: FastAPI) -> Reviewer:
    """Not signed in."""
    return Reviewer(Applicant(Counter(office), subject=None))


@pytest.fixture
def staff(office: FastAPI) -> Staff:
    """Who takes bad reviews in."""
    return Staff(Counter(office), "zhou")


@pytest.fixture
def other(office: FastAPI) -> Staff:
    return Staff(Counter(office), "deng")


@pytest.fixture
def handler(office: FastAPI) -> Staff:
    """Who has handled 李阿姨's case."""
    return Staff(Counter(office), "clerk.wong")
