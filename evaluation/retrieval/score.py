"""The figures of a run: every system over every corpus, over all questions and by part."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluation.answers.score import Figure
from evaluation.retrieval.found import FUSED, SYSTEMS, Found
from evaluation.retrieval.measures import FIGURES, Measured, measure


@dataclass(frozen=True)
class CorpusScore:
    """The systems over one corpus. `left_out` questions had no right passage there."""

    name: str
    left_out: int
    systems: list[Measured]
    parts: dict[str, list[Measured]]


@dataclass(frozen=True)
class RetrievalScore:
    corpora: list[CorpusScore]

    @property
    def figures(self) -> list[Figure]:
        """Those of our own search, named `<corpus>_<figure>`."""
        return [
            Figure(f"{corpus.name}_{name}", measured.figure(name), measured.count)
            for corpus in self.corpora
            for measured in corpus.systems
            if measured.system == FUSED
            for name in FIGURES
        ]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def score(found: Sequence[Found]) -> RetrievalScore:
    names = dict.fromkeys(one.corpus for one in found)
    return RetrievalScore([_corpus(name, [one for one in found if one.corpus == name]) for name in names])


def _corpus(name: str, found: Sequence[Found]) -> CorpusScore:
    answered = [one for one in found if one.chunks]
    parts = dict.fromkeys(one.part for one in answered)
    return CorpusScore(
        name=name,
        left_out=len(found) - len(answered),
        systems=_systems(answered),
        parts={part: _systems([one for one in answered if one.part == part]) for part in parts},
    )


def _systems(found: Sequence[Found]) -> list[Measured]:
    """A system is measured over the questions that its passages can answer."""
    return [
        measure(system, [one.rank(system) for one in answerable])
        for system in SYSTEMS
        if (answerable := [one for one in found if one.right(system)])
    ]
