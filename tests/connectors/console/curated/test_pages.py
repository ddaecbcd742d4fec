"""Pages to write points, and to see suggestions, the watch and the archive, on the real knowledge service."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.database import create_engine, upgrade
from chassis.staff import Role
from connectors.console.bootstrap import Console
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.curated_bootstrap import build_curated
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeChunkIndex, FakeEmbedder, FakeWordIndex
from tests.knowledge_base.publish.curated_parts import AGENT, BORNE_OUT
from tests.knowledge_base.publish.policies import OFFICIAL, write_policy
from tests.standins.console import build_test_console, signed_in
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

POINTS = "/desk/points/town-plan"
TYPED: dict[str, Any] = {
    "section": '["第二章 技能培训"]',
    "kind": "measure",
    "subject": "免费培训",
    "text": "每年办30期培训班，不收费。",
    "asks": "培训班收钱吗\n技能培训班免费吗",
    "cases": "居民：不收费",
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A migrated, empty database."""
    path = tmp_path_factory.mktemp("template") / "knowledge.db"
    upgrade(f"sqlite:///{path}", MIGRATIONS)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


@pytest.fixture
def knowledge(tmp_path: Path, template: bytes) -> Iterator[FastAPI]:
    path = tmp_path / "knowledge.db"
    path.write_bytes(template)
    engine, embedder = create_engine(f"sqlite:///{path}"), FakeEmbedder()
    clock = FixedClock(datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE))
    built = assemble(
        store=SqlDocumentStore(engine),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=SqlIndexState(engine),
        clock=clock,
        database=engine,
    )
    folder = write_policy(tmp_path / "policies", points=BORNE_OUT)
    built.load_policy_points(folder)
    built.ingest("town.txt", OFFICIAL.encode(), publish=True)
    settings = KnowledgeSettings(signing_key=SecretStr(SIGNING_KEY))
    points = build_curated(engine, built, clock, policies=folder)
    points.suggestions.suggest(
        AGENT, question="培训班收钱吗", answer="不收费。", region="440104", conversation="c-42"
    )
    yield create_api(
        built, settings, replace(build_desk(settings, built, clock=clock), points=points, rounds=())
    )
    built.indexing.stop()
    engine.dispose()


@pytest.fixture
def console(tmp_path: Path, knowledge: FastAPI) -> Console:
    return build_test_console(tmp_path / "gateway", knowledge=knowledge)


def revision_in(page: str, action: str) -> str:
    found = re.search(rf'action="[^"]*/{action}".*?name="revision" value="(\d+)"', page, re.DOTALL)
    assert found is not None, action
    return found[1]


async def test_a_point_is_written_by_one_and_approved_by_another(console: Console) -> None:
    async with signed_in(console, Role.EDITOR) as browser:
        form = await browser.get(f"{POINTS}/new", section="1")
        action = re.search(r'action="([^"]+)/draft"', form.text)
        assert action is not None
        saved = await browser.post(f"{action[1]}/draft", **TYPED, revision="0")
        assert saved.status_code == 303, saved.text
        page = (await browser.get(action[1])).text
        assert "数字、日期和名称都在所引章节里" in page
        sent = await browser.post(f"{action[1]}/submit", revision=revision_in(page, "submit"))
        assert "said=curated.submit" in sent.headers["location"]
        assert f"{action[1]}/approve" not in (await browser.get(action[1])).text
    async with signed_in(console, Role.PUBLISHER, account="wang", name="王主任") as browser:
        assert "免费培训" in (await browser.get("/desk/points")).text
        page = (await browser.get(action[1])).text
        done = await browser.post(f"{action[1]}/approve", revision=revision_in(page, "approve"))
        assert done.status_code == 303
        page = (await browser.get(action[1])).text
        assert "王主任" in page
        assert "居民：不收费" in page


async def test_what_does_not_stand_there_is_shown_while_typing(console: Console) -> None:
    async with signed_in(console, Role.EDITOR) as browser:
        part = await browser.post(f"{POINTS}/check", htmx=True, **{**TYPED, "text": "每年办40期。"})
        assert '<span class="figure-changed">40' in part.text
        assert "每年组织30期培训班" in part.text
        assert "<html" not in part.text
        fine = await browser.post(f"{POINTS}/check", htmx=True, **TYPED)
        assert "都在所引章节里" in fine.text


async def test_a_form_that_is_refused_keeps_what_was_typed(console: Console) -> None:
    async with signed_in(console, Role.EDITOR) as browser:
        taken = {**TYPED, "asks": "登记要几天"}
        page = await browser.post(f"{POINTS}/desk.new/draft", **taken, revision="0")
        assert page.status_code == 422
        assert "已经是要点“失业登记”的问法" in page.text
        assert "每年办30期培训班" in page.text


async def test_points_stand_beside_the_section_they_cite(console: Console) -> None:
    async with signed_in(console, Role.VIEWER) as browser:
        page = (await browser.get(POINTS, section="1")).text
        assert "每年组织30期培训班" in page
        assert "培训班办了30期" in page
        assert "写一条要点" not in page
        assert "没有要处理的要点" in (await browser.get(POINTS)).text


async def test_a_suggestion_with_its_conversation_becomes_a_form(console: Console) -> None:
    async with signed_in(console, Role.EDITOR) as browser:
        listed = (await browser.get("/desk/suggestions")).text
        link = re.search(r'href="(/desk/suggestions/agent[^"]+)"', listed)
        assert link is not None
        assert "c-42" in (await browser.get(link[1])).text
        taken = await browser.post(f"{link[1]}/take", document_id="town-plan")
        form = (await browser.get(taken.headers["location"])).text
        assert "培训班收钱吗" in form
        assert "不收费。" in form
        gone = await browser.post(f"{link[1]}/dismiss", reason="不是政策问题")
        assert gone.headers["location"] == "/desk/suggestions?said=curated.dismissed"
        assert "没有这样的建议" in (await browser.get("/desk/suggestions")).text


async def test_the_next_check_shows_in_the_watch(console: Console) -> None:
    async with signed_in(console, Role.EDITOR) as browser:
        assert "没有要处理的" in (await browser.get("/desk/watch")).text
        await browser.post(f"{POINTS}/-/care", owner="李工", check_on="2030-03-09", revision="0")
        page = (await browser.get("/desk/watch", kind="check_due")).text
        assert "2030-03-09" in page
        assert "李工" in page
        await browser.post(f"{POINTS}/-/verified", check_on="2031-03-01")
        assert "没有要处理的" in (await browser.get("/desk/watch")).text


async def test_an_admin_takes_an_archive_and_has_it_checked(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as browser:
        assert "下载存档" in (await browser.get("/desk/archive")).text
        file = await browser.get("/desk/archive/file")
        assert file.content.startswith(b"PK")
        whole = await browser.upload("/desk/archive/check", {"file": ("a.zip", file.content)})
        assert "试还原成功" in whole.text
        broken = await browser.upload("/desk/archive/check", {"file": ("a.zip", b"no zip")})
        assert broken.status_code == 422
        assert "不是知识库的存档" in broken.text
