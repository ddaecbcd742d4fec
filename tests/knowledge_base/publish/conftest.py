"""The knowledge service on real SQLite and Chroma with the fake embedder, and on fakes throughout."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from tests.knowledge_base.fakes import (
    FakeChunkIndex,
    FakeDocumentStore,
    FakeEmbedder,
    FakeIndexState,
    FakeWordIndex,
)
from tests.knowledge_base.publish.parts import Parts


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2030, 1, 15, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def fakes() -> Parts:
    embedder = FakeEmbedder()
    return Parts(
        store=FakeDocumentStore(),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
    )


@pytest.fixture
def adapters(tmp_path: Path, sqlite_engine: Engine) -> Iterator[Parts]:
    embedder, state = FakeEmbedder(), SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    yield Parts(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
    )
    client.close()


@pytest.fixture(params=["fakes", "adapters"])
def parts(request: pytest.FixtureRequest) -> Parts:
    chosen: Parts = request.getfixturevalue(request.param)
    return chosen
