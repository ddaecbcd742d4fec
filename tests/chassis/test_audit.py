"""The audit chain: lines follow each other, cannot be changed, and a change by force is found."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, MetaData, delete, insert, make_url, text, update
from sqlalchemy.exc import DBAPIError, OperationalError

from chassis import audit
from chassis.audit import FIRST, Action, Line, Verdict, audit_table, refuse_changes
from chassis.database import begin_writing, create_engine
from chassis.staff import Person, Role

POSTGRESQL = os.environ.get(
    "CIVICDESK_TEST_POSTGRESQL", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"
)
WANG = Person("wang", "王审核", frozenset({Role.PUBLISHER, Role.AGENT}))
LI = Person("li", "李编辑", frozenset({Role.EDITOR}))
AT = datetime(2030, 3, 1, 1, 30, 0, 123456, tzinfo=UTC)

table = audit_table(MetaData(), "test_audit")


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'audit.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine() -> Iterator[Engine]:
    """A schema of our own, dropped afterwards."""
    schema = f"audit_{uuid4().hex[:12]}"
    server = create_engine(POSTGRESQL)
    try:
        with server.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {schema}"))
    except OperationalError as error:
        pytest.skip(f"no PostgreSQL at {POSTGRESQL} (CIVICDESK_TEST_POSTGRESQL): {error.orig}")
    url = make_url(POSTGRESQL).update_query_dict({"options": f"-csearch_path={schema}"})
    engine = create_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = request.getfixturevalue(f"{request.param}_engine")
    table.create(made)
    with made.begin() as connection:
        refuse_changes(connection, table.name)
    return made


def write(engine: Engine, *names: str, person: Person = WANG) -> list[Line]:
    with begin_writing(engine) as connection:
        return [
            audit.append(connection, table, person, Action(name, "plan", {"版": number}), at=AT)
            for number, name in enumerate(names, 1)
        ]


def verify(engine: Engine) -> Verdict:
    with engine.connect() as connection:
        return audit.verify(connection, table)


def force(engine: Engine, *statements: Any) -> None:
    """As somebody would who may do anything to the database."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for change in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS test_audit_no_{change}"))
        else:
            connection.execute(text("ALTER TABLE test_audit DISABLE TRIGGER ALL"))
        for statement in statements:
            connection.execute(statement)


def test_each_line_carries_the_hash_of_the_one_before(engine: Engine) -> None:
    first, second = write(engine, "open", "approve")
    assert (first.number, first.previous_hash) == (1, FIRST)
    assert (second.number, second.previous_hash) == (2, first.hash)
    assert verify(engine) == Verdict(lines=2, last_hash=second.hash)


def test_lines_are_read_back_as_they_were_written_the_latest_first(engine: Engine) -> None:
    written = write(engine, "open", "approve") + write(engine, "publish", person=LI)
    with engine.connect() as connection:
        assert audit.read(connection, table) == written[::-1]
        assert audit.read(connection, table, before=3, limit=1) == [written[1]]
        assert audit.read(connection, table, account="li") == [written[2]]
        assert audit.read(connection, table, subject="other") == []
    assert written[0].roles == ("agent", "publisher")
    assert written[0].action.detail == {"版": 1}


def test_an_empty_chain_holds(engine: Engine) -> None:
    assert verify(engine) == Verdict(lines=0, last_hash=FIRST)


def test_the_table_takes_new_lines_and_nothing_else(engine: Engine) -> None:
    write(engine, "open")
    for statement in (update(table).values(account="li"), delete(table)):
        with pytest.raises(DBAPIError, match="audit lines are not changed"), engine.begin() as connection:
            connection.execute(statement)
    assert verify(engine).lines == 1


@pytest.mark.parametrize(
    "values",
    [
        {"account": "li"},
        {"name": "李编辑"},
        {"roles": ["admin"]},
        {"action": "withdraw"},
        {"subject": "other"},
        {"detail": {"版": 3}},
        {"at": AT + timedelta(microseconds=1)},
        {"trace_id": "another"},
        {"previous_hash": "f" * 64},
        {"hash": "f" * 64},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_line_that_was_changed_is_found(engine: Engine, values: dict[str, Any]) -> None:
    write(engine, "open", "approve", "publish")
    force(engine, update(table).where(table.c.number == 2).values(values))
    assert verify(engine).broken_at == 2


def test_a_line_that_was_taken_out_put_in_or_moved_is_found(engine: Engine) -> None:
    write(engine, "open", "approve", "publish")
    force(engine, delete(table).where(table.c.number == 2))
    assert verify(engine).broken_at == 2
    with engine.connect() as connection:
        [last, _] = audit.read(connection, table)
    row = {
        "number": 2,
        "at": last.at,
        "account": last.account,
        "name": last.name,
        "roles": list(last.roles),
        "action": last.action.name,
        "subject": last.action.subject,
        "detail": last.action.detail,
        "trace_id": last.trace_id,
        "previous_hash": last.previous_hash,
        "hash": last.hash,
    }
    force(engine, insert(table).values(row))
    assert verify(engine).broken_at == 2


def test_a_chain_cut_off_is_told_by_its_length_and_last_hash(engine: Engine) -> None:
    lines = write(engine, "open", "approve", "publish")
    noted = verify(engine)
    force(engine, delete(table).where(table.c.number == 3))
    assert verify(engine) == Verdict(lines=2, last_hash=lines[1].hash)
    assert verify(engine) != noted


def test_a_line_of_what_is_undone_is_undone_with_it(engine: Engine) -> None:
    write(engine, "open")

    def fail() -> None:
        with begin_writing(engine) as connection:
            audit.append(connection, table, WANG, Action("lost"), at=AT)
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    [kept] = write(engine, "approve")
    assert kept.number == 2
    assert verify(engine).broken_at is None


def test_many_write_at_once_into_one_chain(engine: Engine) -> None:
    threads = [Thread(target=write, args=(engine, "a", "b"), kwargs={"person": LI}) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify(engine)
    assert (verdict.lines, verdict.broken_at) == (24, None)
