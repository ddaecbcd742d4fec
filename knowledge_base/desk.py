"""How a command reaches the knowledge: through the running service, or by owning the index itself."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Protocol, TypeVar

from chassis.http import create_client
from chassis.logs import new_trace_id
from knowledge_base.client import KnowledgeClient
from knowledge_base.errors import ServiceRunning
from knowledge_base.migrate import migrate
from knowledge_base.ownership import own_index
from knowledge_base.ports import Embedder
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.views import ingested, superseded
from knowledge_base.wire import Answer, AnswerRequest, Ingested, Superseded

_TIMEOUT_SECONDS = 30.0

T = TypeVar("T")


class Desk(Protocol):
    def answer(self, request: AnswerRequest) -> Answer: ...

    def ingest(
        self, name: str, content: bytes, *, publish: bool, region: str | None, effective_from: date | None
    ) -> Ingested: ...

    def supersede(self, document_id: str, *, by: str, on: date) -> Superseded: ...


@contextmanager
def open_desk(settings: KnowledgeSettings) -> Iterator[Desk]:
    """The running service where there is one."""
    try:
        with own_knowledge(settings) as knowledge:
            yield OwnDesk(knowledge)
    except ServiceRunning:
        yield ServiceDesk(settings)


@contextmanager
def own_knowledge(settings: KnowledgeSettings, *, embedder: Embedder | None = None) -> Iterator[Knowledge]:
    """The parts of the service in this process. `embedder` as in `bootstrap.build`.

    Raises:
        ServiceRunning: the service owns the index.
    """
    with own_index(settings.lock_file):
        # Chroma takes seconds to import, and only who owns the index needs it.
        from knowledge_base.bootstrap import build  # noqa: PLC0415

        migrate(settings)
        knowledge = build(settings, embedder=embedder)
        try:
            yield knowledge
        finally:
            knowledge.close()


class OwnDesk:
    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def answer(self, request: AnswerRequest) -> Answer:
        self._knowledge.refresh()
        return self._knowledge.answer(request, trace_id=new_trace_id())

    def ingest(
        self, name: str, content: bytes, *, publish: bool, region: str | None, effective_from: date | None
    ) -> Ingested:
        taken = self._knowledge.ingest(
            name, content, publish=publish, region=region, effective_from=effective_from
        )
        if publish:
            self._knowledge.refresh()
        return ingested(taken, self._knowledge.store)

    def supersede(self, document_id: str, *, by: str, on: date) -> Superseded:
        succession = self._knowledge.supersede(document_id, by=by, on=on)
        return superseded(succession, self._knowledge.store)


class ServiceDesk:
    def __init__(self, settings: KnowledgeSettings) -> None:
        self._settings = settings

    def answer(self, request: AnswerRequest) -> Answer:
        return self._ask(lambda client: client.answer(request, trace_id=new_trace_id()))

    def ingest(
        self, name: str, content: bytes, *, publish: bool, region: str | None, effective_from: date | None
    ) -> Ingested:
        return self._ask(
            lambda client: client.ingest(
                name, content, publish=publish, region=region, effective_from=effective_from
            )
        )

    def supersede(self, document_id: str, *, by: str, on: date) -> Superseded:
        return self._ask(lambda client: client.supersede(document_id, by=by, on=on))

    def _ask(self, call: Callable[[KnowledgeClient], Awaitable[T]]) -> T:
        async def ask() -> T:
            http = create_client(
                base_url=self._settings.knowledge_url,
                token=self._settings.service_token.get_secret_value(),
                timeout_seconds=_TIMEOUT_SECONDS,
            )
            async with http:
                return await call(KnowledgeClient(http))

        return asyncio.run(ask())
