"""The HTTP service on real SQLite and Chroma with the fake embedder."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.http import create_client
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.client import KnowledgeClient
from knowledge_base.model_usage import ModelUse
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeEmbedder
from tests.knowledge_base.publish.policies import write_policy

TOKEN = "a-service-token-for-tests"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def embedder() -> FakeEmbedder:
    return FakeEmbedder()


@pytest.fixture
def model_use() -> ModelUse | None:
    """No language model, unless a test module brings one."""
    return None


@pytest.fixture
def knowledge(
    tmp_path: Path, sqlite_engine: Engine, embedder: FakeEmbedder, model_use: ModelUse | None
) -> Iterator[Knowledge]:
    """A service that knows the invented town plan; its indexes are not built yet."""
    state = SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    built = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
        clock=FixedClock(datetime(2030, 1, 15, 9, 30, tzinfo=OFFICE_ZONE)),
        model=model_use,
    )
    built.load_policy_points(write_policy(tmp_path / "policies"))
    yield built
    client.close()


@asynccontextmanager
async def running(knowledge: Knowledge, *, token: str = TOKEN) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service between its start and its stop."""
    settings = KnowledgeSettings(service_token=SecretStr(TOKEN))
    app = create_api(knowledge, settings)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    client = create_client(base_url="http://kb", token=token, transport=transport)
    async with app.router.lifespan_context(app), client as http:
        yield http


@pytest.fixture
async def http(knowledge: Knowledge) -> AsyncIterator[httpx.AsyncClient]:
    """A ready service."""
    knowledge.refresh()
    async with running(knowledge) as client:
        yield client


@pytest.fixture
def client(http: httpx.AsyncClient) -> KnowledgeClient:
    return KnowledgeClient(http)
