"""The two chains, read alike: the gateway's own, and the knowledge service's through its API."""

import asyncio
from enum import StrEnum

from chassis.audit import Line, read, verify
from connectors.console.staff.tables import audit
from connectors.console.visit import Visit
from knowledge_base.desk_wire.trail import TrailLine, TrailLines, TrailVerdict

LINES_A_PAGE = 50


class Chain(StrEnum):
    KNOWLEDGE = "knowledge"
    CONSOLE = "console"


async def lines_of(visit: Visit, chain: Chain, *, before: int | None, account: str | None) -> list[TrailLine]:
    """The latest first."""
    if chain is Chain.KNOWLEDGE:
        found = await visit.office.get(
            "/trail", TrailLines, before=before, account=account, limit=LINES_A_PAGE
        )
        return found.lines

    def own() -> list[Line]:
        with visit.console.database.connect() as connection:
            return read(connection, audit, before=before, account=account, limit=LINES_A_PAGE)

    return [TrailLine.of(line) for line in await asyncio.to_thread(own)]


async def verdict_of(visit: Visit, chain: Chain) -> TrailVerdict:
    if chain is Chain.KNOWLEDGE:
        return await visit.office.get("/trail/verdict", TrailVerdict)

    def own() -> TrailVerdict:
        with visit.console.database.connect() as connection:
            return TrailVerdict.of(verify(connection, audit))

    return await asyncio.to_thread(own)
