"""Who is signed in where: one's own for everybody, all for admins."""

import asyncio

from fastapi import APIRouter, Response

from connectors.console.visit import Administering, Signed

router = APIRouter()


@router.get("/sessions")
async def show_sessions(visit: Administering) -> Response:
    found = await asyncio.to_thread(visit.console.sessions.live)
    return visit.page("people/sessions.html", sessions=found)


@router.post("/sessions/{session_id}/end")
async def end_session(visit: Administering, session_id: str) -> Response:
    await asyncio.to_thread(visit.console.sessions.end, session_id, by=visit.person)
    return visit.go("/desk/sessions", said="people.ended")


@router.get("/own-sessions")
async def show_own(visit: Signed) -> Response:
    found = await asyncio.to_thread(visit.console.sessions.live, visit.person.account)
    return visit.page("people/own_sessions.html", sessions=found, own=visit.session.id)


@router.post("/own-sessions/end")
async def end_own(visit: Signed) -> Response:
    """All but this one."""
    ended = await asyncio.to_thread(
        visit.console.sessions.end_all, visit.person.account, by=visit.person, but=visit.session.id
    )
    return visit.go("/desk/own-sessions", said="people.ended" if ended else "people.nothing_ended")
