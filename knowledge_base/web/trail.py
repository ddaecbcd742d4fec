"""Who did what to the knowledge, for admins."""

from typing import Annotated

from fastapi import APIRouter, Query

from chassis.audit import read, verify
from chassis.errors import NotReady
from chassis.staff_web import Administering
from knowledge_base.adapters.tables import audit
from knowledge_base.desk_wire.trail import TrailLine, TrailLines, TrailVerdict
from knowledge_base.web.deps import KnowledgeHere

router = APIRouter(prefix="/kb/v1/desk", tags=["trail"])


@router.get("/trail")
def trail(
    _: Administering,
    knowledge: KnowledgeHere,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    account: Annotated[str | None, Query(max_length=100)] = None,
    subject: Annotated[str | None, Query(max_length=500)] = None,
) -> TrailLines:
    """What was done, the latest first; those with a number below `before`."""
    if knowledge.database is None:
        raise NotReady("no database")
    with knowledge.database.connect() as connection:
        lines = read(connection, audit, before=before, limit=limit, account=account, subject=subject)
    return TrailLines(lines=[TrailLine.of(line) for line in lines])


@router.get("/trail/verdict")
def trail_verdict(_: Administering, knowledge: KnowledgeHere) -> TrailVerdict:
    """Go along the whole chain."""
    if knowledge.database is None:
        raise NotReady("no database")
    with knowledge.database.connect() as connection:
        return TrailVerdict.of(verify(connection, audit))
