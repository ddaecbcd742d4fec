"""Files through the gateway: read no further than the limit, given on, given back to their conversation."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import httpx
import pytest

from actions.backoffice_calls import Caller
from actions.errors import BackofficeUnavailable, FileRefused, FileUnknown
from actions.wire.files import FileDownload, StoredFile
from connectors.bootstrap import Gateway
from tests.connectors.citizen import Citizen, client_for
from tests.standins.rasa_engine import RasaStandIn

pytestmark = pytest.mark.anyio

MEGABYTE = 1_000_000
NAME = "%E5%B7%A5%E8%B5%84%E6%9D%A1.jpg"


@dataclass
class FakeFileOffice:
    """Keeps what it is given, each key once; `says` is raised instead."""

    says: Exception | None = None
    kept: dict[str, tuple[str, StoredFile, bytes]] = field(default_factory=dict)

    async def store_file(
        self, content: bytes, *, name: str, media_type: str, caller: Caller, key: str
    ) -> StoredFile:
        if self.says:
            raise self.says
        stored = self.file_of(name, bytes_=len(content))
        return self.kept.setdefault(key, (caller.conversation_id or "", stored, content))[1]

    async def files(self, caller: Caller) -> list[StoredFile]:
        if self.says:
            raise self.says
        return [file for owner, file, _ in self.kept.values() if owner == caller.conversation_id]

    async def file(self, id_: str, *, caller: Caller) -> FileDownload:
        for owner, file, content in self.kept.values():
            if (file.id, owner) == (id_, caller.conversation_id):
                return FileDownload(
                    content=content, media_type=file.media_type, disposition='attachment; filename="a.jpg"'
                )
        raise FileUnknown(repr(id_))

    def make_draft(self, conversation_id: str) -> None:
        draft = self.file_of("草稿.docx", bytes_=1).model_copy(update={"made": True})
        self.kept["draft"] = (conversation_id, draft, b"x")

    def file_of(self, name: str, *, bytes_: int) -> StoredFile:
        return StoredFile(
            id=f"{len(self.kept):032x}",
            name=name,
            media_type="image/jpeg",
            bytes=bytes_,
            created_at=datetime(2026, 3, 5, tzinfo=UTC),
        )


@pytest.fixture
def office(gateway: Gateway) -> FakeFileOffice:
    office = FakeFileOffice()
    gateway.files = replace(gateway.files, office=office, checking=office)
    return office


async def send(
    citizen: Citizen, content: bytes | AsyncIterator[bytes], *, headers: dict[str, str] | None = None
) -> httpx.Response:
    given = {**citizen.headers, "X-File-Name": NAME, **(headers or {})}
    return await citizen.http.post(f"{citizen.path}/files", content=content, headers=given)


def refusal(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


async def test_a_file_is_given_on_and_comes_back(office: FakeFileOffice, citizen: Citizen) -> None:
    stored = (await send(citizen, b"photograph")).json()
    assert (stored["name"], stored["bytes"]) == ("工资条.jpg", 10)
    listed = await citizen.http.get(f"{citizen.path}/files", headers=citizen.headers)
    assert [file["id"] for file in listed.json()["files"]] == [stored["id"]]
    response = await citizen.http.get(f"{citizen.path}/files/{stored['id']}", headers=citizen.headers)
    assert (response.content, response.headers["Content-Type"]) == (b"photograph", "image/jpeg")
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


async def test_a_file_larger_than_any_message_is_taken(office: FakeFileOffice, citizen: Citizen) -> None:
    assert (await send(citizen, bytes(10 * MEGABYTE))).status_code == 201


async def test_of_200_megabytes_no_more_than_the_limit_is_read(
    office: FakeFileOffice, citizen: Citizen
) -> None:
    taken = []

    async def lazily() -> AsyncIterator[bytes]:
        for number in range(200):
            taken.append(number)
            yield bytes(MEGABYTE)

    response = await send(citizen, lazily())
    assert refusal(response) == (413, "file_too_large")
    assert "超过 10 MB" in response.json()["error"]["message"]
    assert len(taken) <= 12
    assert office.kept == {}


async def test_200_megabytes_that_are_announced_are_not_read_at_all(
    office: FakeFileOffice, citizen: Citizen
) -> None:
    taken = []

    async def lazily() -> AsyncIterator[bytes]:
        taken.append(1)
        yield b"x"

    response = await send(citizen, lazily(), headers={"Content-Length": str(200 * MEGABYTE)})
    assert refusal(response) == (413, "file_too_large")
    assert taken == []


async def test_a_file_that_comes_too_slowly_is_given_up(
    gateway: Gateway, office: FakeFileOffice, citizen: Citizen
) -> None:
    gateway.files = replace(gateway.files, upload_seconds=0.0)

    async def stuck() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    assert refusal(await send(citizen, stuck())) == (408, "upload_broken_off")
    assert office.kept == {}


async def test_nobody_sends_without_the_token(office: FakeFileOffice, citizen: Citizen) -> None:
    taken = []

    async def lazily() -> AsyncIterator[bytes]:
        taken.append(1)
        yield b"x"

    response = await send(citizen, lazily(), headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 401
    assert taken == []


async def test_a_file_of_another_conversation_cannot_be_fetched(
    gateway: Gateway, office: FakeFileOffice, citizen: Citizen
) -> None:
    id_ = (await send(citizen, b"x")).json()["id"]
    async with client_for(gateway) as http:
        other = await Citizen(http).open()
        response = await http.get(f"{other.path}/files/{id_}", headers=other.headers)
    assert refusal(response) == (404, "file_unknown")


async def test_a_repeat_with_the_same_key_is_stored_once(office: FakeFileOffice, citizen: Citizen) -> None:
    first = await send(citizen, b"x", headers={"Idempotency-Key": "k1"})
    again = await send(citizen, b"x", headers={"Idempotency-Key": "k1"})
    assert first.json() == again.json()
    assert len(office.kept) == 1
    await send(citizen, b"x")
    await send(citizen, b"x")
    assert len(office.kept) == 3


async def test_what_the_office_refuses_is_said_in_its_words(office: FakeFileOffice, citizen: Citizen) -> None:
    office.says = FileRefused("kind", message="这种文件收不了。")
    response = await send(citizen, b"MZ")
    assert refusal(response) == (422, "file_refused")
    assert response.json()["error"]["message"] == "这种文件收不了。"


async def test_while_the_office_is_down_nothing_is_promised(office: FakeFileOffice, citizen: Citizen) -> None:
    office.says = BackofficeUnavailable("down")
    assert refusal(await send(citizen, b"x")) == (503, "backoffice_unavailable")


async def test_the_assistant_hears_that_a_file_was_sent(
    office: FakeFileOffice, citizen: Citizen, engine: RasaStandIn
) -> None:
    await send(citizen, b"x")
    assert (await citizen.press("/file_sent")).status_code == 200
    assert engine.received[-1]["message"] == "/file_sent"
    assert (await citizen.transcript())["messages"][0]["text"] == "我传了一个文件：工资条.jpg"


async def test_that_a_file_was_sent_is_not_said_where_none_was(
    office: FakeFileOffice, citizen: Citizen, engine: RasaStandIn
) -> None:
    office.make_draft(citizen.id)
    assert refusal(await citizen.press("/file_sent")) == (422, "payload_unknown")
    assert engine.received == []


async def test_other_routes_take_no_more_than_before(citizen: Citizen) -> None:
    body = json.dumps({"client_message_id": "m", "text": "大" * 100_000})
    assert (
        await citizen.http.post(f"{citizen.path}/messages", content=body, headers=citizen.headers)
    ).status_code == 413
