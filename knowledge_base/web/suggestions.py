"""Staff routes: what should be written, and what became of it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from chassis.staff_web import Answering, Editing, Viewing
from chassis.web import documented
from knowledge_base.curation import SuggestionState
from knowledge_base.desk_wire.curated import MAX_SHOWN, Dismissal, SuggestionRequest, SuggestionView
from knowledge_base.errors import RegionUnknown, SuggestionUnknown
from knowledge_base.web.curated_views import suggestion_view
from knowledge_base.web.deps import DeskHere, KnowledgeHere

router = APIRouter(prefix="/kb/v1/desk", tags=["curated"])

SuggestionId = Annotated[str, Path(max_length=100)]


@router.get("/suggestions")
def suggestions(
    _: Viewing,
    desk: DeskHere,
    state: SuggestionState = SuggestionState.OPEN,
    limit: Annotated[int, Query(ge=1, le=MAX_SHOWN)] = 50,
) -> list[SuggestionView]:
    """What should be written, most asked first."""
    made = desk.points.suggestions
    found = made.open(limit=limit) if state is SuggestionState.OPEN else made.closed(state, limit=limit)
    return [suggestion_view(suggestion) for suggestion in found]


@router.get("/suggestions/{suggestion_id}", responses=documented(SuggestionUnknown))
def suggestion(_: Viewing, suggestion_id: SuggestionId, desk: DeskHere) -> SuggestionView:
    """One suggestion with its conversations."""
    return suggestion_view(desk.points.suggestions.find(suggestion_id))


@router.post("/suggestions", responses=documented(RegionUnknown))
def suggest(
    person: Answering, request: SuggestionRequest, knowledge: KnowledgeHere, desk: DeskHere
) -> SuggestionView:
    """Suggest that what an agent answered becomes a point. The same question counts once a conversation."""
    if request.region is not None and knowledge.regions.find(request.region) is None:
        raise RegionUnknown(f"region {request.region!r}")
    return suggestion_view(
        desk.points.suggestions.suggest(
            person,
            question=request.question,
            answer=request.answer,
            region=request.region,
            conversation=request.conversation,
        )
    )


@router.post("/suggestions/{suggestion_id}/dismiss", responses=documented(SuggestionUnknown))
def dismiss(
    person: Editing, suggestion_id: SuggestionId, request: Dismissal, desk: DeskHere
) -> SuggestionView:
    """Say why nothing is made of it."""
    return suggestion_view(desk.points.suggestions.dismiss(person, suggestion_id, reason=request.reason))
