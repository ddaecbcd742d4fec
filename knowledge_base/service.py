"""What the knowledge service does, whoever asks: the HTTP API, or a command that owns the index itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from chassis.errors import NotReady
from chassis.regions import RegionRegistry
from knowledge_base.answer.pipeline import Listener, Pipeline
from knowledge_base.answer.steps.screen import raised_by
from knowledge_base.answer.tell import tell
from knowledge_base.errors import QuestionEmpty, QuestionTooLong, RegionUnknown
from knowledge_base.model_usage import ModelUse
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.indexing import Indexing, Progress, silent
from knowledge_base.publish.supersede import Succession, supersede
from knowledge_base.publish.synchronise import Synchroniser, Taken
from knowledge_base.wire import (
    MAX_QUESTION_CHARACTERS,
    Answer,
    AnswerRequest,
    PointsTold,
    Screened,
    ScreenRequest,
)

POLICIES = Path(__file__).parent / "policies"


@dataclass
class Knowledge:
    """The service's parts. Writes come one after another; questions go on meanwhile.

    `database` is what the stores stand on, where they stand on SQL. `listener` is told every answer given.
    """

    store: DocumentStore
    regions: RegionRegistry
    synchroniser: Synchroniser
    indexing: Indexing
    pipeline: Pipeline
    probe_embedder: Callable[[], object]
    model: ModelUse | None = None
    database: Engine | None = None
    listener: Listener | None = None
    close: Callable[[], None] = lambda: None
    _writing: Lock = field(default_factory=Lock, repr=False)
    _reading_words: Lock = field(default_factory=Lock, repr=False)

    def answer(self, request: AnswerRequest, *, trace_id: str) -> Answer:
        """Answer from what is published, once the indexes have been built.

        Raises:
            QuestionEmpty, QuestionTooLong, RegionUnknown: the request cannot be answered as it is.
            NotReady: the indexes were not built yet.
        """
        _check_length(request.question)
        self._check_region(request.region)
        if not self.indexing.is_usable:
            raise NotReady("the indexes are being built")
        return self.pipeline.answer(request, trace_id=trace_id, listener=self.listener)

    def screen(self, request: ScreenRequest) -> Screened:
        """Say whether the words are danger or manipulation. Looks nothing up, so it needs no index.

        Raises:
            QuestionEmpty, QuestionTooLong: there is nothing to read, or too much.
        """
        _check_length(request.question)
        return Screened(status=raised_by(request.question))

    def tell(self, points: list[str]) -> PointsTold:
        """The policy points of these ids (`document:point`), as they hold today. Needs no index."""
        return PointsTold(points=tell(points, self.pipeline.services))

    def load_policy_points(self, folder: Path = POLICIES) -> list[Taken]:
        """Take in what ships; `refresh` brings the indexes up to it."""
        with self._writing:
            return self.synchroniser.load_policy_points(folder)

    def ingest(
        self,
        name: str,
        content: bytes,
        *,
        publish: bool,
        region: str | None = None,
        effective_from: date | None = None,
    ) -> Taken:
        """Take a file in; `refresh` brings the indexes up to it. The options are `ingest_file`'s."""
        self._check_region(region)
        with self._writing:
            return self.synchroniser.ingest_file(
                name, content, publish=publish, region=region, effective_from=effective_from
            )

    def ship(self, name: str, content: bytes) -> Taken:
        """Take in what an installation brings with it; `refresh` brings the indexes up to it."""
        with self._writing:
            return self.synchroniser.ship_file(name, content)

    def supersede(self, document_id: str, *, by: str, on: date) -> Succession:
        """Note that `by` takes the document's place from that day on; the indexes need no refresh.

        Raises:
            DocumentUnknown, SupersededByItself: nothing was changed.
        """
        with self._writing:
            return supersede(self.store, document_id, by=by, on=on)

    def prepare(self, document_id: str, number: int) -> None:
        """Put a version into the indexes before it is published, so that readers find it once it is."""
        self.indexing.prepare(document_id, number)

    def refresh(self, progress: Progress = silent, *, at_once: bool = False) -> bool:
        """Bring the indexes up to what is published, and read its words anew where that has changed.

        With `at_once` nobody waits for large texts: their meaning follows by the service's own round.
        """
        changed = self.indexing.refresh(progress, at_once=at_once)
        words = self.pipeline.services.known_words
        with self._reading_words:
            if changed or words.vocabulary is None:
                words.read(self.indexing.published_chunks())
        return changed

    def _check_region(self, region: str | None) -> None:
        if region is not None and self.regions.find(region) is None:
            raise RegionUnknown(f"region {region!r}")


def _check_length(question: str) -> None:
    characters = len(question.strip())
    if characters == 0:
        raise QuestionEmpty("nothing was asked")
    if characters > MAX_QUESTION_CHARACTERS:
        raise QuestionTooLong(f"{characters} characters")
