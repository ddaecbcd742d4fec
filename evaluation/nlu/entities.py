"""What is named in the utterances: found with the very span and kind, or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.answers.score import Figure
from evaluation.nlu.engine import Parsed
from evaluation.nlu.measures import Counts
from evaluation.nlu.utterances import ENTITIES, Span, Utterance


@dataclass(frozen=True)
class Naming:
    """One utterance: what is named in it, and what the engine found."""

    utterance: Utterance
    found: tuple[Span, ...]

    def missed(self) -> list[Span]:
        return sorted(set(self.utterance.named) - set(self.found))

    def wrong(self) -> list[Span]:
        return sorted(set(self.found) - set(self.utterance.named))

    def words(self, spans: Sequence[Span]) -> list[tuple[str, str]]:
        """(entity, what was said)"""
        return [(span.entity, self.utterance.text[span.start : span.end]) for span in spans]

    @property
    def right(self) -> bool:
        return not self.missed() and not self.wrong()

    def as_dict(self) -> dict[str, Any]:
        missed, wrong = self.words(self.missed()), self.words(self.wrong())
        return {"text": self.utterance.text, "part": self.utterance.part, "missed": missed, "wrong": wrong}

    def counts(self, entity: str | None = None) -> Counts:
        """Of one entity, or of all."""
        meant, found = (
            {span for span in spans if entity in (None, span.entity)}
            for spans in (self.utterance.named, self.found)
        )
        return Counts(right=len(meant & found), taken=len(found), meant=len(meant))


def namings(utterances: Sequence[Utterance], parsed: Mapping[str, Parsed]) -> list[Naming]:
    """`parsed` by text, every utterance among them."""
    return [
        Naming(
            utterance,
            tuple(
                Span(found.start, found.end, found.entity)
                for found in parsed[utterance.text].entities
                if found.entity in ENTITIES
            ),
        )
        for utterance in utterances
    ]


def counted(found: Sequence[Naming], entity: str | None = None) -> Counts:
    """Every span weighs the same."""
    each = [naming.counts(entity) for naming in found]
    return Counts(
        right=sum(counts.right for counts in each),
        taken=sum(counts.taken for counts in each),
        meant=sum(counts.meant for counts in each),
    )


def entity_figures(found: Sequence[Naming], *, suffix: str = "") -> list[Figure]:
    """Each over what it is a share of: precision of what was found, recall and F1 of what is named."""
    counts = counted(found)
    return [
        Figure(f"entity_precision{suffix}", counts.precision, counts.taken),
        Figure(f"entity_recall{suffix}", counts.recall, counts.meant),
        Figure(f"entity_f1{suffix}", counts.f1, counts.meant),
    ]
