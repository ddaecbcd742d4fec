"""The real knowledge service with its desk, on SQLite and on fakes of the indexes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from pydantic import SecretStr

from chassis.clock import OFFICE_ZONE, Clock, FixedClock
from chassis.database import create_engine, upgrade
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.desk_bootstrap import build_desk
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.settings import KnowledgeSettings
from knowledge_base.web.api import create_api
from tests.knowledge_base.fakes import FakeChunkIndex, FakeEmbedder, FakeWordIndex
from tests.standins.gateway import SIGNING_KEY

TODAY = FixedClock(datetime(2030, 1, 15, 9, 30, tzinfo=OFFICE_ZONE))


@contextmanager
def knowledge_desk(
    folder: Path, *, clock: Clock = TODAY, texts: dict[str, str] | None = None
) -> Iterator[FastAPI]:
    """`texts`: official documents that are published, by the name of their file."""
    url = f"sqlite:///{folder / 'knowledge.db'}"
    upgrade(url, MIGRATIONS)
    engine, embedder = create_engine(url), FakeEmbedder()
    knowledge = assemble(
        store=SqlDocumentStore(engine),
        chunk_index=FakeChunkIndex(embedder),
        word_index=FakeWordIndex(),
        embedder=embedder,
        state=SqlIndexState(engine),
        clock=clock,
        database=engine,
    )
    settings = KnowledgeSettings(
        var_dir=folder, signing_key=SecretStr(SIGNING_KEY), service_token=SecretStr("service-token")
    )
    for name, text in (texts or {}).items():
        knowledge.ingest(name, text.encode(), publish=True)
    knowledge.refresh()
    yield create_api(knowledge, settings, build_desk(settings, knowledge, clock=clock))
    knowledge.indexing.stop()
    engine.dispose()
