"""What is searched in an evaluation, and which of its passages are right.

Everything stands in folders of its own below `var/evaluation`, never in the databases that the environment
names. They stay: what was embedded once is not embedded again.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from chassis.clock import SystemClock
from evaluation.errors import QuestionsUnreadable
from evaluation.questions import Question
from evaluation.retrieval.gold import Passage, gold
from evaluation.texts import say
from knowledge_base.desk import own_knowledge
from knowledge_base.models import Chunk, Document, Source, Version, VersionState
from knowledge_base.ports import Embedder
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings

Switch = Literal["on", "off"]
_REGION = "000000"
_FIRST_DAY = date(2020, 1, 1)


@dataclass(frozen=True)
class Case:
    """A question, and the ids of the chunks and of the naive pieces that answer it; none where none does."""

    id: str
    part: str
    question: str
    turns: Sequence[str]
    region: str | None
    chunks: frozenset[str]
    pieces: frozenset[str]


@dataclass(frozen=True)
class Corpus:
    """What is searched, the questions put to it, and the text as somebody would cut it who knew nothing.

    `asked_as_is`: the questions are searched for as they stand, in the one region that there is.
    """

    name: str
    knowledge: Knowledge
    cases: list[Case]
    pieces: list[Passage]
    asked_as_is: bool = False


@dataclass(frozen=True)
class FixedSize:
    """The naive split: so many characters, each piece beginning `overlap` before the end of the last."""

    characters: int
    overlap: int

    def cut(self, text: str) -> Iterator[str]:
        for start in range(0, len(text), self.characters - self.overlap):
            yield text[start : start + self.characters]


def settings_in(folder: Path, *, policy_points: Switch = "on") -> KnowledgeSettings:
    """A knowledge base of its own, with the embedder that the environment names."""
    return KnowledgeSettings(
        var_dir=folder, database_url=None, chroma_url=None, documents="", policy_points=policy_points
    )


def load_plans(knowledge: Knowledge, texts: Sequence[Path]) -> None:
    """Publish the points that ship, and the official texts; the indexes are brought up to it."""
    knowledge.load_policy_points()
    for path in texts:
        knowledge.ingest(path.name, path.read_bytes(), publish=True)
    knowledge.refresh()


@contextmanager
def plans(
    folder: Path,
    *,
    name: str,
    policy_points: Switch,
    texts: Sequence[Path],
    questions: Sequence[Question],
    split: FixedSize,
    embedder: Embedder | None = None,
) -> Iterator[Corpus]:
    """Our own questions over the policy points and the official texts, or over the texts alone."""
    settings = settings_in(folder, policy_points=policy_points)
    with own_knowledge(settings, embedder=embedder) as knowledge:
        load_plans(knowledge, texts)
        passages = [
            Passage(chunk.id, chunk.region, chunk.text, chunk.path)
            for chunk in knowledge.store.published_chunks()
            if policy_points == "on" or chunk.source is Source.OFFICIAL
        ]
        pieces = list(_pieces(knowledge, split))
        asked = [question for question in questions if question.behaviour == "answer" and question.facts]
        cases = [_case(question, passages, pieces) for question in asked]
        yield Corpus(name, knowledge, cases, pieces)


def _case(question: Question, passages: Sequence[Passage], pieces: Sequence[Passage]) -> Case:
    return Case(
        id=question.id,
        part=question.part,
        question=question.question,
        turns=question.turns,
        region=question.region_code,
        chunks=gold(question, passages),
        pieces=gold(question, pieces),
    )


def _pieces(knowledge: Knowledge, split: FixedSize) -> Iterator[Passage]:
    for document in knowledge.store.documents():
        version = knowledge.store.published_version(document.id, Source.OFFICIAL)
        for number, text in enumerate(split.cut(version.text) if version else ()):
            yield Passage(f"{document.id}/{number}", document.region, text)


@contextmanager
def yardstick(folder: Path, path: Path, *, name: str, embedder: Embedder | None = None) -> Iterator[Corpus]:
    """Passages and questions from outside: `{passages: [text], queries: [{q, gold: [index]}]}`.

    Raises:
        QuestionsUnreadable: the file is not of that form.
    """
    texts, asked = _read(path)
    with own_knowledge(settings_in(folder), embedder=embedder) as knowledge:
        ids = publish_texts(knowledge, texts, document_id="yardstick", region=_REGION)
        knowledge.refresh()
        cases = [
            Case(str(number), "outside", question, (), _REGION, right, right)
            for number, (question, indexes) in enumerate(asked)
            if (right := frozenset(ids[index] for index in indexes))
        ]
        pieces = [Passage(chunk_id, _REGION, text) for chunk_id, text in zip(ids, texts, strict=True)]
        yield Corpus(name, knowledge, cases, pieces, asked_as_is=True)


def _read(path: Path) -> tuple[list[str], list[tuple[str, list[int]]]]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        texts = [str(text) for text in content["passages"]]
        asked = [(str(query["q"]), [int(index) for index in query["gold"]]) for query in content["queries"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise QuestionsUnreadable(say("yardstick_malformed", path=path, detail=detail)) from error
    return texts, asked


def publish_texts(knowledge: Knowledge, texts: Sequence[str], *, document_id: str, region: str) -> list[str]:
    """Publish the texts as the chunks of one document; their ids in the same order."""
    document = Document(id=document_id, title=document_id, issuer="", region=region, published_on=_FIRST_DAY)
    text = "\n".join(texts)
    version = Version(
        document_id=document_id,
        number=0,
        source=Source.OFFICIAL,
        text=text,
        content_hash=sha256(text.encode()).hexdigest(),
        state=VersionState.DRAFT,
        created_at=SystemClock().now(),
    )
    chunks = list(_chunks(document_id, texts, region=region))
    stored = knowledge.store.save(document, version, (), chunks, publish=True)
    return [f"{document_id}:{stored.number}:{number}" for number in range(len(texts))]


def _chunks(document_id: str, texts: Sequence[str], *, region: str) -> Iterator[Chunk]:
    """One chunk a text, where it stands in the texts joined by line ends."""
    start = 0
    for number, text in enumerate(texts):
        yield Chunk(
            id=f"{document_id}:0:{number}",
            document_id=document_id,
            version=0,
            source=Source.OFFICIAL,
            region=region,
            path=(),
            text=text,
            start=start,
            end=start + len(text),
            quote=text,
        )
        start += len(text) + 1
