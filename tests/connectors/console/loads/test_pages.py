"""The pages of loads and documents, on the real knowledge service in this process."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.database import create_engine
from chassis.staff import Role
from connectors.console.bootstrap import Console
from connectors.console.visit import CSRF_HEADER
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.migrate import migrate
from knowledge_base.publish.read_loads import LoadReader
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeChunkIndex, FakeEmbedder, FakeWordIndex
from tests.knowledge_base.publish.load_parts import PAPER
from tests.standins.console import StaffBrowser, build_test_console, signed_in
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

NOW = datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE)
TABLE = "# 越秀区花园清单\n## 一、清单\n| 花园 | 面积 |\n|---|---|\n| 东园 | 120 |\n| 西园 | 90 |\n"


class Office:
    """A console, the knowledge behind it with one published paper, and what reads its files."""

    def __init__(self, console: Console, reader: LoadReader) -> None:
        self.console, self.reader = console, reader

    async def load(self, browser: StaffBrowser, name: str, text: str) -> str:
        """Send a file and have it read; the address of its page."""
        sent = await browser.upload("/desk/loads", {"files": (name, text.encode())})
        assert sent.status_code == 303, sent.text
        self.reader.read_waiting()
        return sent.headers["location"].split("?")[0]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    settings = KnowledgeSettings.model_validate(
        {"CIVICDESK_VAR": tmp_path / "knowledge", "signing_key": SecretStr(SIGNING_KEY)}
    )
    migrate(settings)
    engine, embedder, clock = create_engine(settings.knowledge_database_url), FakeEmbedder(), FixedClock(NOW)
    knowledge = assemble(
        store=SqlDocumentStore(engine),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=SqlIndexState(engine),
        clock=clock,
        database=engine,
    )
    knowledge.ingest("old.txt", PAPER.encode(), publish=True)
    desk = build_desk(settings, knowledge, clock=clock)
    [reader] = [rounds for rounds in desk.rounds if isinstance(rounds, LoadReader)]
    console = build_test_console(tmp_path, knowledge=create_api(knowledge, settings, desk), clock=clock)
    yield Office(console, reader)
    knowledge.indexing.stop()
    engine.dispose()


def revision_in(page: httpx.Response) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page.text)
    assert found, page.text
    return found[1]


async def test_a_file_is_sent_read_put_right_and_made_a_draft(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        sent = await browser.upload(
            "/desk/loads", {"files": ("new.txt", PAPER.replace("3人", "4人").encode())}
        )
        assert sent.headers["location"] == "/desk/loads/1?said=loads.sent"
        waiting = await browser.get("/desk/loads/1")
        assert 'hx-get="/desk/loads/1/progress"' in waiting.text
        office.reader.read_waiting()
        done = await browser.get("/desk/loads/1/progress", htmx=True)
        assert done.headers["HX-Redirect"] == "/desk/loads/1"

        page = await browser.get("/desk/loads/1")
        for words in ("原文", "读成这样", "第一章 登记", "越园〔2030〕3号", "知识库里已有这份文件"):
            assert words in page.text
        section = await browser.get("/desk/loads/1/sections/1")
        anchor = re.search(
            r'value="rename_section"><input type="hidden" name="anchor" value="([\w-]+)"', section.text
        )
        assert anchor
        renamed = await browser.post(
            "/desk/loads/1/corrections",
            revision=revision_in(section),
            kind="rename_section",
            anchor=anchor[1],
            value="第二章 日常养护",
            level=1,
            place=1,
        )
        assert renamed.headers["location"] == "/desk/loads/1/sections/1?said=loads.corrected"
        page = await browser.get("/desk/loads/1")
        assert "第二章 日常养护" in page.text
        assert "已改 1 处" in page.text
        drafted = await browser.post("/desk/loads/1/draft", revision=revision_in(page))
        assert drafted.headers["location"].startswith("/desk/approval/")
        assert "已成草稿" in (await browser.get("/desk/loads")).text


async def test_what_changed_is_shown_in_words_and_as_a_word_file(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        page = await browser.get(await office.load(browser, "new.txt", PAPER.replace("3人", "4人")))
        await browser.post("/desk/loads/1/draft", revision=revision_in(page))
        listed = await browser.get("/desk/documents", words="花园")
        [link] = set(re.findall(r'href="(/desk/documents/doc-\w+)"', listed.text))
        assert "看改了什么" in (await browser.get(link)).text
        told = await browser.get(f"{link}/diff?from=1&to=2")
        assert '<strong class="figure-changed">4人</strong>' in told.text
        assert '<del class="figure-changed">〔原〕3人</del>' in told.text
        word = await browser.get(f"{link}/diff.docx?from=1&to=2")
        assert word.content.startswith(b"PK")
        assert word.headers["content-disposition"].startswith("attachment")
        assert "第一章 登记" in (await browser.get(f"{link}/versions/1")).text


async def test_a_cell_is_put_right_and_the_change_taken_back(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        here = await office.load(browser, "list.md", TABLE)
        section = await browser.get(f"{here}/sections/0")
        anchor = re.search(
            r'value="set_cell"><input type="hidden" name="anchor" value="([\w-]+)"', section.text
        )
        assert anchor
        await browser.post(
            f"{here}/corrections",
            revision=revision_in(section),
            kind="set_cell",
            anchor=anchor[1],
            row=1,
            column=1,
            value="95",
        )
        page = await browser.get(here)
        assert "<td>95</td>" in page.text
        await browser.post(f"{here}/corrections/take-back", revision=revision_in(page), index=0)
        assert "<td>95</td>" not in (await browser.get(here)).text


async def test_the_head_is_put_right(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        here = await office.load(browser, "list.md", TABLE)
        page = await browser.get(here)
        assert "没有读到文号" in page.text
        await browser.post(
            f"{here}/corrections",
            revision=revision_in(page),
            kind="set_head",
            field="number",
            value="越园〔2030〕9号",
        )
        page = await browser.get(here)
        assert "越园〔2030〕9号" in page.text
        assert "没有读到文号" not in page.text


async def test_several_files_and_those_refused_are_named(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        files = [("files", ("a.txt", PAPER.encode())), ("files", ("b.exe", b"x"))]
        page = await browser.upload("/desk/loads", files)
        assert page.status_code == 200
        assert "收到 1 个文件" in page.text
        assert "b.exe：只收网页" in page.text


async def test_a_pasted_page_is_loaded_with_its_address(office: Office) -> None:
    html = f"<html><body>{''.join(f'<p>{line}</p>' for line in PAPER.splitlines() if line)}</body></html>"
    async with signed_in(office.console, Role.EDITOR) as browser:
        sent = await browser.post("/desk/loads", page=html, address="https://www.example.gov.cn/a")
        assert sent.status_code == 303, sent.text
        office.reader.read_waiting()
        assert "第一章 登记" in (await browser.get("/desk/loads/1")).text


async def test_nothing_chosen_is_said_on_the_form(office: Office) -> None:
    """As browsers send a file field in which nothing was chosen: a part with an empty name."""
    async with signed_in(office.console, Role.EDITOR) as browser:
        part = '--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
        page = await browser.http.post(
            "/desk/loads",
            content=part.encode(),
            headers={"Content-Type": "multipart/form-data; boundary=x", CSRF_HEADER: browser.csrf_token},
        )
        assert "还没有选文件" in page.text


async def test_a_load_is_cancelled_and_its_file_can_be_had_before(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        here = await office.load(browser, "list.md", TABLE)
        assert (await browser.get(f"{here}/file")).content == TABLE.encode()
        cancelled = await browser.post(f"{here}/cancel")
        assert cancelled.headers["location"] == "/desk/loads?said=loads.cancelled"
        assert "已取消" in (await browser.get(here)).text


async def test_a_viewer_sees_and_changes_nothing(office: Office) -> None:
    async with signed_in(office.console, Role.EDITOR) as browser:
        here = await office.load(browser, "list.md", TABLE)
    async with signed_in(office.console, Role.VIEWER, account="sun") as browser:
        page = await browser.get(here)
        assert "读成这样" in page.text
        assert "成为草稿" not in page.text
        assert "改这一节" not in page.text
        assert (await browser.post(f"{here}/cancel")).status_code == 403
