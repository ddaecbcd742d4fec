"""The pages of the approval, on the real knowledge service in this process."""

import re
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE
from chassis.database import create_engine
from chassis.staff import Person, Role
from connectors.console.bootstrap import Console
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.desk_bootstrap import KnowledgeDesk, build_desk
from knowledge_base.migrate import migrate
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.connectors.conversations.movable_clock import MovableClock
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.policies import OFFICIAL
from tests.standins.console import StaffBrowser, build_test_console, signed_in
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

AMENDED = OFFICIAL.replace("2个工作日", "5个工作日").replace("2030年1月14日", "2030年2月1日")
NOW = datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE)


class Town:
    """A console and the knowledge behind it: the town's plan is published, and a change of it drafted."""

    def __init__(self, console: Console, knowledge: Knowledge, desk: KnowledgeDesk) -> None:
        self.console, self.knowledge, self.desk = console, knowledge, desk
        drafted = knowledge.ingest("town.txt", AMENDED.encode(), publish=False)
        self.document_id, self.number = drafted.document.id, drafted.version.number

    def editor(self) -> AbstractAsyncContextManager[StaffBrowser]:
        return signed_in(self.console, Role.EDITOR, account="li", name="李编辑")

    def publisher(self) -> AbstractAsyncContextManager[StaffBrowser]:
        return signed_in(self.console, Role.PUBLISHER, account="wang", name="王审核")

    def propose(self) -> int:
        """The number of a proposal that the editor has drafted."""
        author = Person("li", "李编辑", frozenset({Role.EDITOR}))
        return self.desk.approval.proposals.open(self.document_id, self.number, author).id


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    clock = MovableClock(NOW)
    settings = KnowledgeSettings(
        var_dir=tmp_path, service_token=SecretStr("t"), signing_key=SecretStr(SIGNING_KEY)
    )
    migrate(settings)
    engine = create_engine(settings.knowledge_database_url)
    client, embedder, state = open_chroma(folder=settings.chroma_dir), FakeEmbedder(), SqlIndexState(engine)
    knowledge = assemble(
        store=SqlDocumentStore(engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(engine),
        embedder=embedder,
        state=state,
        clock=clock,
        database=engine,
    )
    knowledge.ingest("town.txt", OFFICIAL.encode(), publish=True)
    knowledge.refresh()
    desk = build_desk(settings, knowledge, clock=clock)
    console = build_test_console(
        tmp_path / "gateway", knowledge=create_api(knowledge, settings, desk), clock=clock
    )
    yield Town(console, knowledge, desk)
    client.close()
    engine.dispose()


async def press(browser: StaffBrowser, page: str, step: str, **fields: str) -> str:
    """Send the form of the page that leads to `step`, as it stands there, and follow where it leads."""
    shown = (await browser.get(page)).text
    form = re.search(rf'<form method="post" action="({re.escape(page)}/{step})".*?</form>', shown, re.S)
    assert form, f"no form for {step}"
    hidden = dict(re.findall(r'type="hidden" name="(revision|request_id)" value="([^"]*)"', form[0]))
    sent = await browser.post(form[1], **{**hidden, **fields})
    assert sent.status_code == 303, sent.text
    return (await browser.get(sent.headers["location"])).text


async def test_a_change_goes_from_draft_to_the_readers_and_back(town: Town) -> None:
    page = f"/desk/approval/{town.propose()}"
    async with town.editor() as editor, town.publisher() as publisher:
        assert "没有发布的" in (await editor.get("/desk/approval")).text
        shown = await press(editor, page, "submit")
        assert "已送审" in shown
        assert f'action="{page}/approve"' not in shown
        assert "等您处理的" in (await publisher.get("/desk/approval")).text
        assert "已批准" in await press(publisher, page, "approve")
        assert "已发布" in await press(publisher, page, "publish", reason="没有问题集")
        assert "已撤销发布" in await press(publisher, page, "undo", reason="数字写错")
        shown = (await editor.get(page)).text
        assert "数字写错" in shown
        assert f'action="{page}/submit"' in shown


async def test_comments_are_written_at_a_section_and_settled(town: Town) -> None:
    page = f"/desk/approval/{town.propose()}"
    async with town.editor() as editor:
        shown = (await editor.get(page)).text
        forms = re.findall(rf'action="{page}/comments".*?</form>', shown, re.S)
        at_section = next(form for form in forms if "第一章 便民服务" in form)
        fields: dict[str, Any] = dict(
            re.findall(r'type="hidden" name="(section|request_id)" value="([^"]*)"', at_section)
        )
        for _ in range(2):
            await editor.post(f"{page}/comments", **fields, text="<b>请核对</b>时限")
        shown = (await editor.get(page)).text
        assert shown.count("&lt;b&gt;请核对&lt;/b&gt;时限</p>") == 1
        [settle] = set(re.findall(rf'action="({page}/comments/\d+/settle)"', shown))
        await editor.post(settle)
        assert "李编辑已处理" in (await editor.get(page)).text


async def test_days_and_region_are_settled_and_wrong_ones_explained(town: Town) -> None:
    page = f"/desk/approval/{town.propose()}"
    async with town.editor() as editor:
        good = {"region": "440309", "effective_from": "2030-02-01", "effective_to": "2031-01-31"}
        shown = await press(editor, page, "terms", **good, replaces="")
        assert "深圳市龙华区" in shown
        assert "2031-01-31" in shown
        for wrong in ({"effective_to": "2030-01-31"}, {"effective_from": "昨天"}, {"replaces": "没有 这份"}):
            fields: dict[str, Any] = {"revision": "2", **good, **wrong}
            refused = await editor.post(f"{page}/terms", **fields)
            assert refused.status_code in (404, 422)
            assert "请" in refused.text


async def test_a_time_is_set_as_the_office_reads_it(town: Town) -> None:
    page = f"/desk/approval/{town.propose()}"
    async with town.editor() as editor, town.publisher() as publisher:
        await press(editor, page, "submit")
        await press(publisher, page, "approve")
        shown = await press(publisher, page, "schedule", at="2030-03-01T20:00", reason="没有问题集")
        assert "定在 2030-03-01 20:00 发布" in shown
        assert "已取消定时" in await press(publisher, page, "unschedule")
        assert "已退回" in await press(publisher, page, "return", reason="再核对一遍")


async def test_who_was_slower_is_told_in_plain_words(town: Town) -> None:
    page = f"/desk/approval/{town.propose()}"
    async with town.editor() as editor, town.publisher() as publisher:
        await press(editor, page, "submit")
        late = await publisher.post(f"{page}/approve", revision="1")
        assert late.status_code == 409
        assert "请刷新页面" in late.text


async def test_a_document_is_shown_on_a_day_withdrawn_and_brought_back(town: Town) -> None:
    page = f"/desk/approval/documents/{town.document_id}"
    async with town.publisher() as publisher:
        assert page in (await publisher.get("/desk/approval/documents")).text
        shown = await press(publisher, page, "withdraw", reason="正在修订")
        assert "不回答" in shown
        [undo] = set(re.findall(rf'action="{page}/(changes/\d+/undo)"', shown))
        assert "第 1 版" in await press(publisher, page, undo)
        await press(publisher, page, "repeal", last_day="2030-02-28", by="新规定", reason="上级废止")
        assert "废止" in (await publisher.get("/desk/approval/documents")).text
        await publisher.post("/desk/as-of", day="2030-02-28", back=page)
        shown = (await publisher.get(page)).text
        assert "2030-02-28 的状态" in shown
        assert "有效</span>" in shown
        assert (await publisher.get("/desk/approval/notices")).status_code == 200


async def test_a_viewer_sees_and_changes_nothing(town: Town) -> None:
    number = town.propose()
    async with signed_in(town.console, Role.VIEWER, account="sun", name="孙同事") as viewer:
        shown = await viewer.get(f"/desk/approval/{number}")
        assert shown.status_code == 200
        assert 'name="revision"' not in shown.text
        assert (await viewer.post(f"/desk/approval/{number}/submit", revision="1")).status_code == 403
        document = await viewer.get(f"/desk/approval/documents/{town.document_id}")
        assert "改整份文件的状态" not in document.text
        assert (await viewer.get("/desk/approval/99")).status_code == 404
