"""Impact, sets of questions and the bench in the console, on the real knowledge service in process."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import FixedClock
from chassis.database import create_engine, upgrade
from chassis.staff import Role
from connectors.console.checks.marks import Piece, marked
from connectors.console.checks.plot import bar_of
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.desk_wire.checks import SetCountView
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.publish.check_parts import LANTERNS, NOW, Office, build_office, paper
from tests.standins.console import build_test_console, signed_in
from tests.standins.gateway import SIGNING_KEY

pytestmark = pytest.mark.anyio

FILE = '{"question": "灯笼登记要等几天", "region": "440104", "behaviour": "answer"}'.encode()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    upgrade(url, MIGRATIONS)
    engine = create_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def office(engine: Engine, tmp_path: Path) -> Office:
    return build_office(engine, tmp_path / "policies")


@pytest.fixture
def app(office: Office) -> FastAPI:
    settings = KnowledgeSettings(service_token=SecretStr("s" * 32), signing_key=SecretStr(SIGNING_KEY))
    desk = build_desk(settings, office.knowledge, clock=FixedClock(NOW))
    app = create_api(office.knowledge, settings, desk)
    app.state.ask_all = desk.checks.asking.ask_a_slice
    return app


def ask_all(app: FastAPI) -> None:
    while app.state.ask_all():
        pass


async def test_an_editor_sees_what_a_draft_breaks_side_by_side(
    tmp_path: Path, app: FastAPI, office: Office
) -> None:
    number = office.draft(paper(days=5))
    console = build_test_console(tmp_path, knowledge=app)
    async with signed_in(console, Role.EDITOR) as browser:
        address = f"/desk/checks/of?document_id={LANTERNS}&number={number}"
        assert "还没有核对过" in (await browser.get(address)).text
        sent = await browser.post("/desk/checks/of", document_id=LANTERNS, number=str(number))
        run = sent.headers["location"].partition("?")[0]
        waiting = await browser.get(run)
        assert "排队等着" in waiting.text
        assert 'hx-trigger="every 2s"' in waiting.text
        await asyncio.to_thread(ask_all, app)
        done = await browser.get(f"{run}/progress", htmx=True)
        assert done.headers["HX-Refresh"] == "true"
        page = (await browser.get(run)).text
        assert "有题集没有达到底线" in page
        assert "要点里的数字在新文本里没有了：10个工作日" in page
        assert "灯笼登记几个工作日办好" in page
        assert (
            'aria-label="政策要点自己的问题：没有变化 1 题，出了问题 1 题"' in page or "出了问题 1 题" in page
        )
        assert "原来的回答" in page
        same = await browser.get(f"{run}?outcome=same&set_key=points")
        assert "渡船卡收不收费用" in same.text
        assert (await browser.get(f"{run}/report.xlsx")).content[:2] == b"PK"
        assert (await browser.get(address)).headers["location"] == run
        assert "没到底线" in (await browser.get("/desk/checks?kind=impact")).text


async def test_a_set_is_brought_in_asked_and_deleted(tmp_path: Path, app: FastAPI) -> None:
    console = build_test_console(tmp_path, knowledge=app)
    async with signed_in(console, Role.EDITOR) as browser:
        bad = await browser.upload("/desk/question-sets", {"file": ("a.csv", b"x")}, title="常问")
        assert bad.status_code == 422
        assert "只收 Excel" in bad.text
        sent = await browser.upload("/desk/question-sets", {"file": ("a.jsonl", FILE)}, title="常问")
        kept = sent.headers["location"].partition("?")[0]
        assert "灯笼登记要等几天" in (await browser.get(kept)).text
        assert (await browser.get(f"{kept}/questions.jsonl")).status_code == 200
        asked = await browser.post(f"{kept}/ask")
        await asyncio.to_thread(ask_all, app)
        report = await browser.get(asked.headers["location"])
        assert "第一次问" in report.text
        gone = await browser.post(f"{kept}/delete", revision="1")
        assert gone.headers["location"].startswith("/desk/question-sets?")


async def test_the_bench_tells_every_stage_in_words(tmp_path: Path, app: FastAPI) -> None:
    console = build_test_console(tmp_path, knowledge=app)
    async with signed_in(console, Role.EDITOR) as browser:
        page = (await browser.post("/desk/bench", question="灯笼登记几个工作日办好", region="440104")).text
        for words in (
            "怎样读这个问题",
            "按字词找",
            "按意思找",
            "答得了的把握",
            "核对过的数字：10",
            "逐句核对",
        ):
            assert words in page
        assert (await browser.post("/desk/bench", question=" ")).status_code == 422


async def test_bars_are_tried_by_editors_and_saved_by_publishers(tmp_path: Path, app: FastAPI) -> None:
    console = build_test_console(tmp_path, knowledge=app)
    bars: dict[str, Any] = {"bar": "0.5", "maybe": "0.15", "subject_bar": "0.5", "beside": "1.8"}
    async with signed_in(console, Role.EDITOR) as browser:
        assert (await browser.get("/desk/bench/bars")).status_code == 200
        outside = await browser.post("/desk/bench/bars/trial", **{**bars, "bar": "7"})
        assert outside.status_code == 422
        tried = await browser.post("/desk/bench/bars/trial", **bars)
        assert tried.status_code == 303
        assert (await browser.post("/desk/bench/bars", **bars, revision="0")).status_code == 403
    async with signed_in(console, Role.PUBLISHER) as browser:
        refused = await browser.post("/desk/bench/bars", **bars, revision="0")
        assert refused.status_code == 409
        assert "写明理由" in refused.text
        saved = await browser.post("/desk/bench/bars", **bars, revision="0", reason="试过了")
        assert saved.status_code == 303
        moved = await browser.post("/desk/checks/floors/points", least="95", revision="0")
        assert moved.status_code == 303
        assert "95.0%" in (await browser.get("/desk/checks/floors")).text


def test_figures_that_only_one_side_has_are_marked() -> None:
    assert marked("要10个工作日，收5元。", "要3个工作日，收5元。") == [
        Piece("要"),
        Piece("10个工作日", marked=True),
        Piece("，收5元。"),
    ]


def test_the_parts_of_a_bar_add_up_to_what_was_asked() -> None:
    counted = SetCountView(
        key="points", title="要点", total=4, asked=3, same=1, changed=0, broken=2, first=0, holds=1, held=3,
        gained=0, lost=2,
    )  # fmt: skip
    bar = bar_of(counted)
    assert [(part.outcome, part.start, part.width) for part in bar.stretches] == [
        ("same", 0.0, 25.0),
        ("broken", 25.0, 50.0),
    ]
