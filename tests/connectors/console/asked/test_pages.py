"""Staff see what is asked, find the cause of what was wrong, and read the figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from chassis.database import create_engine, upgrade
from chassis.staff import Role, StaffTokens
from chassis.staff_web import admit_staff
from chassis.tokens import TokenSigner
from chassis.web import create_app
from connectors.console.asked.columns import HEIGHT, columns_of
from connectors.console.bootstrap import Console
from knowledge_base.asked.parts import Asked
from knowledge_base.desk_wire.asked import Count, FeedbackKind, FeedbackRequest, FeedbackSource
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.web import asked as asked_routes
from tests.connectors.conversations.movable_clock import MovableClock
from tests.knowledge_base.asked.office import NOW, keep, office, row, unanswered
from tests.standins.console import StaffBrowser, build_test_console, signed_in
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

TRACE = {
    "regions": ["440104"],
    "milliseconds": {},
    "parts": [
        {
            "text": "加装电梯补贴多少",
            "query": "加装电梯补贴",
            "want": "amount",
            "rewritten": "",
            "findings": [
                {
                    "region": "440104",
                    "likelihood": 0.125,
                    "subject": 0.75,
                    "kept": [],
                    "near": [
                        {
                            "chunk": "plan:1:p1",
                            "document_id": "plan",
                            "section": ["第一章", "专栏1"],
                            "subject": "就业补贴",
                            "dense": 0.9,
                            "lexical": 3.2,
                            "rank": 0.4,
                        }
                    ],
                }
            ],
        }
    ],
}
QUESTION = "加装电梯补贴多少<b>"


@dataclass(frozen=True)
class _Desk:
    asked: Asked


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    upgrade(url, MIGRATIONS)
    found = create_engine(url)
    yield found
    found.dispose()


@pytest.fixture
def asked(engine: Engine) -> Asked:
    """An answer that somebody found wrong, a question without one, and a week of questions before."""
    built = office(engine)
    keep(
        engine,
        row(trace_id="t-1"),
        unanswered(QUESTION, trace=TRACE, channel="wechat"),
        *(row("上周问的", at=NOW - timedelta(days=days)) for days in (7, 7, 7, 14)),
    )
    said = FeedbackRequest(trace_id="t-1", kind=FeedbackKind.WRONG, comment="窗口说三天")
    built.feedback.take(said, source=FeedbackSource.CITIZEN)
    built.make_round()
    return built


@pytest.fixture
def office_console(tmp_path: Path, asked: Asked) -> Console:
    return build_test_console(tmp_path, knowledge=_service(asked), clock=MovableClock(NOW))


def _service(asked: Asked) -> FastAPI:
    """The knowledge service with these routes alone."""

    async def ready() -> dict[str, bool]:
        return {}

    app = create_app(title="test", version="1", readiness=ready)
    app.state.desk = _Desk(asked)
    admit_staff(app, StaffTokens(TokenSigner(SIGNING_KEY)))
    app.include_router(asked_routes.router)
    return app


async def page_of(browser: StaffBrowser, path: str, **query: Any) -> str:
    response = await browser.get(path, **query)
    assert response.status_code == 200, response.text
    assert response.text.count("<h1>") == 1
    return response.text


def link_in(page: str, start: str) -> str:
    found = re.search(rf'href="({start}/[0-9a-f]{{32}})"', page)
    assert found, page
    return found[1]


async def test_an_editor_sees_why_a_question_was_refused_and_says_what_becomes_of_it(
    office_console: Console, asked: Asked
) -> None:
    async with signed_in(office_console, Role.EDITOR) as browser:
        page = await page_of(browser, "/desk/questions", state="new")
        assert "加装电梯补贴多少&lt;b&gt;" in page
        assert "没有答上" in page
        path = link_in(page, "/desk/questions")
        page = await page_of(browser, path)
        assert "找到的内容里没有能回答的" in page
        assert "能回答的把握 12.5%" in page
        assert "第一章 › 专栏1（就业补贴）" in page
        fields: dict[str, Any] = {
            "revision": "1",
            "state": "assigned",
            "cause": "document_missing",
            "assignee": "wu",
        }
        sent = await browser.post(f"{path}/triage", **fields, note="去问住建局", as_question="")
        assert (sent.status_code, sent.headers["location"]) == (303, f"{path}?said=asked.triaged")
        page = await page_of(browser, path, said="asked.triaged")
        assert "处理意见已保存。" in page
        assert "缺文件" in page
        late = await browser.post(f"{path}/triage", revision="1", state="dismissed")
        assert late.status_code == 409
        assert "另一位同事刚刚处理过这一条" in late.text
        assert "没有这样的问题" in await page_of(browser, "/desk/questions", kind="doubtful")


async def test_a_fix_becomes_an_evaluation_question(office_console: Console, asked: Asked) -> None:
    async with signed_in(office_console, Role.EDITOR) as browser:
        path = link_in(await page_of(browser, "/desk/feedback"), "/desk/feedback")
        page = await page_of(browser, path)
        assert "窗口说三天" in page
        assert "回答错误：失业登记要几天" in page
        fields: dict[str, Any] = {
            "revision": "1",
            "state": "fixed",
            "cause": "read_wrongly",
            "as_question": "yes",
        }
        await browser.post(f"{path}/triage", **fields, expected_documents="plan，rules")
        assert "fixes:0" in await page_of(browser, path)
    detail = asked.feedback.page().feedback[0]
    assert (detail.state, detail.evaluation_question) == ("fixed", "fixes:0")


async def test_a_viewer_reads_but_does_not_decide(office_console: Console) -> None:
    async with signed_in(office_console, Role.VIEWER) as browser:
        path = link_in(await page_of(browser, "/desk/feedback"), "/desk/feedback")
        assert 'name="revision"' not in await page_of(browser, path)
        assert (await browser.post(f"{path}/triage", revision="1", state="fixed")).status_code == 403


async def test_whoever_works_here_may_say_that_an_answer_is_wrong(
    office_console: Console, asked: Asked
) -> None:
    async with signed_in(office_console, Role.VIEWER, account="zhou") as browser:
        page = await page_of(browser, "/desk/answers", words="失业登记")
        path = link_in(page, "/desk/answers")
        assert "五个工作日。" in await page_of(browser, path)
        sent = await browser.post(f"{path}/feedback", kind="expired", comment="这是旧规定")
        assert sent.status_code == 303
        assert "旧规定" in await page_of(browser, sent.headers["location"].partition("?")[0])
    assert asked.feedback.page(source=FeedbackSource.STAFF).feedback[0].account == "zhou"


async def test_answers_are_chosen_and_taken_along_as_a_table(office_console: Console) -> None:
    async with signed_in(office_console, Role.VIEWER) as browser:
        page = await page_of(browser, "/desk/answers", channel="wechat")
        assert "共 1 条" in page
        assert 'href="/desk/answers/table.csv?channel=wechat"' in page
        table = await browser.get("/desk/answers/table.csv", channel="wechat")
        assert table.content.startswith(b"\xef\xbb\xbf")
        assert table.headers["content-disposition"] == 'attachment; filename="answers.csv"'
        assert (await browser.get("/desk/answers", status="nonsense")).status_code == 422


async def test_figures_are_plots_and_tables_that_say_the_same(office_console: Console) -> None:
    async with signed_in(office_console, Role.VIEWER) as browser:
        page = await page_of(browser, "/desk/figures")
        assert 'aria-label="按时段的柱形图，数字见旁边的表"' in page
        assert "<title>8 点：2 次</title>" in page
        assert '<th scope="row">8 点</th><td class="number">2</td>' in page
        assert "style=" not in page
        table = await browser.get("/desk/figures/table.csv", first_day="2030-03-01", last_day="2030-03-20")
        assert "回答次数,6" in table.content.decode("utf-8-sig")
        refused = await browser.get("/desk/figures", first_day="2030-03-20", last_day="2030-03-01")
        assert refused.status_code == 422
        assert "开始不能晚于结束" in refused.text


async def test_a_weeks_report_is_compared_with_the_week_before(office_console: Console) -> None:
    async with signed_in(office_console, Role.VIEWER) as browser:
        page = await page_of(browser, "/desk/figures/weeks")
        assert "2030-03-11 至 2030-03-17" in page
        page = await page_of(browser, "/desk/figures/weeks/2030-03-11")
        assert '<dd>3 <span class="hint">上周 1</span></dd>' in page
        assert "上周没有报告" not in page
        table = await browser.get("/desk/figures/weeks/2030-03-11/table.csv")
        assert table.headers["content-disposition"] == 'attachment; filename="week-2030-03-11.csv"'
        assert (await browser.get("/desk/figures/weeks/2030-03-18")).status_code == 404


def test_columns_stand_side_by_side_and_the_highest_fills_the_plot() -> None:
    plot = columns_of([Count(key=str(n), label=f"{n} 点", count=n) for n in range(3)])
    assert [column.height for column in plot.columns] == [0.0, HEIGHT / 2, HEIGHT]
    assert (plot.peak, plot.highest) == ("2 点", 2)
    assert columns_of([Count(key="0", label="0 点", count=0)]).peak == ""
