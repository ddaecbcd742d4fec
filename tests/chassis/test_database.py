"""SQLite as we set it up: foreign keys kept, committed writes never lost."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import Column, Engine, MetaData, String, Table, insert, select, text

from chassis.database import Moment, begin_writing, create_engine, insert_unless_there

things = Table("things", MetaData(), Column("name", String(20), primary_key=True), Column("at", Moment))


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


def test_a_moment_is_read_in_the_offices_zone(url: str) -> None:
    engine = create_engine(url)
    things.create(engine)
    evening = datetime(2026, 1, 4, 16, 30, tzinfo=UTC)
    with engine.begin() as connection:
        connection.execute(insert(things), [{"name": "some", "at": evening}, {"name": "none", "at": None}])
        some, none = connection.scalars(select(things.c.at).order_by(things.c.name.desc())).all()
    assert (some, none) == (evening, None)
    assert some.utcoffset() == timedelta(hours=8)
    assert some.date().isoformat() == "2026-01-05"
    engine.dispose()


def test_a_writer_holds_the_lock_before_it_reads(url: str) -> None:
    engine = create_engine(url)
    things.create(engine)
    with begin_writing(engine) as first:
        assert first.scalar(select(things.c.name)) is None
        with engine.connect() as second:
            second.exec_driver_sql("PRAGMA busy_timeout=1")
            assert second.scalar(select(things.c.name)) is None
            with pytest.raises(sqlalchemy.exc.OperationalError, match="locked"):
                second.execute(insert(things).values(name="second"))
        first.execute(insert(things).values(name="first"))
    with engine.connect() as connection:
        assert connection.scalars(select(things.c.name)).all() == ["first"]
    engine.dispose()


def test_what_is_begun_and_fails_is_undone(url: str) -> None:
    engine = create_engine(url)
    things.create(engine)
    twice = [{"name": "lost"}, {"name": "lost"}]
    with pytest.raises(sqlalchemy.exc.IntegrityError), begin_writing(engine) as connection:
        connection.execute(insert(things), twice)
    with engine.connect() as connection:
        assert connection.scalar(select(things.c.name)) is None
    engine.dispose()


def test_a_row_that_is_there_stays_as_it_is(url: str) -> None:
    engine = create_engine(url)
    things.create(engine)
    first, second = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2))
    with begin_writing(engine) as connection:
        assert insert_unless_there(connection, things, name="one", at=first)
        assert not insert_unless_there(connection, things, name="one", at=second)
        assert connection.scalars(select(things.c.at)).all() == [first]
    engine.dispose()
