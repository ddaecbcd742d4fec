"""SQLite as we set it up: foreign keys kept, committed writes never lost."""

from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Engine, text

from chassis.database import create_engine


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/new/folder/test.db"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10000)],
)
def test_every_connection_is_durable_and_patient(url: str, pragma: str, value: object) -> None:
    engine = create_engine(url)
    with engine.connect() as first, engine.connect() as second:
        assert first.execute(text(f"PRAGMA {pragma}")).scalar() == value
        assert second.execute(text(f"PRAGMA {pragma}")).scalar() == value
    engine.dispose()


def _write(engine: Engine, name: str, *, commit: bool) -> None:
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS things (name TEXT)"))
        connection.execute(text("INSERT INTO things VALUES (:name)"), {"name": name})
        if commit:
            connection.commit()
    engine.dispose()


def test_committed_writes_survive_reopening_and_others_do_not(url: str) -> None:
    _write(create_engine(url), "kept", commit=True)
    _write(create_engine(url), "lost", commit=False)
    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM things")).scalars().all() == ["kept"]
    engine.dispose()


def test_a_row_that_points_nowhere_is_refused(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        connection.execute(text("CREATE TABLE child (parent INTEGER REFERENCES parent (id))"))
        with pytest.raises(sqlalchemy.exc.IntegrityError):
            connection.execute(text("INSERT INTO child VALUES (7)"))
    engine.dispose()
