"""Loading and comparing over HTTP, with the acting person's token."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.http import create_client
from chassis.staff import Person, Role, StaffTokens
from chassis.tokens import TokenSigner
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.load_parts import PAPER

KEY = "a-signing-key-for-tests-of-32-bytes-or-more"
DESK = "/kb/v1/desk"
CLOCK = FixedClock(datetime(2030, 3, 20, 9, 30, tzinfo=OFFICE_ZONE))
SETTINGS = KnowledgeSettings(service_token=SecretStr("a-service-token"), signing_key=SecretStr(KEY))

pytestmark = pytest.mark.anyio


@pytest.fixture
def knowledge(tmp_path: Path, sqlite_engine: Engine) -> Iterator[Knowledge]:
    embedder, state = FakeEmbedder(), SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    built = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
        clock=CLOCK,
        database=sqlite_engine,
    )
    built.ingest("old.txt", PAPER.encode(), publish=True)
    yield built
    built.indexing.stop()
    client.close()


@asynccontextmanager
async def at_the_desk(knowledge: Knowledge, role: Role = Role.EDITOR) -> AsyncIterator[httpx.AsyncClient]:
    app = create_api(knowledge, SETTINGS, build_desk(SETTINGS, knowledge, clock=CLOCK))
    person = Person("li", "李编辑", frozenset({role}))
    token = StaffTokens(TokenSigner(KEY)).issue(person, lifetime_seconds=86_400)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = create_client(base_url="http://kb", token=token, transport=transport)
    async with app.router.lifespan_context(app), client as http:
        yield http


async def sent(http: httpx.AsyncClient, text: str, name: str = "new.txt", **fields: str) -> int:
    answer = await http.post(f"{DESK}/loads", files=[("files", (name, text.encode()))], data=fields)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["loads"][0]["id"])


async def ready(http: httpx.AsyncClient, load_id: int) -> dict[str, Any]:
    """The load once the service's own reader is through with it."""
    for _ in range(200):
        seen: dict[str, Any] = (await http.get(f"{DESK}/loads/{load_id}")).json()
        if seen["load"]["state"] not in ("waiting", "reading"):
            return seen
        await asyncio.sleep(0.05)
    raise AssertionError("nobody reads")


async def test_from_a_file_to_what_changed(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        seen = await ready(http, await sent(http, PAPER.replace("3人", "4人")))
        load = seen["load"]
        assert seen["head"]["number"] == "越园〔2030〕3号"
        assert seen["sections"][0]["path"] == ["第一章 登记"]
        [duplicate] = seen["duplicates"]
        assert duplicate["kind"] == "same_document"

        path = f"{DESK}/loads/{load['id']}"
        anchor = seen["sections"][0]["lines"][1]["anchor"]
        change = {"kind": "set_text", "anchor": anchor, "value": "园艺站每周整理两次花圃。", "was": "forged"}
        corrected = await http.post(
            f"{path}/corrections", json={"revision": load["revision"], "corrections": [change]}
        )
        assert corrected.status_code == 200, corrected.text
        [kept] = corrected.json()["corrections"]
        assert kept["was"].startswith("园艺站每周整理一次")
        revision = corrected.json()["load"]["revision"]
        stale = await http.post(f"{path}/draft", json={"revision": load["revision"]})
        assert (stale.status_code, stale.json()["error"]["code"]) == (409, "load_changed")
        drafted = (await http.post(f"{path}/draft", json={"revision": revision})).json()
        assert (drafted["state"], drafted["number"]) == ("drafted", 2)

        document = f"{DESK}/documents/{drafted['document_id']}"
        told = (await http.get(f"{document}/diff", params={"from": 1, "to": 2})).json()
        figures = [(one["figure"]["old"], one["figure"]["new"]) for one in told["figures"]]
        assert ("3人", "4人") in figures
        assert told["counts"]["reworded"] == 2
        word = await http.get(f"{document}/diff.docx", params={"from": 1, "to": 2})
        assert "3人" in docx.Document(io.BytesIO(word.content)).tables[0].rows[-1].cells[2].text
        assert word.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


async def test_a_load_can_be_looked_at_taken_away_and_cancelled(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        load_id = await sent(http, PAPER, region="440104", effective_from="2030-05-01")
        seen = await ready(http, load_id)
        assert (seen["load"]["region"], seen["load"]["effective_from"]) == ("440104", "2030-05-01")
        original = (await http.get(f"{DESK}/loads/{load_id}/original")).json()
        assert original["lines"][0] == "越秀区社区花园管理办法"
        assert (await http.get(f"{DESK}/loads/{load_id}/file")).content == PAPER.encode()
        merge = {"kind": "merge_with_previous", "anchor": seen["sections"][1]["anchor"]}
        path = f"{DESK}/loads/{load_id}/corrections"
        request = {"revision": seen["load"]["revision"], "corrections": [merge]}
        merged = (await http.post(path, json=request)).json()
        assert len(merged["sections"]) == 1
        back = await http.post(f"{path}/take-back", json={"revision": merged["load"]["revision"], "index": 0})
        assert len(back.json()["sections"]) == 2
        assert (await http.post(f"{DESK}/loads/{load_id}/cancel")).json()["state"] == "cancelled"
        listed = (await http.get(f"{DESK}/loads", params={"state": "cancelled"})).json()
        assert [load["id"] for load in listed["loads"]] == [load_id]
        assert (await http.get(f"{DESK}/loads", params={"state": "ready"})).json()["loads"] == []


async def test_older_loads_are_on_the_next_page(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        ids = [await sent(http, f"{PAPER}{n}", f"{n}.txt") for n in range(3)]
        first = (await http.get(f"{DESK}/loads", params={"limit": 2})).json()
        assert ([load["id"] for load in first["loads"]], first["older"]) == (ids[:0:-1], ids[1])
        second = (await http.get(f"{DESK}/loads", params={"before": first["older"]})).json()
        assert ([load["id"] for load in second["loads"]], second["older"]) == (ids[:1], None)


async def test_ones_own_loads_are_listed_by_themselves(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        load_id = await sent(http, PAPER)
        mine = (await http.get(f"{DESK}/loads", params={"mine": "true"})).json()
        assert [load["id"] for load in mine["loads"]] == [load_id]
        other = Person("zhou", "周编辑", frozenset({Role.EDITOR}))
        token = StaffTokens(TokenSigner(KEY)).issue(other, lifetime_seconds=86_400)
        headers = {"Authorization": f"Bearer {token}"}
        theirs = await http.get(f"{DESK}/loads", params={"mine": "true"}, headers=headers)
        assert theirs.json()["loads"] == []
        assert len((await http.get(f"{DESK}/loads", headers=headers)).json()["loads"]) == 1


async def test_documents_are_found_by_what_they_are_called(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge, Role.VIEWER) as http:
        found = (await http.get(f"{DESK}/documents", params={"words": "花园 越园[2030]3号"})).json()
        assert found["total"] == 1
        [document] = found["documents"]
        assert document["versions"][0]["state"] == "published"
        assert (await http.get(f"{DESK}/documents", params={"words": "学校"})).json()["total"] == 0
        path = f"{DESK}/documents/{document['id']}"
        assert (await http.get(path)).json() == document
        assert (await http.get(f"{path}/versions/1")).json()["sections"][0]["path"] == ["第一章 登记"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("loads/9", "load_unknown"),
        ("loads/9/original", "load_unknown"),
        ("loads/9/file", "load_unknown"),
        ("documents/nothing", "document_unknown"),
        ("documents/nothing/versions/1", "document_unknown"),
        ("documents/nothing/diff?from=1&to=2", "document_unknown"),
        ("documents/nothing/diff.docx?from=1&to=2", "document_unknown"),
    ],
)
async def test_what_is_not_there_is_said(knowledge: Knowledge, path: str, code: str) -> None:
    async with at_the_desk(knowledge) as http:
        answer = await http.get(f"{DESK}/{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, code)


async def test_a_version_is_not_compared_with_itself(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        [document] = (await http.get(f"{DESK}/documents")).json()["documents"]
        answer = await http.get(f"{DESK}/documents/{document['id']}/diff", params={"from": 1, "to": 1})
        assert answer.json()["error"]["code"] == "versions_not_comparable"


async def test_a_viewer_changes_nothing(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge, Role.VIEWER) as http:
        answer = await http.post(f"{DESK}/loads", files=[("files", ("a.txt", b"x"))])
        assert answer.status_code == 403


async def test_what_cannot_be_loaded_is_told_by_name(knowledge: Knowledge) -> None:
    async with at_the_desk(knowledge) as http:
        files = [("files", ("a.txt", PAPER.encode())), ("files", ("b.exe", b"x"))]
        answer = (await http.post(f"{DESK}/loads", files=files)).json()
        assert ([load["name"] for load in answer["loads"]], answer["refused"][0]["name"]) == (
            ["a.txt"],
            "b.exe",
        )
