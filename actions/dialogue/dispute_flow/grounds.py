"""What the guide may say, and on whose authority: policy points, as the knowledge service tells them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.dialogue.dispute_flow.ports import PointSource
from knowledge_base.wire import Answer, AnswerWarning, Citation, PointTold, Segment, Status

_SOURCE = Path(__file__).with_name("grounds.yml")
LAW = "law"


@dataclass(frozen=True)
class Grounds:
    """The points by whose they are (`law`, or a district's code) and what they are told for."""

    by_place: Mapping[str, Mapping[str, Sequence[str]]]

    @staticmethod
    @cache
    def load() -> "Grounds":
        source: dict[str, Any] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
        places = {LAW: source["law"], **source["districts"]}
        return Grounds({place: _with_document(entry) for place, entry in places.items()})

    def ids(self, place: str, purposes: Iterable[str]) -> list[str]:
        entry = self.by_place.get(place, {})
        return list(dict.fromkeys(id_ for purpose in purposes for id_ in entry.get(purpose, ())))


def _with_document(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    document = entry["document"]
    return {
        purpose: [f"{document}:{point}" for point in points]
        for purpose, points in entry.items()
        if purpose != "document"
    }


@dataclass
class Telling:
    """Lines of a reply with what each rests on. `told` has the points that may be told, by id."""

    told: Mapping[str, PointTold]
    segments: list[Segment] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    warnings: list[AnswerWarning] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    def say(self, text: str) -> None:
        """A line of ours that states no fact."""
        self.segments.append(Segment(text=text))

    def say_by(self, text: str, ids: Iterable[str]) -> bool:
        """A line of ours that follows from points. Without all of them it is not said."""
        wanted = list(ids)
        if not wanted or any(id_ not in self.told for id_ in wanted):
            return False
        self.segments.append(Segment(text=text, citations=[self._cite(self.told[id_]) for id_ in wanted]))
        return True

    def tell(self, ids: Iterable[str], *, under: str = "") -> bool:
        """The points in their own words, under a heading that stands only where there are any."""
        found = [self.told[id_] for id_ in ids if id_ in self.told and id_ not in self._numbers]
        if found and under:
            self.say(under)
        for point in found:
            self.segments.append(Segment(text=point.text, citations=[self._cite(point)]))
        return bool(found)

    def answer(self, *, region: str | None, as_of: date, trace_id: str) -> Answer:
        segments = [*self.segments, *(Segment(text=note) for note in dict.fromkeys(self.notes))]
        return Answer(
            status=Status.ANSWERED,
            text="\n".join(segment.text for segment in segments),
            segments=segments,
            citations=self.citations,
            warnings=list(dict.fromkeys(self.warnings)),
            region=region,
            as_of=as_of,
            confidence="high",
            trace_id=trace_id,
        )

    def _cite(self, point: PointTold) -> int:
        if point.id not in self._numbers:
            number = len(self.citations) + 1
            self._numbers[point.id] = number
            self.citations.append(point.citation.model_copy(update={"n": number}))
            self.warnings += point.warnings
            self.notes += point.notes
        return self._numbers[point.id]


async def fetch(source: PointSource, ids: Sequence[str], *, trace_id: str) -> dict[str, PointTold]:
    """Raises: KnowledgeError."""
    found = await source.points(list(dict.fromkeys(ids)), trace_id=trace_id)
    return {point.id: point for point in found.points}
