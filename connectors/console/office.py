"""The knowledge service as the console asks it: in the name of whoever is signed in."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from chassis.staff import Person, StaffTokens
from connectors.console.errors import KnowledgeRefused, KnowledgeUnavailable

T = TypeVar("T")

BASE = "/kb/v1/desk"
_TOKEN_SECONDS = 60
Files = Sequence[tuple[str, tuple[str, bytes, str]]]
"""(field, (name of the file, content, media type))."""


@dataclass(frozen=True)
class Download:
    """A file that the knowledge service made, to be passed on."""

    content: bytes
    media_type: str
    disposition: str


def path_of(*parts: str | int) -> str:
    """`path_of("loads", load_id, "draft")` is `/loads/…/draft`: whatever a part holds, it stays one part."""
    return "".join(f"/{quote(str(part), safe='')}" for part in parts)


@dataclass(frozen=True)
class Office:
    """One person's way to the staff routes. Paths are relative to `/kb/v1/desk`.

    All calls raise KnowledgeUnavailable (no answer in time, or none that can be read) and KnowledgeRefused
    (with the service's own status, code and sentence).
    """

    http: httpx.AsyncClient
    tokens: StaffTokens
    person: Person
    upload_seconds: float

    async def get(self, path: str, model: type[T], **query: Any) -> T:
        """`model` is what the answer has to be: a wire model, or a list. None is left out of `query`."""
        given = {name: value for name, value in query.items() if value is not None}
        return _read(await self._send("GET", path, params=given), model)

    async def post(
        self,
        path: str,
        model: type[T],
        body: BaseModel | Mapping[str, Any] | None = None,
        *,
        is_long: bool = False,
    ) -> T:
        """`is_long`: it may take as long as sending files does."""
        sent = await self._send("POST", path, json=_body(body), **self._patience(is_long=is_long))
        return _read(sent, model)

    async def put(self, path: str, model: type[T], body: BaseModel | Mapping[str, Any] | None = None) -> T:
        return _read(await self._send("PUT", path, json=_body(body)), model)

    async def tell(
        self,
        path: str,
        body: BaseModel | Mapping[str, Any] | None = None,
        *,
        method: str = "POST",
        is_long: bool = False,
    ) -> None:
        """For routes that answer nothing (204), or nothing of interest. `is_long` as for `post`."""
        await self._send(method, path, json=_body(body), **self._patience(is_long=is_long))

    async def upload(
        self, path: str, model: type[T], files: Files, fields: Mapping[str, str] | None = None
    ) -> T:
        """Send files as a form."""
        response = await self._send(
            "POST", path, files=list(files), data=dict(fields or {}), timeout=self.upload_seconds
        )
        return _read(response, model)

    async def download(self, path: str, **query: Any) -> Download:
        given = {name: value for name, value in query.items() if value is not None}
        response = await self._send("GET", path, params=given, timeout=self.upload_seconds)
        return Download(
            response.content,
            response.headers.get("content-type", "application/octet-stream"),
            response.headers.get("content-disposition", "attachment"),
        )

    def _patience(self, *, is_long: bool) -> dict[str, float]:
        return {"timeout": self.upload_seconds} if is_long else {}

    async def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        token = self.tokens.issue(self.person, lifetime_seconds=_TOKEN_SECONDS)
        async with _asking():
            response = await self.http.request(
                method, BASE + path, headers={"Authorization": f"Bearer {token}"}, **options
            )
        if response.is_success:
            return response
        raise _refusal(response)


@dataclass(frozen=True)
class KnowledgeOffice:
    http: httpx.AsyncClient
    tokens: StaffTokens
    upload_seconds: float

    def for_person(self, person: Person) -> Office:
        return Office(self.http, self.tokens, person, self.upload_seconds)


@asynccontextmanager
async def _asking() -> AsyncIterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        raise KnowledgeUnavailable(type(error).__name__) from error


def _body(body: BaseModel | Mapping[str, Any] | None) -> Any:
    return body.model_dump(mode="json") if isinstance(body, BaseModel) else body


def _read(response: httpx.Response, model: type[T]) -> T:
    try:
        return TypeAdapter(model).validate_json(response.content)
    except ValidationError as error:
        raise KnowledgeUnavailable(f"an answer that cannot be read: {error.error_count()} faults") from error


def _refusal(response: httpx.Response) -> KnowledgeRefused | KnowledgeUnavailable:
    """What the service said in its own words; a proxy before it says nothing that we pass on."""
    try:
        told = response.json()["error"]
        return KnowledgeRefused(HTTPStatus(response.status_code), str(told["code"]), str(told["message"]))
    except (ValueError, KeyError, TypeError):
        return KnowledgeUnavailable(f"status {response.status_code}")
