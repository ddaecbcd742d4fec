"""The knowledge service's routes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query, UploadFile
from starlette.concurrency import run_in_threadpool

from chassis.errors import CivicError
from chassis.logs import current_trace_id, get_logger
from chassis.settings import ServiceSettings
from chassis.staff import StaffTokens
from chassis.staff_web import admit_staff
from chassis.tokens import TokenSigner
from chassis.web import create_app, require_service_token
from knowledge_base.days import Day
from knowledge_base.desk_bootstrap import KnowledgeDesk
from knowledge_base.desk_wire.loads import MAX_BODY_BYTES
from knowledge_base.errors import DocumentUnknown
from knowledge_base.ingest.read import LARGEST_FILE_BYTES
from knowledge_base.publish.indexing import IndexingStopped
from knowledge_base.service import Knowledge
from knowledge_base.tokens import tokens
from knowledge_base.views import document_summary, ingested, superseded, version_view
from knowledge_base.web import (
    approval,
    archive,
    asked,
    bench,
    checks,
    curated,
    loads,
    question_sets,
    suggestions,
    trail,
    versions,
    watch,
)
from knowledge_base.web.deps import KnowledgeHere
from knowledge_base.web.model_counters import ModelCounters, model_view
from knowledge_base.wire import (
    MAX_POINTS,
    Answer,
    AnswerRequest,
    DocumentSummary,
    Ingested,
    ModelView,
    PointsTold,
    Screened,
    ScreenRequest,
    Superseded,
    SupersedeRequest,
    VersionView,
)

_MULTIPART_BYTES = 100_000  # what the form adds to the file
_RETRY_SECONDS = 10.0
_LOOK_SECONDS = 3.0

router = APIRouter(prefix="/kb/v1")


def create_api(knowledge: Knowledge, settings: ServiceSettings, desk: KnowledgeDesk | None = None) -> FastAPI:
    """The service on its parts; it brings the indexes up to date once it runs.

    Staff routes are there with a `desk`, for which the indexes' documents must stand in SQL, and with a key
    by which staff tokens can be told.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(_load_words, knowledge)
        repair = asyncio.create_task(_keep_up(knowledge))
        async with AsyncExitStack() as going:
            for rounds in desk.rounds if desk else ():
                await going.enter_async_context(rounds.going())
            yield
        knowledge.indexing.stop()
        repair.cancel()
        await asyncio.gather(repair, return_exceptions=True)

    app = create_app(
        title="办事通知识服务",
        version="1",
        readiness=lambda: run_in_threadpool(_checks, knowledge),
        lifespan=lifespan,
        docs_url="/kb/docs",
        max_body_bytes=LARGEST_FILE_BYTES + _MULTIPART_BYTES,
        larger_bodies={"/kb/v1/desk/loads": MAX_BODY_BYTES},
    )
    app.state.knowledge = knowledge
    if knowledge.model:
        app.state.metrics.register(ModelCounters(knowledge.model))
    app.include_router(router, dependencies=[Depends(require_service_token(settings))])
    if desk:
        app.state.desk = desk
        app.include_router(asked.callers, dependencies=[Depends(require_service_token(settings))])
    if desk and settings.signing_key.get_secret_value():
        admit_staff(app, StaffTokens(TokenSigner(settings.signing_key.get_secret_value())))
        for area in _staff_routers():
            app.include_router(area)
    return app


def _staff_routers() -> tuple[APIRouter, ...]:
    """Each route asks for a person and names the role that it needs."""
    return (
        approval.router,
        curated.router,
        suggestions.router,
        watch.router,
        archive.router,
        asked.router,
        checks.router,
        question_sets.router,
        bench.router,
        loads.router,
        versions.router,
        trail.router,
    )


def _load_words(knowledge: Knowledge) -> None:
    """Reads the dictionary and the expressions, which no question should wait for."""
    tokens("失业登记")
    knowledge.screen(ScreenRequest(question="失业登记"))


async def _keep_up(knowledge: Knowledge) -> None:
    """SQL is the truth: what is published, however, is indexed, and what a killed process left put right."""
    while True:
        try:
            if not knowledge.indexing.is_current or await asyncio.to_thread(knowledge.indexing.is_behind):
                await asyncio.to_thread(knowledge.refresh)
            await asyncio.sleep(_LOOK_SECONDS)
        except IndexingStopped:
            return
        except Exception as error:
            get_logger().error("index_refresh_failed", exc_info=error)
            await asyncio.sleep(_RETRY_SECONDS)


def _checks(knowledge: Knowledge) -> dict[str, bool]:
    """The index is ready, too, while the meaning of what is found by words already is catching up."""
    index = knowledge.indexing.is_current or knowledge.indexing.is_catching_up
    try:
        knowledge.probe_embedder()
    except CivicError as error:
        get_logger().warning("embedder_not_ready", detail=str(error))
        return {"index": index, "embedder": False}
    return {"index": index, "embedder": True}


@router.post("/answer")
def answer(request: AnswerRequest, knowledge: KnowledgeHere) -> Answer:
    """Answer a question from the published documents, with citations."""
    return knowledge.answer(request, trace_id=current_trace_id())


@router.post("/screen")
def screen(request: ScreenRequest, knowledge: KnowledgeHere) -> Screened:
    """Say whether a citizen's words, whatever their topic, speak of danger or try to manipulate."""
    return knowledge.screen(request)


@router.get("/points")
def points(
    knowledge: KnowledgeHere,
    ids: Annotated[list[str], Query(alias="id", min_length=1, max_length=MAX_POINTS)],
) -> PointsTold:
    """Policy points by `document:point`, cited and cautioned as in answers. Unpublished ones are left out."""
    return knowledge.tell(ids)


@router.get("/model")
def model(knowledge: KnowledgeHere) -> ModelView:
    """The optional language model: its calls, what was made of them, tokens and cost."""
    return model_view(knowledge.model)


@router.get("/documents")
def documents(knowledge: KnowledgeHere) -> list[DocumentSummary]:
    """All documents with their versions."""
    return [document_summary(document, knowledge.store) for document in knowledge.store.documents()]


@router.get("/documents/{document_id}")
def document(document_id: str, knowledge: KnowledgeHere) -> DocumentSummary:
    """One document with its versions."""
    found = knowledge.store.document(document_id)
    if found is None:
        raise DocumentUnknown(f"no document {document_id!r}")
    return document_summary(found, knowledge.store)


@router.get("/documents/{document_id}/versions/{number}")
def version(document_id: str, number: int, knowledge: KnowledgeHere) -> VersionView:
    """One version of a document, section by section."""
    found = knowledge.store.version(document_id, number)
    if found is None:
        raise DocumentUnknown(f"no version {number} of document {document_id!r}")
    return version_view(found, knowledge.store.sections(document_id, number))


@router.post("/documents")
def ingest(
    file: UploadFile,
    knowledge: KnowledgeHere,
    publish: bool = False,
    region: str | None = None,
    effective_from: Day | None = None,
) -> Ingested:
    """Take in an official document; with `publish`, answer from it as soon as the call returns.

    `effective_from` is the text's first day, where that is another than the day the paper states or bears.
    """
    taken = knowledge.ingest(
        file.filename or "",
        file.file.read(),
        publish=publish,
        region=region,
        effective_from=effective_from,
    )
    if publish:
        knowledge.refresh(at_once=True)
    return ingested(taken, knowledge.store)


# A path: whoever writes a file's name for an id is told that there is no such document.
@router.post("/documents/{document_id:path}/supersede")
def supersede(document_id: str, request: SupersedeRequest, knowledge: KnowledgeHere) -> Superseded:
    """Another document takes this one's place from a day on; the same again changes nothing."""
    return superseded(knowledge.supersede(document_id, by=request.by, on=request.on), knowledge.store)
