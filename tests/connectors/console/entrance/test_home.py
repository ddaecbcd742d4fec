"""The first page says what waits for whoever has come in."""

import asyncio
import re
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, HTTPException

from chassis.clock import OFFICE_ZONE
from chassis.staff import Role
from connectors.console.entrance import waiting
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.console import StaffBrowser, build_test_console, signed_in
from tests.standins.knowledge_desk import knowledge_desk

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE)
DESK = "/kb/v1/desk"
PATHS = ("approval?state=submitted", "points", "loads", "questions?state=new", "feedback?state=new")
NOT_KNOWN = "暂时查不到"


class KnowledgeStandIn:
    """Answers as the staff routes do. `broken` refuses, `slow` never answers."""

    def __init__(self, *, broken: str = "", slow: str = "") -> None:
        self.app = FastAPI()
        self.asked: list[str] = []
        for path, answer in self._answers().items():
            self.app.get(DESK + path)(self._route(path, answer, broken=broken, slow=slow))

    def _route(self, path: str, answer: Any, *, broken: str, slow: str) -> Any:
        async def route() -> Any:
            self.asked.append(path)
            if path == broken:
                raise HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR)
            if path == slow:
                await asyncio.Event().wait()
            return answer

        return route

    def _answers(self) -> dict[str, Any]:
        loads = [_load(1, "ready"), _load(2, "refused"), _load(3, "refused", days_ago=8)]
        changes = [
            _change("a", "submitted", "zhou"),
            _change("b", "submitted", "li"),
            _change("c", "draft", "li"),
        ]
        concerns = [
            {"kind": "expiring", "document_id": "a", "title": "甲", "within": 30},
            {"kind": "expiring", "document_id": "b", "title": "乙", "within": 60},
            {"kind": "check_due", "document_id": "c", "title": "丙", "within": 30},
        ]
        return {
            "/proposals": {"proposals": [_proposal(1, ["approve"]), _proposal(2, ["comment"])]},
            "/points/waiting": changes,
            "/loads": {"loads": loads},
            "/question-groups": {"total": 1234, "groups": []},
            "/feedback": {"total": 0, "feedback": []},
            "/watch": {"today": "2026-03-02", "concerns": concerns},
        }


def _load(number: int, state: str, *, days_ago: int = 1) -> dict[str, Any]:
    at = (NOW - timedelta(days=days_ago)).isoformat()
    told = {"id": number, "name": "a.txt", "size_bytes": 1, "state": state, "person": "李工"}
    return {**told, "created_at": at, "changed_at": at, "done": 1, "total": 1, "revision": 1}


def _change(point: str, state: str, author: str) -> dict[str, Any]:
    change = {"document_id": "a", "point": point, "number": 1, "content": None, "state": state}
    written = {"authors": [{"account": author, "name": author}], "written_at": NOW.isoformat(), "revision": 1}
    return {"title": "甲", "subject": point, "change": {**change, **written}}


def _proposal(number: int, may: list[str]) -> dict[str, Any]:
    told = {"id": number, "document_id": "a", "title": "甲", "number": number, "state": "submitted"}
    author = {"account": "zhou", "name": "周工"}
    at = NOW.isoformat()
    return {
        **told,
        "revision": 1,
        "terms": {"region": "440104"},
        "author": author,
        "changed_at": at,
        "may": may,
    }


async def _waiting(browser: StaffBrowser) -> dict[str, str]:
    """What the table says, by where each line leads."""
    page = await browser.get("/desk/")
    assert page.status_code == 200
    rows = re.findall(r'<tr><td><a href="/desk/([^"]*)">[^<]+</a></td>\s*<td[^>]*>(.*?)</td></tr>', page.text)
    return {path: re.sub(r"<[^>]+>", "", told) for path, told in rows}


async def test_what_waits_is_counted_and_linked(tmp_path: Path) -> None:
    console = build_test_console(tmp_path, knowledge=KnowledgeStandIn().app, clock=MovableClock(NOW))
    async with signed_in(console, Role.PUBLISHER) as browser:
        assert await _waiting(browser) == {
            **dict(zip(PATHS, ("1", "2", "2", "1,234", "0"), strict=True)),
            "watch?kind=expiring": "1",
        }


async def test_only_what_one_may_do_something_about_is_asked_for(tmp_path: Path) -> None:
    knowledge = KnowledgeStandIn()
    console = build_test_console(tmp_path, knowledge=knowledge.app, clock=MovableClock(NOW))
    async with signed_in(console, Role.EDITOR) as browser:
        told = await _waiting(browser)
    assert (PATHS[0] in told, told["points"]) == (False, "1")
    knowledge.asked.clear()
    async with signed_in(console, Role.VIEWER, account="chen") as browser:
        assert await _waiting(browser) == {}
    assert knowledge.asked == []


async def test_one_that_fails_or_lags_behind_only_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LONGEST_SECONDS", 0.5)
    knowledge = KnowledgeStandIn(broken="/loads", slow="/watch")
    console = build_test_console(tmp_path, knowledge=knowledge.app, clock=MovableClock(NOW))
    async with signed_in(console, Role.PUBLISHER) as browser:
        told = await _waiting(browser)
    assert {path for path, words in told.items() if words == NOT_KNOWN} == {"loads", "watch?kind=expiring"}
    assert told["questions?state=new"] == "1,234"


async def test_the_page_is_there_without_a_knowledge_service(tmp_path: Path) -> None:
    console = build_test_console(tmp_path)
    async with signed_in(console, Role.PUBLISHER) as browser:
        assert set((await _waiting(browser)).values()) == {NOT_KNOWN}


async def test_the_knowledge_service_knows_what_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "knowledge").mkdir()
    with knowledge_desk(tmp_path / "knowledge") as knowledge:
        console = build_test_console(tmp_path / "console", knowledge=knowledge)
        async with signed_in(console, Role.PUBLISHER) as browser:
            assert set((await _waiting(browser)).values()) == {"0"}
