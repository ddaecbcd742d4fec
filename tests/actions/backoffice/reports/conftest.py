"""A back office whose clock is moved by hand, somebody who reports and somebody who inspects."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI

from actions.backoffice.bootstrap import build
from tests.actions.backoffice.counter import Counter, settings_for
from tests.actions.backoffice.filing.moved_clock import SUNDAY, MovedClock
from tests.actions.backoffice.reports.samples import Inspector, Reporter


@dataclass(frozen=True)
class Template:
    """A back office with the bytes of its database at the start. Building one takes longer than a test."""

    app: FastAPI
    clock: MovedClock
    database: Path
    seeded: bytes

    def restore(self) -> None:
        self.app.state.office.engine.dispose()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.database}{leftover}").unlink(missing_ok=True)
        self.database.write_bytes(self.seeded)
        self.clock.moment = SUNDAY


@pytest.fixture(scope="session")
def template(sqlite_template: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    folder = tmp_path_factory.mktemp("reports")
    clock = MovedClock()
    app = build(settings_for(folder), clock)
    yield Template(app, clock, folder / "backoffice.db", sqlite_template)
    app.state.office.engine.dispose()


@pytest.fixture
def app(template: Template) -> FastAPI:
    """As seeded, whatever was done in it before."""
    template.restore()
    return template.app


@pytest.fixture
def clock(template: Template) -> MovedClock:
    return template.clock


@pytest.fixture
def visitor(counter: Counter) -> Reporter:
    """Not signed in."""
    return Reporter(counter)


@pytest.fixture
def li(counter: Counter) -> Reporter:
    """Signed in."""
    return Reporter(counter, subject="li")


@pytest.fixture
def inspector(counter: Counter) -> Inspector:
    return Inspector(counter)
