"""The trail, page by page, and its verification."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from connectors.console.errors import KnowledgeRefused, KnowledgeUnavailable
from connectors.console.trail.chains import LINES_A_PAGE, Chain, lines_of, verdict_of
from connectors.console.visit import Administering, Visit
from knowledge_base.desk_wire.trail import TrailVerdict

router = APIRouter(prefix="/trail")


@router.get("")
async def show_trail(
    visit: Administering,
    chain: Chain = Chain.CONSOLE,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    account: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    lines = await lines_of(visit, chain, before=before, account=account.strip() or None)
    more = {"chain": chain, "account": account, "before": lines[-1].number if lines else ""}
    return visit.page(
        "trail/lines.html",
        chain=chain,
        account=account,
        lines=lines,
        older=f"/desk/trail?{urlencode(more)}" if len(lines) == LINES_A_PAGE else "",
    )


@router.get("/verdict")
async def show_verdict(visit: Administering) -> Response:
    """Each chain with what was found of it; None where the service did not answer."""
    verdicts = {chain.value: await _verdict(visit, chain) for chain in Chain}
    return visit.page("trail/verdict.html", verdicts=verdicts)


async def _verdict(visit: Visit, chain: Chain) -> TrailVerdict | None:
    try:
        return await verdict_of(visit, chain)
    except (KnowledgeUnavailable, KnowledgeRefused):
        return None
