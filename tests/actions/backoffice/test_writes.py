"""One write is one transaction with one stored reply, and leaves a trail; on SQLite and PostgreSQL."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.writes import audit, writes
from actions.backoffice.writes import REPLAYED, WriteCall, Writer, WriteSession
from actions.errors import KeyReused, StepRefused
from actions.wire.people import Known
from chassis.clock import OFFICE_ZONE, FixedClock
from tests.actions.backoffice.counter import DATA_KEY

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE)
CALL = WriteCall(key="k1", route="POST /things", digest="d1", actor="person:li")
IDENTITY_NUMBER = "11010519491231002X"
KNOWN = Known(name="李*", identity_number=IDENTITY_NUMBER, phone="", may_promise=True)


@pytest.fixture
def writer(database: Engine) -> Writer:
    return Writer(database, Cipher.from_text(DATA_KEY), FixedClock(NOW))


class Work:
    """Counts how often it is done, and leaves a line in the trail."""

    def __init__(self, detail: dict[str, Any] | None = None) -> None:
        self.done = 0
        self.detail = detail or {}

    def __call__(self, session: WriteSession) -> Known:
        self.done += 1
        session.record(subject="thing:1", action="thing.done", detail=self.detail)
        return KNOWN


def trail(writer: Writer) -> list[Any]:
    with writer.engine.connect() as connection:
        query = select(audit).where(audit.c.subject == "thing:1").order_by(audit.c.id)
        return list(connection.execute(query))


def test_the_same_call_again_gets_the_same_bytes_and_does_nothing(writer: Writer) -> None:
    work = Work()
    first = writer.write(CALL, work, status=201)
    again = writer.write(CALL, work, status=201)
    assert work.done == len(trail(writer)) == 1
    assert again.body == first.body == KNOWN.model_dump_json().encode()
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.headers.get(REPLAYED), again.headers.get(REPLAYED)) == (None, "true")


@pytest.mark.parametrize("other", [{"digest": "d2"}, {"route": "POST /others"}])
def test_a_key_is_good_for_one_request_only(writer: Writer, other: dict[str, str]) -> None:
    writer.write(CALL, Work())
    work = Work()
    with pytest.raises(KeyReused):
        writer.write(replace(CALL, **other), work)
    assert work.done == 0


def test_what_fails_leaves_nothing_and_may_be_tried_again(writer: Writer) -> None:
    def refuse(session: WriteSession) -> Known:
        session.record(subject="thing:1", action="thing.tried", detail={})
        raise StepRefused

    with pytest.raises(StepRefused):
        writer.write(CALL, refuse)
    assert trail(writer) == []
    assert writer.write(CALL, Work()).headers.get(REPLAYED) is None


def test_twins_at_the_same_moment_do_the_work_once(writer: Writer) -> None:
    work, twins = Work(), 12
    start = Barrier(twins)

    def call(_: int) -> bytes:
        start.wait()
        return bytes(writer.write(CALL, work).body)

    with ThreadPoolExecutor(twins) as pool:
        replies = set(pool.map(call, range(twins)))
    assert replies == {KNOWN.model_dump_json().encode()}
    assert work.done == len(trail(writer)) == 1


def test_many_writers_at_the_same_moment_all_get_through(writer: Writer) -> None:
    calls = [replace(CALL, key=f"k{number}") for number in range(60)]
    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda call: writer.write(call, Work()).status_code, calls))
    assert replies == [200] * 60
    assert len(trail(writer)) == 60


def test_the_trail_says_who_did_what_when(writer: Writer) -> None:
    writer.write(CALL, Work({"fields": ["name"], "reason": "改名"}))
    [line] = trail(writer)
    assert (line.at, line.actor, line.action) == (NOW, "person:li", "thing.done")
    assert json.loads(line.detail) == {"fields": ["name"], "reason": "改名"}
    assert line.trace_id


def test_no_identity_number_gets_into_the_trail(writer: Writer) -> None:
    own_id = "1" * 18 + "a" * 14
    detail = {"said": f"我是{IDENTITY_NUMBER}", "deep": [{"phone": "13800138000"}], "id": own_id, "count": 3}
    writer.write(CALL, Work(detail))
    [line] = trail(writer)
    assert IDENTITY_NUMBER not in line.detail
    assert "13800138000" not in line.detail
    kept = json.loads(line.detail)
    assert (kept["id"], kept["count"]) == (own_id, 3)


def test_the_trail_cannot_be_changed(writer: Writer) -> None:
    writer.write(CALL, Work())
    statements = ["UPDATE backoffice_audit SET actor = 'nobody'", "DELETE FROM backoffice_audit"]
    if writer.engine.dialect.name == "postgresql":
        statements.append("TRUNCATE backoffice_audit")
    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"), writer.engine.begin() as connection:
            connection.execute(text(statement))
    assert [line.actor for line in trail(writer)] == ["person:li"]


def test_a_stored_reply_cannot_be_read_without_the_key(writer: Writer) -> None:
    writer.write(CALL, Work())
    with writer.engine.connect() as connection:
        reply = connection.scalar(select(writes.c.reply).where(writes.c.key == CALL.key))
    assert reply is not None
    assert IDENTITY_NUMBER.encode() not in reply


def test_old_replies_are_forgotten_and_the_trail_is_not(writer: Writer) -> None:
    writer.write(CALL, Work())
    assert writer.forget(before=NOW) == 0
    assert writer.forget(before=NOW + timedelta(seconds=1)) == 1
    assert len(trail(writer)) == 1


def test_work_without_a_request_is_one_transaction_too(writer: Writer) -> None:
    def work(session: WriteSession) -> str:
        session.record(subject="thing:1", action="thing.swept", detail={})
        return session.actor

    assert writer.run("system", work) == "system"
    assert [line.action for line in trail(writer)] == ["thing.swept"]
    with writer.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(writes)) == 0
