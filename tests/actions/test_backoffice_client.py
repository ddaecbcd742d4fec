"""The back office's client when the back office is slow, down, refuses, breaks off or answers twice."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import TypeVar

import httpx
import pytest

from actions.backoffice_calls import OURSELVES, BackofficeCalls, Caller, Patience, at, key_of
from actions.backoffice_client import BackofficeClient
from actions.errors import BackofficeError, BackofficeUnavailable
from actions.wire.appointments import Appointment, AppointmentState, Booking, Window
from actions.wire.contacts import Contact, RegionContacts
from actions.wire.files import StoredFile
from chassis.http import create_client
from tests.standins.backoffice import (
    MisbehavingBackoffice,
    done_and_broken_off,
    done_and_stuck,
    saying,
    serving,
    silent,
    well,
)

T = TypeVar("T")
QUICK = Patience(try_seconds=1.0, total_seconds=10.0, first_pause_seconds=0.0)
HOTLINE = Contact(name="政务服务便民热线", phone="12345")
CONTACTS = RegionContacts(contacts=[HOTLINE]).model_dump_json()
BOOKED = Appointment(
    number="YY20260305-000001",
    version=1,
    state=AppointmentState.BOOKED,
    window=Window(code="w", name="窗口", region="440104", street="北京街", address="1号", hours="上午"),
    on=date(2026, 3, 6),
    starts=time(9),
    ends=time(9, 30),
    queue_number="A01",
    item=None,
    booked_at=datetime(2026, 3, 5, 1, tzinfo=UTC),
)
BOOKING = Booking(slot="w.20260306t0900")
CITIZEN = Caller(citizen_token="a.b.c", conversation_id="c1")
KEY = key_of("c1", "m1", "book")


def ask(address: str, call: Callable[[BackofficeClient], Awaitable[T]], *, patience: Patience = QUICK) -> T:
    async def run() -> T:
        async with create_client(base_url=address) as http:
            return await call(BackofficeClient(http, patience))

    return asyncio.run(run())


def book(address: str, *, patience: Patience = QUICK) -> Appointment:
    return ask(address, lambda office: office.book(BOOKING, caller=CITIZEN, key=KEY), patience=patience)


@pytest.mark.parametrize(
    "manner", [silent, done_and_stuck, done_and_broken_off, saying(503, ""), saying(500, "<html>")]
)
def test_a_read_is_asked_again_until_it_is_answered(manner: Callable[..., None]) -> None:
    office = MisbehavingBackoffice([manner, well], says=CONTACTS)
    with serving(office) as address:
        assert ask(address, lambda client: client.contacts("440104")) == [HOTLINE]
    assert [heard.path for heard in office.heard] == ["/backoffice/v1/contacts?region=440104"] * 2


@pytest.mark.parametrize("manner", [silent, done_and_stuck, done_and_broken_off, saying(503, "")])
def test_a_write_is_repeated_with_its_key_and_done_once(manner: Callable[..., None]) -> None:
    office = MisbehavingBackoffice([manner, manner, well], says=BOOKED.model_dump_json())
    with serving(office) as address:
        assert book(address) == BOOKED
    assert office.done == [KEY]
    assert len(office.heard) == 3
    assert {heard.headers["Idempotency-Key"] for heard in office.heard} == {KEY}
    assert len({heard.body for heard in office.heard}) == 1


def test_a_write_that_was_done_but_never_answered_is_told_apart_by_asking_with_the_same_key() -> None:
    office = MisbehavingBackoffice([done_and_broken_off], says=BOOKED.model_dump_json())
    with serving(office) as address:
        with pytest.raises(BackofficeUnavailable):
            book(address)
        office.script = [well]
        assert book(address) == BOOKED
    assert office.done == [KEY]


def test_silence_is_unavailable_after_the_time_for_all_tries() -> None:
    office = MisbehavingBackoffice([silent], says=CONTACTS)
    patience = Patience(tries=10, try_seconds=0.5, total_seconds=1.2, first_pause_seconds=0.0)
    with serving(office) as address, pytest.raises(BackofficeUnavailable):
        ask(address, lambda client: client.contacts(None), patience=patience)
    assert 1 < len(office.heard) < 10


def test_a_closed_door_is_unavailable() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        with pytest.raises(BackofficeUnavailable):
            book(f"http://127.0.0.1:{closed.getsockname()[1]}")


@pytest.mark.parametrize(
    "manner",
    [
        saying(200, "<html>"),
        saying(200, '{"contacts": [{"phone": "1"}]}'),
        saying(302, ""),
        saying(401, '{"error": {"code": "unauthorised", "message": "登录信息无效。", "trace_id": "t"}}'),
        saying(404, '{"detail": "Not Found"}'),
        saying(422, '{"error": {"code": "of_another_system", "message": "不行。", "trace_id": "t"}}'),
    ],
)
def test_what_is_not_ours_is_unavailable_at_once(manner: Callable[..., None]) -> None:
    office = MisbehavingBackoffice([manner])
    with serving(office) as address, pytest.raises(BackofficeUnavailable):
        ask(address, lambda client: client.contacts(None))
    assert len(office.heard) == 1


def kinds(root: type[BackofficeError]) -> list[type[BackofficeError]]:
    return [kind for child in root.__subclasses__() for kind in [child, *kinds(child)]]


@pytest.mark.parametrize("kind", [kind for kind in kinds(BackofficeError) if kind.status < 500])
def test_a_refusal_is_its_own_error_in_the_words_of_the_back_office(kind: type[BackofficeError]) -> None:
    refusal = {"error": {"code": kind.code, "message": "请换一个。", "trace_id": "t1"}}
    office = MisbehavingBackoffice([saying(kind.status, json.dumps(refusal))])
    with serving(office) as address, pytest.raises(kind) as caught:
        book(address)
    assert type(caught.value) is kind
    assert caught.value.message == "请换一个。"
    assert "t1" in str(caught.value)
    assert len(office.heard) == 1


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in kinds(BackofficeError)]
    assert len(codes) == len(set(codes))


def test_who_asks_is_said_in_headers() -> None:
    office = MisbehavingBackoffice([well], says=BOOKED.model_dump_json())
    with serving(office) as address:
        book(address)
        ask(address, lambda client: client.cancel_appointment("YY/1", version=3, caller=CITIZEN, key=KEY))
    booked, cancelled = office.heard
    assert (booked.headers["X-Citizen-Token"], booked.headers["X-Conversation"]) == ("a.b.c", "c1")
    assert "X-Staff" not in booked.headers
    assert (cancelled.method, cancelled.path) == ("DELETE", "/backoffice/v1/appointments/YY%2F1")
    assert (cancelled.headers["If-Match"], cancelled.body) == ('"3"', b"")


def test_a_read_has_no_key() -> None:
    office = MisbehavingBackoffice([well], says=CONTACTS)
    with serving(office) as address:
        ask(address, lambda client: client.contacts(None))
    assert "Idempotency-Key" not in office.heard[0].headers


def test_the_callers_token_is_never_shown() -> None:
    assert "a.b.c" not in repr(CITIZEN)


def test_one_intent_has_one_key_and_another_has_another() -> None:
    assert key_of("c1", "m1", "book") == KEY
    assert len({KEY, key_of("c1", "m2", "book"), key_of("c1", "m1", "b", "ook"), key_of("c1m1", "book")}) == 4
    assert len(KEY) == 64


@dataclass
class Stopwatch:
    """Time that passes only in pauses and tries."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds


def pauses_of_a_failing_call(*, patience: Patience, try_takes_seconds: float) -> tuple[int, list[float]]:
    watch, tries = Stopwatch(), list[httpx.Request]()

    def down(request: httpx.Request) -> httpx.Response:
        tries.append(request)
        watch.seconds += try_takes_seconds
        raise httpx.ConnectError("refused", request=request)

    async def run() -> None:
        async with create_client(base_url="http://b", transport=httpx.MockTransport(down)) as http:
            calls = BackofficeCalls(http, patience, now=watch.now, pause=watch.pause)
            with pytest.raises(BackofficeUnavailable):
                await calls.read(at("contacts"), RegionContacts, caller=OURSELVES)

    asyncio.run(run())
    return len(tries), watch.pauses


def test_pauses_grow_and_are_never_the_same_for_everybody() -> None:
    patience = Patience(tries=5, total_seconds=60, first_pause_seconds=1.0)
    tries, pauses = pauses_of_a_failing_call(patience=patience, try_takes_seconds=0)
    assert tries == 5
    assert all(0.5 * 2**n <= pause <= 2**n for n, pause in enumerate(pauses))
    assert pauses != pauses_of_a_failing_call(patience=patience, try_takes_seconds=0)[1]


def test_by_default_nothing_is_begun_after_three_seconds() -> None:
    tries, pauses = pauses_of_a_failing_call(patience=Patience(), try_takes_seconds=1.45)
    assert tries == 2
    assert sum(pauses) <= 0.1


STORED = StoredFile(
    id="f" * 32,
    name="工资条.txt",
    media_type="text/plain",
    bytes=3,
    created_at=datetime(2026, 3, 5, 1, tzinfo=UTC),
)


def test_a_file_is_sent_as_it_is_and_once_even_when_the_answer_breaks_off() -> None:
    office = MisbehavingBackoffice([done_and_broken_off, well], says=STORED.model_dump_json())

    def send(client: BackofficeClient) -> Awaitable[StoredFile]:
        return client.store_file(
            b"\x00\xff", name="工资条.txt", media_type="text/plain", caller=CITIZEN, key=KEY
        )

    with serving(office) as address:
        assert ask(address, send) == STORED
    assert [heard.body for heard in office.heard] == [b"\x00\xff"] * 2
    assert office.heard[0].headers["X-File-Name"] == "%E5%B7%A5%E8%B5%84%E6%9D%A1.txt"
    assert office.done == [KEY]


def test_a_file_that_comes_back_is_not_looked_into() -> None:
    with serving(MisbehavingBackoffice([well], says='{"error": "a text"}')) as address:
        found = ask(address, lambda client: client.file("f" * 32, caller=CITIZEN))
    assert found.content == b'{"error": "a text"}'
