"""An invented knowledge base of two districts, held in memory, for the tests of the answer.

The documents, their facts and their figures are made up. One plan is in force and its period has ended; the
other has expired. The tests ask either in a passage's own wording or of something else entirely, and so do
not hang on the judge's weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from chassis.clock import FixedClock
from chassis.regions import RegionRegistry
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.pipeline import Pipeline
from knowledge_base.models import (
    Case,
    Chunk,
    Document,
    DocumentKind,
    PointKind,
    Section,
    Source,
    Table,
    Term,
    Validity,
    Version,
    VersionState,
)
from knowledge_base.wire import Answer, AnswerRequest, HistoryTurn
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.indexed import fill

YUEXIU = "440104"
LONGHUA = "440309"
TODAY = date(2026, 3, 2)

RIVER = Document(
    id="river-plan",
    title="河岸便民服务规划",
    issuer="河岸便民办公室",
    region=YUEXIU,
    number="河便〔2021〕3号",
    published_on=date(2022, 2, 2),
    period_from=date(2021, 1, 1),
    period_to=date(2025, 12, 31),
    url="https://river.example/plan",
)
HILL = Document(
    id="hill-plan",
    title="山岗人才规划",
    issuer="山岗人才办公室",
    region=LONGHUA,
    published_on=date(2022, 3, 3),
    period_from=date(2021, 1, 1),
    period_to=date(2025, 12, 31),
    validity=Validity.EXPIRED,
)
GUIDE = Document(
    id="river-guide",
    title="河岸办事指南",
    issuer="河岸便民办公室",
    region=YUEXIU,
    kind=DocumentKind.GUIDE,
)


@dataclass(frozen=True)
class Entry:
    """One passage of an invented document."""

    document: Document
    quote: str
    kind: PointKind | None = PointKind.MEASURE
    subject: str = ""
    asks: tuple[str, ...] = ()
    source: Source = Source.POLICY_POINT
    path: tuple[str, ...] = ("第一章", "便民服务")
    table: Table | None = None
    text: str = ""
    cases: tuple[Case, ...] = ()
    period_to: date | None = None


LIMIT = Entry(
    RIVER,
    "在网上办灯笼登记,3个工作日办好。到窗口办,材料齐的当场办好。",
    PointKind.LIMIT,
    "灯笼登记",
    ("灯笼登记要多久", "灯笼登记几天办好"),
)
CARD_ONLY = Entry(
    RIVER, "渡船卡由街道服务站发放。", PointKind.MEASURE, "渡船卡", ("渡船卡要多久办好", "渡船卡谁来发")
)
RIVER_TARGET = Entry(
    RIVER, "到2025年,桥工总数要达到4.5万人。", PointKind.TARGET, "桥工总数", ("桥工总数的目标是多少",)
)
HILL_TARGET = Entry(
    HILL, "到2025年,桥工总数要达到7.2万人。", PointKind.TARGET, "桥工总数", ("桥工总数的目标是多少",)
)
HILL_MEASURE = Entry(
    HILL, "山岗区给竹匠学徒安排师傅带教。", PointKind.MEASURE, "竹匠学徒", ("竹匠学徒有什么支持",)
)
RECORD = Entry(
    RIVER, "2020年末,河岸有船坞服务站18个。", PointKind.RECORD, "船坞服务站", ("船坞服务站有几个",)
)
FUND = Entry(
    RIVER,
    "纸鸢基金总额2000万元,用来支持纸鸢手艺。",
    PointKind.MEASURE,
    "纸鸢基金",
    ("纸鸢基金每人能领多少钱",),
)
GUIDE_FACT = Entry(
    GUIDE, "茶艺登记凭身份证到窗口办。", PointKind.CONDITION, "茶艺登记", ("茶艺登记要带什么证件",)
)
ALL = (LIMIT, CARD_ONLY, RIVER_TARGET, HILL_TARGET, HILL_MEASURE, RECORD, FUND, GUIDE_FACT)


def official_row(
    document: Document, *, header: tuple[str, ...], cells: tuple[str, ...], **options: Any
) -> Entry:
    """A row as ingestion makes it: the quote is the row as it stands, the text names each cell's header."""
    text = "; ".join(f"{name}: {cell}" for name, cell in zip(header, cells, strict=True))
    table = Table(header=header, rows=(cells,))
    return Entry(document, "\n".join(cells), source=Source.OFFICIAL, table=table, text=text, **options)


@dataclass
class MemoryStore:
    """Versions, sections and chunks as SQL would hold them. `versions_by_key` may be altered by a test."""

    heads: dict[str, Document] = field(default_factory=dict)
    versions_by_key: dict[tuple[str, int], Version] = field(default_factory=dict)
    sections_by_key: dict[tuple[str, int], list[Section]] = field(default_factory=dict)
    chunks_by_id: dict[str, Chunk] = field(default_factory=dict)

    def document(self, document_id: str) -> Document | None:
        return self.heads.get(document_id)

    def documents(self) -> list[Document]:
        return list(self.heads.values())

    def version(self, document_id: str, number: int) -> Version | None:
        return self.versions_by_key.get((document_id, number))

    def sections(self, document_id: str, number: int) -> list[Section]:
        return self.sections_by_key.get((document_id, number), [])

    def version_chunks(self, document_id: str, number: int) -> list[Chunk]:
        return [
            chunk
            for chunk in self.chunks_by_id.values()
            if (chunk.document_id, chunk.version) == (document_id, number)
        ]

    def terms(self) -> list[Term]:
        return [
            Term(
                document_id=version.document_id,
                number=version.number,
                source=version.source,
                region=self.heads[version.document_id].region,
                state=version.state,
                effective_from=self.heads[version.document_id].published_on,
            )
            for version in self.versions_by_key.values()
        ]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        return {chunk_id: self.chunks_by_id[chunk_id] for chunk_id in ids if chunk_id in self.chunks_by_id}

    def add(self, entry: Entry) -> Chunk:
        """Append a passage to its document's version of that source."""
        number = 1 if entry.source is Source.POLICY_POINT else 2
        key = (entry.document.id, number)
        self.heads[entry.document.id] = entry.document
        before = self.versions_by_key[key].text + "\n" if key in self.versions_by_key else ""
        start, end = len(before), len(before) + len(entry.quote)
        self.versions_by_key[key] = Version(
            document_id=entry.document.id,
            number=number,
            source=entry.source,
            text=before + entry.quote,
            content_hash="",
            state=VersionState.PUBLISHED,
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        spans = ((start, end),) if entry.table else ()
        section = Section(path=entry.path, start=start, end=end, table=entry.table, row_spans=spans)
        self.sections_by_key.setdefault(key, []).append(section)
        chunk = Chunk(
            id=f"{entry.document.id}:{number}:{len(self.chunks_by_id)}",
            document_id=entry.document.id,
            version=number,
            source=entry.source,
            region=entry.document.region,
            path=entry.path,
            text=entry.text or entry.quote,
            start=start,
            end=end,
            quote=entry.quote,
            kind=entry.kind,
            subject=entry.subject,
            cases=entry.cases,
            wordings=entry.asks,
            is_table_row=entry.table is not None,
            period_to=entry.period_to,
        )
        self.chunks_by_id[chunk.id] = chunk
        return chunk

    def tamper(self, chunk: Chunk) -> None:
        """Alter the stored text under a chunk's quote."""
        key = (chunk.document_id, chunk.version)
        version = self.versions_by_key[key]
        text = version.text[: chunk.start] + "改" + version.text[chunk.start + 1 :]
        self.versions_by_key[key] = replace(version, text=text)


@dataclass
class Town:
    """The services of the answer over some entries, and the chunks that these became."""

    services: Services
    store: MemoryStore
    chunks: dict[str, Chunk]

    def ask(self, question: str, **options: Any) -> Answer:
        return Pipeline(self.services).answer(request(question, **options), trace_id="trace-of-the-test")


def town(*entries: Entry) -> Town:
    """A knowledge base that holds these entries. `chunks` is keyed by quote."""
    store = MemoryStore()
    chunks = {entry.quote: store.add(entry) for entry in entries}
    embedder = PairEmbedder()
    chunk_index, word_index = MemoryChunkIndex(embedder), MemoryWordIndex()
    fill(chunk_index, store.chunks_by_id.values())
    fill(word_index, store.chunks_by_id.values())
    services = Services(
        store=store,  # type: ignore[arg-type]
        chunk_index=chunk_index,
        word_index=word_index,
        embedder=embedder,
        clock=FixedClock(datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)),
        regions=RegionRegistry.load(),
    )
    return Town(services=services, store=store, chunks=chunks)


def request(
    question: str, *, history: Sequence[tuple[str, str | None]] = (), **options: Any
) -> AnswerRequest:
    turns = [HistoryTurn(question=text, region=region) for text, region in history]
    return AnswerRequest(question=question, history=turns, **options)


def context(question: str, **options: Any) -> Context:
    """A context before the first step."""
    return Context(request=request(question, **options), trace_id="trace-of-the-test", as_of=TODAY)
