"""Points, suggestions and the watch over HTTP, as staff with their roles use them."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

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
from knowledge_base.curated_bootstrap import build_curated
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.curated_parts import BORNE_OUT
from tests.knowledge_base.publish.policies import OFFICIAL, write_policy

KEY = "a-signing-key-for-tests-of-32-bytes-or-more"
SERVICE = "a-service-token-for-tests"
DESK = "/kb/v1/desk"
POINT = f"{DESK}/documents/town-plan/points/desk.courses"
COURSES = {
    "section": ["第二章 技能培训"],
    "kind": "measure",
    "subject": "免费培训",
    "text": "每年办30期培训班，居民都可以参加，不收费。",
    "asks": ["培训班收钱吗", "技能培训班免费吗"],
}

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def knowledge(tmp_path: Path, sqlite_engine: Engine, clock: FixedClock) -> Iterator[Knowledge]:
    embedder, state = FakeEmbedder(), SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    built = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
        clock=clock,
        database=sqlite_engine,
    )
    built.load_policy_points(write_policy(tmp_path / "policies", points=BORNE_OUT))
    built.ingest("town.txt", OFFICIAL.encode(), publish=True)
    built.refresh()
    yield built
    built.indexing.stop()
    client.close()


@asynccontextmanager
async def service(knowledge: Knowledge, clock: FixedClock, folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    settings = KnowledgeSettings(service_token=SecretStr(SERVICE), signing_key=SecretStr(KEY))
    assert knowledge.database is not None
    desk = build_desk(settings, knowledge, clock=clock)
    points = build_curated(knowledge.database, knowledge, clock, policies=folder)
    app = create_api(knowledge, settings, replace(desk, points=points, rounds=()))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        create_client(base_url="http://kb", transport=transport) as http,
    ):
        yield http


@pytest.fixture
async def http(knowledge: Knowledge, clock: FixedClock, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with service(knowledge, clock, tmp_path / "policies") as client:
        yield client


def as_(role: Role, account: str = "") -> dict[str, str]:
    person = Person(account or role.value, role.value, frozenset({role}))
    token = StaffTokens(TokenSigner(KEY)).issue(person, lifetime_seconds=86_400)
    return {"Authorization": f"Bearer {token}"}


EDITOR, PUBLISHER, VIEWER, AGENT = (
    as_(role) for role in (Role.EDITOR, Role.PUBLISHER, Role.VIEWER, Role.AGENT)
)


async def test_a_point_goes_from_a_draft_into_the_answers(http: httpx.AsyncClient) -> None:
    written = await http.put(f"{POINT}/draft", headers=EDITOR, json={"content": COURSES, "revision": 0})
    assert written.status_code == 200, written.text
    sent = await http.post(f"{POINT}/submit", headers=EDITOR, json={"revision": written.json()["revision"]})
    assert sent.json()["state"] == "submitted"
    step = {"revision": sent.json()["revision"]}
    waiting = await http.get(f"{DESK}/points/waiting", headers=VIEWER)
    assert [(item["subject"], item["change"]["state"]) for item in waiting.json()] == [
        ("免费培训", "submitted")
    ]
    own = await http.post(f"{POINT}/approve", headers=as_(Role.PUBLISHER, "editor"), json=step)
    assert (own.status_code, own.json()["error"]["code"]) == (403, "own_point")
    approved = await http.post(f"{POINT}/approve", headers=PUBLISHER, json=step)
    assert approved.json()["decided_by"] == {"account": "publisher", "name": "publisher"}
    answer = await http.post(
        "/kb/v1/answer",
        headers={"Authorization": f"Bearer {SERVICE}"},
        json={"question": "培训班收钱吗", "region": "440104"},
    )
    assert COURSES["text"] in [citation["quote"] for citation in answer.json()["citations"]]


async def test_points_stand_beside_the_official_text(http: httpx.AsyncClient) -> None:
    page = (await http.get(f"{DESK}/documents/town-plan/points", headers=VIEWER)).json()
    assert [section["path"] for section in page["sections"]] == [["第一章 便民服务"], ["第二章 技能培训"]]
    [registration, courses] = page["points"]
    assert registration["origin"] == "shipped"
    assert courses["check"]["section_found"]
    assert courses["check"]["missing"] == []


async def test_what_does_not_stand_in_the_section_is_told_while_typing(http: httpx.AsyncClient) -> None:
    typed = {"section": COURSES["section"], "text": "每年办40期，到2031年6月止，由“名师工作室”承办。"}
    checked = await http.post(f"{DESK}/documents/town-plan/points/check", headers=EDITOR, json=typed)
    missing = {(found["kind"], found["written"]) for found in checked.json()["missing"]}
    assert ("date", "2031年6月") in missing
    assert ("name", "名师工作室") in missing
    assert any(kind == "figure" and written.startswith("40") for kind, written in missing)
    assert "名师工作室" in checked.json()["told"]


async def test_a_viewer_and_an_agent_write_nothing(http: httpx.AsyncClient) -> None:
    for headers in (VIEWER, AGENT):
        refused = await http.put(f"{POINT}/draft", headers=headers, json={"content": COURSES, "revision": 0})
        assert refused.status_code == 403
    assert (await http.get(f"{DESK}/watch")).status_code == 401


async def test_what_an_agent_answered_is_suggested_and_taken(http: httpx.AsyncClient) -> None:
    told = {"question": "培训班收钱吗", "answer": "不收费。", "conversation": "c-1", "region": "440104"}
    made = await http.post(f"{DESK}/suggestions", headers=AGENT, json=told)
    name = made.json()["id"]
    again = await http.post(f"{DESK}/suggestions", headers=AGENT, json=told)
    assert again.json() == made.json()
    assert (await http.get(f"{DESK}/suggestions/{name}", headers=VIEWER)).json()["conversations"] == ["c-1"]
    await http.put(
        f"{POINT}/draft", headers=EDITOR, json={"content": COURSES, "revision": 0, "suggestion": name}
    )
    assert (await http.get(f"{DESK}/suggestions", headers=VIEWER)).json() == []
    [taken] = (await http.get(f"{DESK}/suggestions?state=taken", headers=VIEWER)).json()
    assert taken["point"] == "desk.courses"
    gone = await http.post(f"{DESK}/suggestions/{name}/dismiss", headers=EDITOR, json={"reason": "重复"})
    assert gone.status_code == 404


async def test_wordings_are_added_and_points_are_taken_out_by_two(http: httpx.AsyncClient) -> None:
    shipped = f"{DESK}/documents/town-plan/points/town.courses"
    added = await http.post(f"{shipped}/wordings", headers=EDITOR, json={"asks": ["学门手艺去哪"]})
    step = {"revision": added.json()["pending"]["revision"]}
    assert (await http.post(f"{shipped}/approve", headers=PUBLISHER, json=step)).status_code == 200
    out = await http.post(f"{shipped}/take-out", headers=EDITOR, json={"reason": "不再举办"})
    step = {"revision": out.json()["revision"]}
    assert (await http.post(f"{shipped}/approve", headers=PUBLISHER, json=step)).status_code == 200
    whole = (await http.get(shipped, headers=VIEWER)).json()
    assert whole["point"]["content"] is None
    assert [change["state"] for change in whole["history"]] == ["approved", "replaced"]


async def test_who_keeps_it_and_the_next_check_show_in_the_watch(http: httpx.AsyncClient) -> None:
    kept = await http.put(
        f"{DESK}/documents/town-plan/care",
        headers=EDITOR,
        json={"owner": "李工", "check_on": "2030-03-10", "revision": 0},
    )
    assert kept.json()["revision"] == 1
    stale = await http.put(
        f"{DESK}/documents/town-plan/care", headers=EDITOR, json={"owner": "赵工", "revision": 0}
    )
    assert stale.json()["error"]["code"] == "care_changed"
    found = (await http.get(f"{DESK}/watch", headers=VIEWER)).json()["concerns"]
    assert [(concern["kind"], concern["days"], concern["owner"]) for concern in found] == [
        ("check_due", 9, "李工")
    ]
    await http.post(f"{DESK}/documents/town-plan/verified", headers=EDITOR, json={"check_on": "2031-03-01"})
    assert (await http.get(f"{DESK}/watch", headers=VIEWER)).json()["concerns"] == []


async def test_too_much_is_refused_before_it_is_read(http: httpx.AsyncClient) -> None:
    changes: list[dict[str, object]] = [
        {"text": "长" * 501},
        {"asks": ["问"] * 61},
        {"asks": []},
        {"kind": "wish"},
    ]
    for change in changes:
        refused = await http.put(
            f"{POINT}/draft", headers=EDITOR, json={"content": {**COURSES, **change}, "revision": 0}
        )
        assert refused.status_code == 422
