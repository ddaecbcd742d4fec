"""Points that a new official text of their document does not bear out any more.

An answer from a point stays the same when the official text under it changes, and is wrong from then on. What
counts is only what the text before did bear out: a point that nobody could look up is no finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chassis.regions import RegionRegistry
from knowledge_base.checks import Reason
from knowledge_base.models import Chunk, Section, Version
from knowledge_base.publish.passage import Passage, find_passage
from knowledge_base.publish.support import Ground, Unsupported
from knowledge_base.tokens import tokens

_ALIKE = 0.5
"""The share of pairs and words that two passages must have in common to be the same one, reworded."""


@dataclass(frozen=True)
class OfficialText:
    """An official version with its sections and passages. `head` is its title, issuer and number."""

    version: Version
    sections: Sequence[Section]
    chunks: Sequence[Chunk]
    head: str

    def passage(self, path: Sequence[str]) -> Passage | None:
        return find_passage(path, self.version.text, self.sections)

    def within(self, passage: Passage) -> list[Chunk]:
        return [chunk for chunk in self.chunks if passage.start <= chunk.start < passage.end]


@dataclass(frozen=True)
class Succession:
    """An official text and the one that is to take its place."""

    old: OfficialText
    new: OfficialText
    regions: RegionRegistry

    def unsupported(self, points: Sequence[Chunk]) -> dict[tuple[str, str], tuple[Reason, ...]]:
        """By a point's document and words, what speaks against it."""
        found = {(point.document_id, point.quote): tuple(self._reasons(point)) for point in points}
        return {key: reasons for key, reasons in found.items() if reasons}

    def _reasons(self, point: Chunk) -> Iterator[Reason]:
        before = self.old.passage(point.path)
        if before is None:
            return
        after = self.new.passage(point.path)
        if after is None:
            yield Reason("point_section_gone", " > ".join(point.path))
            return
        gone = self._gone(point, before.text, after.text)
        yield from gone or self._gone_from_its_sentence(point, before, after)

    def _gone_from_its_sentence(self, point: Chunk, before: Passage, after: Passage) -> list[Reason]:
        """A figure may stand elsewhere in the section: the rows of a table have the same limits."""
        bearing = [
            chunk for chunk in self.old.within(before) if not self._missing(point, chunk.text, self.old.head)
        ]
        if not bearing:
            return []
        own = max(bearing, key=lambda chunk: _likeness(point.text, chunk.text))
        if own.quote in after.text:
            return []
        others = self.new.within(after)
        counterpart = max(others, key=lambda chunk: _likeness(own.text, chunk.text), default=None)
        if counterpart is None or _likeness(own.text, counterpart.text) < _ALIKE:
            return []
        return self._gone(point, own.text, counterpart.text)

    def _gone(self, point: Chunk, before: str, after: str) -> list[Reason]:
        """What the one text bears out and the other one does not."""
        never = self._missing(point, before, self.old.head)
        missing = self._missing(point, after, self.new.head)
        return [Reason("point_figure_gone", one.written) for one in missing if one not in never]

    def _missing(self, point: Chunk, section: str, head: str) -> list[Unsupported]:
        return Ground(section, head, self.regions).unsupported(_statement(point))


def _statement(point: Chunk) -> str:
    cases = (f"{case.when} {case.then}" for case in point.cases)
    return "\n".join([point.quote, *cases])


def _likeness(one: str, other: str) -> float:
    """Shared tokens over those of the shorter text."""
    ours, theirs = set(tokens(one)), set(tokens(other))
    return len(ours & theirs) / max(min(len(ours), len(theirs)), 1)
