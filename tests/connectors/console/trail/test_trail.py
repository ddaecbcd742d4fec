"""The trail of both services, and whether it is whole."""

from pathlib import Path

import pytest
from fastapi import FastAPI

from chassis.staff import Role
from connectors.console.bootstrap import Console
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.console import build_test_console, signed_in

pytestmark = pytest.mark.anyio

LINE = {
    "number": 7, "at": "2026-03-02T09:30:00+08:00", "account": "chen", "name": "陈工", "roles": ["editor"],
    "action": "invented_action", "subject": "plan:2", "detail": {"words": "<b>"}, "trace_id": "t",
    "hash": "0" * 64,
}  # fmt: skip


def knowledge(lines: int) -> FastAPI:
    app = FastAPI()

    @app.get("/kb/v1/desk/trail")
    async def trail(account: str = "", limit: int = 100) -> object:
        return {
            "lines": [{**LINE, "number": n, "account": account or "chen"} for n in range(lines, 0, -1)][
                :limit
            ]
        }

    @app.get("/kb/v1/desk/trail/verdict")
    async def verdict() -> object:
        return {"lines": 6, "last_hash": "f" * 64, "broken_at": 7}

    return app


async def test_admin_reads_what_was_done_in_the_console(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        page = (await admin.get("/desk/trail")).text
        assert "建账号" in page
        assert "李工（li）" in page
        assert "没有记录" in (await admin.get("/desk/trail", account="nobody")).text


async def test_trail_of_the_knowledge_service_is_read_in_the_name_of_the_admin(
    tmp_path: Path, clock: MovableClock
) -> None:
    console = build_test_console(tmp_path, knowledge=knowledge(60), clock=clock)
    async with signed_in(console, Role.ADMIN) as admin:
        page = (await admin.get("/desk/trail", chain="knowledge", account="wang")).text
        assert "invented_action" in page
        assert "&lt;b&gt;" in page
        assert "before=11" in page
        verdict = (await admin.get("/desk/trail/verdict")).text
        assert "从第 7 行起对不上" in verdict
        assert "完整，没有改过" in verdict


async def test_silent_knowledge_service_leaves_the_own_chain_verifiable(console: Console) -> None:
    async with signed_in(console, Role.ADMIN) as admin:
        assert "还没有核对" in (await admin.get("/desk/trail/verdict")).text
        refused = await admin.get("/desk/trail", chain="knowledge")
        assert (refused.status_code, "知识服务暂时没有回应" in refused.text) == (503, True)
