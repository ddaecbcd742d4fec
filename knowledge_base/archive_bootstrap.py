"""Puts the archive together: the service's database, and others that are thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.database import create_engine, upgrade
from knowledge_base.adapters.archive_store import SqlArchiveStore
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.publish.archives import Archives

_migrating = Lock()
"""Migrations share state in a process."""


def build_archives(database: Engine, clock: Clock) -> Archives:
    return Archives(store=SqlArchiveStore(database), clock=clock, elsewhere=_elsewhere)


@contextmanager
def _elsewhere() -> Iterator[SqlArchiveStore]:
    with TemporaryDirectory(prefix="archive-") as folder:
        url = f"sqlite:///{Path(folder) / 'knowledge.db'}"
        with _migrating:
            upgrade(url, MIGRATIONS)
        engine = create_engine(url)
        try:
            yield SqlArchiveStore(engine)
        finally:
            engine.dispose()
