"""Runs, sets of questions and the bench over HTTP, as staff with their roles use them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import FixedClock
from chassis.http import create_client
from chassis.staff import Person, Role, StaffTokens
from chassis.tokens import TokenSigner
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.publish.check_parts import LANTERNS, NOW, Office, build_office, paper

KEY = "a-signing-key-for-tests-of-32-bytes-or-more"
DESK = "/kb/v1/desk"
FILE = '{"question": "灯笼登记要等几天", "region": "440104"}'.encode()

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def office(sqlite_engine: Engine, tmp_path: Path) -> Office:
    return build_office(sqlite_engine, tmp_path / "policies")


@asynccontextmanager
async def staff(office: Office, role: Role) -> AsyncIterator[httpx.AsyncClient]:
    """A person of that role at the running service."""
    settings = KnowledgeSettings(service_token=SecretStr("s" * 32), signing_key=SecretStr(KEY))
    desk = build_desk(settings, office.knowledge, clock=FixedClock(NOW))
    app = create_api(office.knowledge, settings, desk)
    token = StaffTokens(TokenSigner(KEY)).issue(
        Person("li", "李编辑", frozenset({role})), lifetime_seconds=600
    )
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = create_client(base_url="http://kb", token=token, transport=transport)
    async with app.router.lifespan_context(app), client as http:
        yield http


async def finished(http: httpx.AsyncClient, run: dict[str, Any]) -> dict[str, Any]:
    async with asyncio.timeout(30):
        while run["state"] not in ("done", "failed", "cancelled"):
            await asyncio.sleep(0.05)
            run = (await http.get(f"{DESK}/checks/{run['id']}")).json()
    return run


async def test_an_editor_sees_what_a_draft_would_break_before_the_gate(office: Office) -> None:
    number = office.draft(paper(days=5))
    async with staff(office, Role.EDITOR) as http:
        subject: dict[str, Any] = {"document_id": LANTERNS, "number": number}
        assert (await http.get(f"{DESK}/checks/latest", params=subject)).json() == {"run": None}
        started = await http.post(f"{DESK}/checks/impact", json=subject)
        assert started.status_code == 200
        run = await finished(http, started.json())
        assert (run["state"], run["passed"], run["current"]) == ("done", False, True)
        assert (await http.get(f"{DESK}/checks/latest", params=subject)).json()["run"]["id"] == run["id"]
        found = await http.get(f"{DESK}/checks/{run['id']}/results", params={"outcome": "broken"})
        [broken] = found.json()["results"]
        assert broken["reasons"] == [{"code": "point_figure_gone", "detail": "10个工作日"}]
        one = await http.get(f"{DESK}/checks/{run['id']}/results/{broken['position']}")
        assert one.json() == broken
        report = await http.get(f"{DESK}/checks/{run['id']}/report.xlsx")
        rows = list(load_workbook(BytesIO(report.content)).worksheets[0].iter_rows(values_only=True))
        assert len(rows) == 3
        assert any("出了问题" in row for row in rows)
        assert (await http.get(f"{DESK}/checks")).json()["runs"][0]["id"] == run["id"]
        assert (await http.post(f"{DESK}/checks/{run['id']}/cancel")).status_code == 409


async def test_a_set_is_brought_in_asked_replaced_and_taken_out(office: Office) -> None:
    async with staff(office, Role.EDITOR) as http:
        sent = await http.post(
            f"{DESK}/question-sets", data={"title": "常问"}, files={"file": ("a.jsonl", FILE)}
        )
        kept = sent.json()["set"]
        assert (kept["title"], kept["questions"], kept["revision"]) == ("常问", 1, 1)
        started = await http.post(f"{DESK}/checks/sheet", json={"set_id": kept["id"]})
        run = await finished(http, started.json())
        assert run["sets"][0]["first"] == 1
        page = (await http.get(f"{DESK}/question-sets/{kept['id']}")).json()
        assert page["questions"][0]["text"] == "灯笼登记要等几天"
        for name in ("questions.xlsx", "questions.jsonl"):
            taken_out = await http.get(f"{DESK}/question-sets/{kept['id']}/{name}")
            again = await http.post(
                f"{DESK}/question-sets", data={"title": name}, files={"file": (name, taken_out.content)}
            )
            assert again.status_code == 200
        stale = await http.post(
            f"{DESK}/question-sets/{kept['id']}/questions",
            data={"revision": "7"},
            files={"file": ("a.jsonl", FILE)},
        )
        assert stale.status_code == 409
        gone = await http.post(f"{DESK}/question-sets/{kept['id']}/delete", json={"revision": 1})
        assert gone.status_code == 204
        assert (await http.get(f"{DESK}/question-sets/{kept['id']}")).status_code == 404
        assert (await http.get(f"{DESK}/question-sets/sample.xlsx")).status_code == 200


async def test_a_question_on_the_bench_comes_with_its_trace(office: Office) -> None:
    async with staff(office, Role.EDITOR) as http:
        asked = await http.post(
            f"{DESK}/bench/question", json={"question": "灯笼登记几个工作日办好", "region": "440104"}
        )
        found = asked.json()
        assert found["answer"]["status"] == "answered"
        assert {search["by"] for search in found["searches"]} == {"words", "meaning"}
        assert found["judged"][0]["passages"][0]["told"]
        nowhere = await http.post(f"{DESK}/bench/question", json={"question": "几天", "region": "999999"})
        assert nowhere.status_code == 422


async def test_only_publishers_move_floors_and_bars(office: Office) -> None:
    floor, bars = {"least": 0.5, "revision": 0}, {"bars": {"bar": 0.5}, "revision": 0, "reason": "试过了"}
    async with staff(office, Role.EDITOR) as http:
        assert (await http.put(f"{DESK}/checks/floors/points", json=floor)).status_code == 403
        assert (await http.put(f"{DESK}/bench/bars", json=bars)).status_code == 403
    async with staff(office, Role.PUBLISHER) as http:
        assert (await http.put(f"{DESK}/checks/floors/points", json=floor)).json()["least"] == 0.5
        assert (await http.put(f"{DESK}/checks/floors/points", json=floor)).status_code == 409
        unexplained = await http.put(f"{DESK}/bench/bars", json={**bars, "reason": ""})
        assert unexplained.json()["error"]["code"] == "below_floors"
        saved = (await http.put(f"{DESK}/bench/bars", json=bars)).json()
        assert (saved["in_use"]["bar"], saved["revision"]) == (0.5, 1)
        trial = (await http.post(f"{DESK}/bench/bars/trial", json={"bars": {"bar": 0.6}})).json()
        assert trial["checked"] is False


async def test_a_viewer_reads_and_starts_nothing(office: Office) -> None:
    number = office.draft(paper(days=5))
    async with staff(office, Role.VIEWER) as http:
        assert (await http.get(f"{DESK}/checks/floors")).status_code == 200
        assert (await http.get(f"{DESK}/question-sets")).json() == []
        subject = {"document_id": LANTERNS, "number": number}
        for path, body in (
            ("checks/impact", subject),
            ("checks/parameters", {"bars": {}}),
            ("checks/sheet", {"set_id": "x"}),
            ("bench/question", {"question": "几天"}),
        ):
            assert (await http.post(f"{DESK}/{path}", json=body)).status_code == 403
