"""The approval over HTTP: from a draft to what a citizen is answered, and back; roles and refusals."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE
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
from tests.knowledge_base.publish.approval_parts import MovedClock
from tests.knowledge_base.publish.policies import OFFICIAL

pytestmark = pytest.mark.anyio

KEY = "a-signing-key-for-the-tests-0123456789"
TOKEN = "a-service-token-for-tests"
AMENDED = OFFICIAL.replace("2个工作日", "5个工作日").replace("2030年1月14日", "2030年2月1日")
QUESTION = {"question": "网上失业登记要几天", "region": "440104"}


def token(account: str, *roles: Role) -> str:
    person = Person(account, f"{account}的名字", frozenset(roles))
    return StaffTokens(TokenSigner(KEY)).issue(person, lifetime_seconds=86_400)


class Office:
    """The service, spoken to as somebody."""

    def __init__(self, http: httpx.AsyncClient, knowledge: Knowledge, clock: MovedClock) -> None:
        self.http, self.knowledge, self.clock = http, knowledge, clock

    async def ask(self, method: str, path: str, *, by: str, role: Role, **sent: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token(by, role)}"}
        return await self.http.request(method, f"/kb/v1/desk{path}", headers=headers, **sent)

    async def edit(self, path: str, **body: Any) -> Any:
        return await self._done("POST", path, "li", Role.EDITOR, body)

    async def decide(self, path: str, **body: Any) -> Any:
        return await self._done("POST", path, "wang", Role.PUBLISHER, body)

    async def see(self, path: str, **query: Any) -> dict[str, Any]:
        said = await self.ask("GET", path, by="sun", role=Role.VIEWER, params=query)
        assert said.status_code == HTTPStatus.OK, said.text
        seen: dict[str, Any] = said.json()
        return seen

    async def found(self, **more: Any) -> set[str]:
        """Of which versions an answer would be made: the judge, who knows larger towns, is not asked."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        asked = {**QUESTION, **more, "explain": True}
        said = await self.http.post("/kb/v1/answer", json=asked, headers=headers)
        return set(re.findall(r"\"doc-\w+:(\d+):", json.dumps(said.json()["trace"])))

    def draft(self, text: str) -> tuple[str, int]:
        taken = self.knowledge.ingest("town.txt", text.encode(), publish=False)
        return taken.document.id, taken.version.number

    async def approved(self, text: str) -> Any:
        document_id, number = self.draft(text)
        proposal = await self.edit("/proposals", document_id=document_id, number=number)
        path = f"/proposals/{proposal['id']}"
        submitted = await self.edit(f"{path}/submit", revision=proposal["revision"])
        return await self.decide(f"{path}/approve", revision=submitted["revision"])

    async def _done(self, method: str, path: str, by: str, role: Role, body: dict[str, Any]) -> Any:
        said = await self.ask(method, path, by=by, role=role, json=body)
        assert said.status_code == HTTPStatus.OK, said.text
        return said.json()


@pytest.fixture
async def office(tmp_path: Path, sqlite_engine: Engine) -> AsyncIterator[Office]:
    clock, embedder, state = MovedClock(), FakeEmbedder(), SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    knowledge = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
        clock=clock,
        database=sqlite_engine,
    )
    knowledge.ingest("town.txt", OFFICIAL.encode(), publish=True)
    knowledge.refresh()
    async with _running(knowledge, clock) as http:
        yield Office(http, knowledge, clock)
    client.close()


@asynccontextmanager
async def _running(knowledge: Knowledge, clock: MovedClock) -> AsyncIterator[httpx.AsyncClient]:
    """Without its rounds: what the clock does is done here by hand."""
    settings = KnowledgeSettings(service_token=SecretStr(TOKEN), signing_key=SecretStr(KEY))
    app = create_api(knowledge, settings, build_desk(settings, knowledge, clock=clock))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with create_client(base_url="http://kb", transport=transport) as http:
        yield http


async def test_a_change_is_published_asked_undone_and_asked_again(office: Office) -> None:
    assert await office.found() == {"1"}
    approved = await office.approved(AMENDED)
    path = f"/proposals/{approved['id']}"
    assert await office.found() == {"1"}
    published = await office.decide(f"{path}/publish", revision=approved["revision"], reason="没有问题集")
    assert published["state"] == "published"
    assert await office.found() == {"2"}
    assert await office.found(as_of="2030-01-20") == {"1"}
    undone = await office.decide(f"{path}/undo", revision=published["revision"], reason="数字写错")
    assert (undone["state"], undone["return_reason"]) == ("draft", "数字写错")
    assert await office.found() == {"1"}


async def test_one_proposal_shows_its_text_comments_steps_and_gate(office: Office) -> None:
    document_id, number = office.draft(AMENDED)
    proposal = await office.edit("/proposals", document_id=document_id, number=number)
    path = f"/proposals/{proposal['id']}"
    shown = await office.see(path)
    section = shown["sections"][0]["section"]["path"]
    for request_id, where in (("a", section), ("b", []), ("a", section)):
        noted = await office.edit(
            f"{path}/comments", request_id=request_id, section=where, text=f"请核对{request_id}"
        )
    await office.edit(f"/comments/{noted['id']}/settle")
    shown = await office.see(path)
    [comment] = shown["sections"][0]["comments"]
    assert (comment["text"], comment["settled"]["name"]) == ("请核对a", "li的名字")
    assert [one["text"] for one in shown["comments"]] == ["请核对b"]
    assert shown["proposal"]["may"] == []
    assert set(shown["gate"]) == {"passed", "checked", "floors"}
    mine = (await office.ask("GET", path, by="li", role=Role.EDITOR)).json()
    assert mine["proposal"]["may"] == ["change", "comment", "submit", "withdraw"]


async def test_refusals_say_in_plain_words_what_is_wrong(office: Office) -> None:
    document_id, number = office.draft(AMENDED)
    proposal = await office.edit("/proposals", document_id=document_id, number=number)
    path = f"/proposals/{proposal['id']}"
    submitted = await office.edit(f"{path}/submit", revision=1)
    own = await office.ask(
        "POST", f"{path}/approve", by="li", role=Role.PUBLISHER, json={"revision": submitted["revision"]}
    )
    assert (own.status_code, own.json()["error"]["code"]) == (HTTPStatus.FORBIDDEN, "same_person")
    late = await office.ask("POST", f"{path}/approve", by="wang", role=Role.PUBLISHER, json={"revision": 1})
    assert (late.status_code, late.json()["error"]["code"]) == (HTTPStatus.CONFLICT, "proposal_changed")
    assert "刷新" in late.json()["error"]["message"]
    unexplained = await office.ask(
        "POST", f"{path}/return", by="wang", role=Role.PUBLISHER, json={"revision": submitted["revision"]}
    )
    assert unexplained.json()["error"]["code"] == "reason_missing"
    nowhere = await office.ask("GET", "/proposals/99", by="sun", role=Role.VIEWER)
    assert nowhere.status_code == HTTPStatus.NOT_FOUND
    long = await office.ask(
        "POST", f"{path}/return", by="wang", role=Role.PUBLISHER, json={"revision": 2, "reason": "长" * 1001}
    )
    assert long.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


async def test_a_text_is_scheduled_and_published_by_the_clock(office: Office) -> None:
    approved = await office.approved(AMENDED)
    path = f"/proposals/{approved['id']}"
    body = {"revision": approved["revision"], "reason": "没有问题集"}
    vague = await office.ask(
        "POST",
        f"{path}/schedule",
        by="wang",
        role=Role.PUBLISHER,
        json={**body, "at": "2030-03-01T20:00:00"},
    )
    assert vague.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    scheduled = await office.decide(f"{path}/schedule", **body, at="2030-03-01T20:00:00+08:00")
    assert scheduled["state"] == "scheduled"
    office.clock.moment = datetime(2030, 3, 1, 20, 0, tzinfo=OFFICE_ZONE)
    settings = KnowledgeSettings(service_token=SecretStr(TOKEN), signing_key=SecretStr(KEY))
    desk = build_desk(settings, office.knowledge, clock=office.clock)
    assert desk.approval.schedule.make_round() == 1
    assert await office.found() == {"2"}
    listed = await office.see("/proposals", state="published")
    assert [one["id"] for one in listed["proposals"]] == [approved["id"]]
    assert listed["counts"]["published"] == 1


async def test_a_document_is_withdrawn_shown_and_brought_back(office: Office) -> None:
    [known] = office.knowledge.store.documents()
    told = await office.decide(f"/documents/{known.id}/withdraw", reason="正在修订")
    assert (told["status"]["withdrawn"], told["status"]["official"]) == (True, None)
    assert await office.found() == set()
    assert await office.found(as_of="2030-02-20") == {"1"}
    then = await office.see(f"/documents/{known.id}/timeline", as_of="2030-02-20")
    assert (then["status"]["withdrawn"], then["status"]["official"]) == (False, 1)
    undone = await office.decide(f"/changes/{told['changes'][0]['id']}/undo")
    assert undone["undone"]["account"] == "wang"
    assert await office.found() == {"1"}
    repealed = await office.decide(
        f"/documents/{known.id}/repeal", last_day="2030-02-28", by="新规定", reason="上级废止"
    )
    assert (repealed["status"]["validity"], repealed["status"]["gave_way"]) == ("repealed", True)
    standings = await office.ask("GET", "/standings", by="sun", role=Role.VIEWER)
    assert [one["validity"] for one in standings.json()] == ["repealed"]


async def test_terms_are_settled_while_it_is_a_draft(office: Office) -> None:
    document_id, number = office.draft(AMENDED)
    proposal = await office.edit("/proposals", document_id=document_id, number=number)
    terms = {"region": "440309", "effective_from": "2030-02-01", "effective_to": "2031-01-31"}
    path = f"/proposals/{proposal['id']}/terms"
    changed = await office.ask("PUT", path, by="li", role=Role.EDITOR, json={"revision": 1, "terms": terms})
    assert changed.json()["terms"] == {**terms, "replaces": []}
    backwards = {**terms, "effective_to": "2030-01-31"}
    refused = await office.ask(
        "PUT", path, by="li", role=Role.EDITOR, json={"revision": 2, "terms": backwards}
    )
    assert refused.json()["error"]["code"] == "terms_invalid"
    assert date(2030, 1, 31).isoformat() in refused.json()["error"]["message"]


async def test_notices_are_for_publishers(office: Office) -> None:
    seen = await office.ask("GET", "/notices", by="wang", role=Role.PUBLISHER)
    assert seen.json() == []
    refused = await office.ask("GET", "/notices", by="sun", role=Role.VIEWER)
    assert refused.status_code == HTTPStatus.FORBIDDEN
