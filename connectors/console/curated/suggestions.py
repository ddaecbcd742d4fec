"""What citizens ask and no point says, with its conversations."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Response

from connectors.console.office import path_of
from connectors.console.visit import Editing, Viewing
from knowledge_base.desk_wire.curated import SuggestionView
from knowledge_base.desk_wire.documents import DocumentPage

router = APIRouter(prefix="/suggestions")

_DOCUMENTS = 100


@router.get("")
async def show_suggestions(
    visit: Viewing, state: Annotated[Literal["open", "taken", "dismissed"], Query()] = "open"
) -> Response:
    found = await visit.office.get("/suggestions", list[SuggestionView], state=state, limit=100)
    return visit.page("curated/suggestions.html", state=state, found=found)


@router.get("/{suggestion_id}")
async def show_suggestion(visit: Viewing, suggestion_id: str) -> Response:
    return visit.page(
        "curated/suggestion.html",
        found=await visit.office.get(path_of("suggestions", suggestion_id), SuggestionView),
        documents=(await visit.office.get("/documents", DocumentPage, limit=_DOCUMENTS)).documents,
    )


@router.post("/{suggestion_id}/take")
async def take(
    visit: Editing, suggestion_id: str, *, document_id: Annotated[str, Form(max_length=100)]
) -> Response:
    """To the form of a new point of that document."""
    suggestion = path_of(suggestion_id)[1:]
    return visit.go(f"/desk{path_of('points', document_id, 'new')}?suggestion={suggestion}")


@router.post("/{suggestion_id}/dismiss")
async def dismiss(
    visit: Editing, suggestion_id: str, *, reason: Annotated[str, Form(max_length=1000)]
) -> Response:
    await visit.office.tell(path_of("suggestions", suggestion_id, "dismiss"), {"reason": reason})
    return visit.go("/desk/suggestions", said="curated.dismissed")
