"""The knowledge service as other services see it."""

from collections.abc import Sequence
from datetime import date
from pathlib import PurePath
from typing import TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from chassis.logs import TRACE_HEADER, get_logger
from knowledge_base.desk_wire.asked import CallersFeedback, FeedbackTaken, Rated, RatingRequest
from knowledge_base.errors import (
    AskedUnknown,
    ContentMismatch,
    DateUnreadable,
    DocumentRefused,
    DocumentUnknown,
    FileTooLarge,
    FormatUnknown,
    KnowledgeError,
    KnowledgeUnavailable,
    QuestionEmpty,
    QuestionTooLong,
    RegionUnknown,
    SupersededByItself,
    TableBroken,
    TextMissing,
)
from knowledge_base.wire import (
    Answer,
    AnswerRequest,
    DocumentSummary,
    Ingested,
    PointsTold,
    Screened,
    ScreenRequest,
    Superseded,
    SupersedeRequest,
)

SCREEN_TIMEOUT_SECONDS = 1.0  # takes milliseconds, and whoever asks can go on without it
_INGEST_TIMEOUT_SECONDS = 1800.0
_REFUSALS: dict[str, type[KnowledgeError]] = {
    error.code: error
    for error in (
        QuestionEmpty,
        QuestionTooLong,
        RegionUnknown,
        DateUnreadable,
        DocumentRefused,
        FormatUnknown,
        ContentMismatch,
        TextMissing,
        FileTooLarge,
        TableBroken,
        DocumentUnknown,
        SupersededByItself,
        AskedUnknown,
    )
}
_DOCUMENTS = TypeAdapter(list[DocumentSummary])

W = TypeVar("W", bound=BaseModel)


class _ErrorBody(BaseModel):
    code: str
    message: str


class _ErrorEnvelope(BaseModel):
    error: _ErrorBody


class KnowledgeClient:
    """Raises what the service refused a request with, and `KnowledgeUnavailable` for everything else.

    `http` carries the service token, the base address and the time-outs (`chassis.http.create_client`).
    """

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def answer(self, request: AnswerRequest, *, trace_id: str) -> Answer:
        content = await self._send(
            self._http.build_request(
                "POST",
                "/kb/v1/answer",
                json=request.model_dump(mode="json"),
                headers={TRACE_HEADER: trace_id},
            )
        )
        return _read(Answer, content)

    async def screen(self, request: ScreenRequest, *, trace_id: str) -> Screened:
        content = await self._send(
            self._http.build_request(
                "POST",
                "/kb/v1/screen",
                json=request.model_dump(mode="json"),
                headers={TRACE_HEADER: trace_id},
                timeout=SCREEN_TIMEOUT_SECONDS,
            )
        )
        return _read(Screened, content)

    async def points(self, ids: Sequence[str], *, trace_id: str) -> PointsTold:
        """Policy points by `document:point`; those that are not published are left out."""
        sent = self._http.build_request(
            "GET",
            "/kb/v1/points",
            params={"id": list(ids)},
            headers={TRACE_HEADER: trace_id},
        )
        return _read(PointsTold, await self._send(sent))

    async def feedback(self, said: CallersFeedback) -> FeedbackTaken:
        """An answer is wrong, as a citizen or an agent says."""
        sent = self._http.build_request("POST", "/kb/v1/feedback", json=said.model_dump(mode="json"))
        return _read(FeedbackTaken, await self._send(sent))

    async def rate(self, rating: RatingRequest) -> Rated:
        """Of one key the first stands."""
        sent = self._http.build_request("POST", "/kb/v1/ratings", json=rating.model_dump(mode="json"))
        return _read(Rated, await self._send(sent))

    async def ingest(
        self,
        name: str,
        content: bytes,
        *,
        publish: bool,
        region: str | None = None,
        effective_from: date | None = None,
    ) -> Ingested:
        options = {"publish": str(publish).lower()}
        if region:
            options["region"] = region
        if effective_from:
            options["effective_from"] = effective_from.isoformat()
        sent = self._http.build_request(
            "POST",
            "/kb/v1/documents",
            params=options,
            files={"file": (PurePath(name).name, content)},
            timeout=_INGEST_TIMEOUT_SECONDS,
        )
        return _read(Ingested, await self._send(sent))

    async def supersede(self, document_id: str, *, by: str, on: date) -> Superseded:
        sent = self._http.build_request(
            "POST",
            f"/kb/v1/documents/{quote(document_id, safe='')}/supersede",
            json=SupersedeRequest(by=by, on=on).model_dump(mode="json"),
        )
        return _read(Superseded, await self._send(sent))

    async def documents(self) -> list[DocumentSummary]:
        content = await self._send(self._http.build_request("GET", "/kb/v1/documents"))
        try:
            return _DOCUMENTS.validate_json(content)
        except ValidationError as error:
            raise KnowledgeUnavailable(f"not a list of documents: {error}") from error

    async def _send(self, request: httpx.Request) -> bytes:
        try:
            response = await self._http.send(request)
        except httpx.HTTPError as error:
            raise KnowledgeUnavailable(f"{request.url}: {error!r}") from error
        if response.status_code != httpx.codes.OK:
            raise _refusal(response)
        return response.content


def _read(model: type[W], content: bytes) -> W:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise KnowledgeUnavailable(f"not {model.__name__}: {error}") from error


def _refusal(response: httpx.Response) -> KnowledgeError:
    try:
        body = _ErrorEnvelope.model_validate_json(response.content).error
    except ValidationError:
        return KnowledgeUnavailable(f"status {response.status_code}, not in our format")
    known = _REFUSALS.get(body.code)
    if known is None:
        get_logger().error("knowledge_failed", status=response.status_code, code=body.code)
        return KnowledgeUnavailable(f"status {response.status_code}: {body.code}")
    return known(f"refused by the service: {body.code}", message=body.message)
