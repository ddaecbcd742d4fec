"""Points of a document beside its official text, one point, and the form to write one."""

import secrets
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Response

from connectors.console.curated.forms import PointForm, form_of, section_value
from connectors.console.errors import KnowledgeRefused
from connectors.console.office import path_of
from connectors.console.visit import Editing, Viewing, Visit
from knowledge_base.desk_wire.curated import (
    ChangeView,
    CheckView,
    PointsOfDocument,
    PointView,
    PointWhole,
    SectionOfText,
    SuggestionView,
    WaitingChange,
)
from knowledge_base.desk_wire.documents import DocumentPage

router = APIRouter(prefix="/points")

Typed = Annotated[PointForm, Depends()]
_DOCUMENTS = 50


@router.get("")
async def show_documents(visit: Viewing, words: Annotated[str, Query(max_length=200)] = "") -> Response:
    """What waits for somebody, and the documents to write about."""
    return visit.page(
        "curated/documents.html",
        words=words,
        waiting=await visit.office.get("/points/waiting", list[WaitingChange]),
        found=await visit.office.get("/documents", DocumentPage, words=words, limit=_DOCUMENTS),
    )


@router.get("/{document_id}")
async def show_points(
    visit: Viewing, document_id: str, section: Annotated[int | None, Query(ge=0)] = None
) -> Response:
    """The headings with how many points each has, and one section beside its points."""
    whole = await visit.office.get(path_of("documents", document_id, "points"), PointsOfDocument)
    places = [_place(point, whole.sections) for point in whole.points]
    chosen = section if section is not None and section < len(whole.sections) else None
    shown = [
        point
        for point, place in zip(whole.points, places, strict=True)
        if (place == chosen if chosen is not None else _needs_somebody(point))
    ]
    return visit.page(
        "curated/points.html",
        whole=whole,
        chosen=chosen,
        shown=shown,
        counts=[places.count(index) for index in range(len(whole.sections))],
        nowhere=[point for point, place in zip(whole.points, places, strict=True) if place is None],
    )


@router.post("/{document_id}/check")
async def check(visit: Viewing, document_id: str, typed: Typed) -> Response:
    """A part of the form: what does not stand in the section, while it is typed."""
    return visit.page("curated/check.html", check=await _check(visit, document_id, typed))


@router.get("/{document_id}/new")
async def show_new(
    visit: Editing,
    document_id: str,
    section: Annotated[int | None, Query(ge=0)] = None,
    suggestion: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    whole = await visit.office.get(path_of("documents", document_id, "points"), PointsOfDocument)
    typed = PointForm()
    if section is not None and section < len(whole.sections):
        typed.section = section_value(whole.sections[section].path)
    if suggestion:
        asked = await visit.office.get(path_of("suggestions", suggestion), SuggestionView)
        typed.asks, typed.text = asked.question, asked.answer
    return await _form(
        visit,
        document_id,
        f"desk.{secrets.token_hex(6)}",
        typed,
        title=whole.title,
        sections=whole.sections,
        suggestion=suggestion or "",
    )


@router.get("/{document_id}/{point}")
async def show_point(visit: Viewing, document_id: str, point: str) -> Response:
    whole = await visit.office.get(path_of("documents", document_id, "points", point), PointWhole)
    return visit.page("curated/point.html", whole=whole, point=whole.point)


@router.get("/{document_id}/{point}/edit")
async def show_form(
    visit: Editing, document_id: str, point: str, *, shipped: Annotated[bool, Query()] = False
) -> Response:
    """`shipped` begins with the text that ships instead of what was made of it."""
    whole = await visit.office.get(path_of("documents", document_id, "points", point), PointWhole)
    pending = whole.point.pending
    content = whole.point.shipped if shipped else (pending.content if pending else None)
    content = content or whole.point.content or whole.point.shipped
    return await _form(
        visit,
        document_id,
        point,
        form_of(content) if content else PointForm(),
        title=whole.title,
        sections=whole.sections,
        revision=pending.revision if pending else 0,
    )


@router.post("/{document_id}/{point}/draft")
async def save(
    visit: Editing,
    document_id: str,
    point: str,
    typed: Typed,
    *,
    revision: Annotated[int, Form(ge=0)] = 0,
    suggestion: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    path = path_of("documents", document_id, "points", point, "draft")
    body = {"content": typed.body(), "revision": revision, "suggestion": suggestion or None}
    try:
        await visit.office.put(path, ChangeView, body)
    except KnowledgeRefused as error:
        whole = await visit.office.get(path_of("documents", document_id, "points"), PointsOfDocument)
        return await _form(
            visit,
            document_id,
            point,
            typed,
            title=whole.title,
            sections=whole.sections,
            revision=revision,
            suggestion=suggestion,
            refused=error,
        )
    return visit.go("/desk" + path_of("points", document_id, point), said="curated.saved")


async def _form(
    visit: Visit,
    document_id: str,
    point: str,
    typed: PointForm,
    *,
    title: str,
    sections: list[SectionOfText],
    revision: int = 0,
    suggestion: str = "",
    refused: KnowledgeRefused | None = None,
) -> Response:
    values = {section_value(section.path): section.path[-1] for section in sections}
    if typed.path() and typed.section not in values:
        values = {typed.section: typed.path()[-1], **values}
    return visit.page(
        "curated/form.html",
        status=HTTPStatus(refused.status) if refused else HTTPStatus.OK,
        error=refused.message if refused else "",
        document_id=document_id,
        point=point,
        title=title,
        typed=typed,
        sections=list(values.items()),
        revision=revision,
        suggestion=suggestion,
        check=await _check(visit, document_id, typed),
    )


async def _check(visit: Visit, document_id: str, typed: PointForm) -> CheckView:
    path = path_of("documents", document_id, "points", "check")
    return await visit.office.post(path, CheckView, typed.check_body())


def _place(point: PointView, sections: list[SectionOfText]) -> int | None:
    """The deepest section of the text that holds what the point cites."""
    cited = point.check.path
    holding = [
        (len(section.path), index)
        for index, section in enumerate(sections)
        if section.path == cited[: len(section.path)]
    ]
    return max(holding, default=(0, None))[1]


def _needs_somebody(point: PointView) -> bool:
    unsupported = point.check.has_official and not point.check.is_supported
    return point.pending is not None or point.is_conflict or unsupported
