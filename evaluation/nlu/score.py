"""Figures over the utterances: how many led where they should, where the others went, what was named."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluation.answers.score import Figure
from evaluation.errors import RunUnreadable
from evaluation.nlu.engine import Parsed
from evaluation.nlu.entities import Naming, counted, entity_figures, namings
from evaluation.nlu.measures import Counts, counts_by_class, macro_f1
from evaluation.nlu.topics import topic_of
from evaluation.nlu.utterances import DANGER, ENTITIES, FROZEN, KNOWLEDGE, Utterance
from evaluation.texts import say

# Intents that run the same action: the knowledge service is asked, and its first step looks for danger.
KNOWLEDGE_INTENTS = frozenset({"ask_policy", "nlu_fallback", "report_danger"})
WISHES = frozenset(
    {
        "apply_for_service",
        "start_life_event",
        "continue_flow",
        "leave_flow",
        "ask_progress",
        "withdraw_case",
        "deliver_material",
        "book_appointment",
        "ask_appointments",
        "ask_benefits",
        "give_review",
        "change_review",
        "ask_reviews",
        "rate_fix",
        "file_report",
        "ask_dispute",
        "draft_mediation",
    }
)


@dataclass(frozen=True)
class Outcome:
    """One utterance. `taken_as`: the intent, those of policy questions all as `knowledge`."""

    text: str
    part: str
    expected: str
    taken_as: str
    confidence: float

    @property
    def meant(self) -> str:
        """Danger is told from policy questions by the knowledge service, not by the engine."""
        return KNOWLEDGE if self.expected == DANGER else self.expected

    @property
    def right(self) -> bool:
        return self.taken_as == self.meant


@dataclass(frozen=True)
class Row:
    """One intent, topic or entity. None where nothing was taken as it, or nothing should have been."""

    name: str
    count: int
    precision: float | None
    recall: float | None
    f1: float | None

    @staticmethod
    def of(name: str, counts: Counts) -> "Row":
        return Row(name, counts.meant, precision=counts.precision, recall=counts.recall, f1=counts.f1)


@dataclass(frozen=True)
class NluScore:
    """`confusion`: (expected, taken as) → how often. Danger is among the policy questions of `intents`."""

    outcomes: list[Outcome]
    namings: list[Naming]
    figures: list[Figure]
    intents: list[Row]
    topics: list[Row]
    entities: list[Row]
    confusion: Counter[tuple[str, str]]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def as_dict(self) -> dict[str, Any]:
        confusion = [
            {"expected": row, "taken_as": column, "count": n} for (row, column), n in self.confusion.items()
        ]
        return {
            "figures": [asdict(figure) for figure in self.figures],
            "intents": [asdict(row) for row in self.intents],
            "topics": [asdict(row) for row in self.topics],
            "entities": [asdict(row) for row in self.entities],
            "confusion": confusion,
            "misread": [asdict(outcome) for outcome in self.outcomes if not outcome.right],
            "misnamed": [naming.as_dict() for naming in self.namings if not naming.right],
        }


def score(utterances: Sequence[Utterance], parsed: Mapping[str, Parsed]) -> NluScore:
    """`parsed` by text.

    Raises:
        RunUnreadable: an utterance was not parsed.
    """
    if unparsed := [utterance.text for utterance in utterances if utterance.text not in parsed]:
        raise RunUnreadable(say("run_malformed", path="nlu", detail=unparsed[0]))
    outcomes = [_outcome(utterance, parsed[utterance.text]) for utterance in utterances]
    named = namings(utterances, parsed)
    return NluScore(
        outcomes=outcomes,
        namings=named,
        figures=[*_figures(outcomes), *_f1_figures(outcomes, named)],
        intents=_rows(_by_intent(outcomes)),
        topics=_rows(_by_topic(outcomes)),
        entities=[Row.of(entity, counted(named, entity)) for entity in ENTITIES],
        confusion=Counter((outcome.expected, outcome.taken_as) for outcome in outcomes),
    )


def _outcome(utterance: Utterance, parsed: Parsed) -> Outcome:
    return Outcome(
        text=utterance.text,
        part=utterance.part,
        expected=utterance.expected,
        taken_as=KNOWLEDGE if parsed.intent in KNOWLEDGE_INTENTS else parsed.intent,
        confidence=parsed.confidence,
    )


def _figures(outcomes: Sequence[Outcome]) -> list[Figure]:
    return [
        _share("understood", outcomes),
        *(
            _share(f"understood_{part}", [outcome for outcome in outcomes if outcome.part == part])
            for part in ("tuning", "frozen")
        ),
        _share("policy_kept", [outcome for outcome in outcomes if outcome.expected == KNOWLEDGE]),
        _share("danger_reached", [outcome for outcome in outcomes if outcome.expected == DANGER]),
        _share("wishes_found", [outcome for outcome in outcomes if outcome.expected in WISHES]),
        _share("wishes_meant", [outcome for outcome in outcomes if outcome.taken_as in WISHES]),
    ]


def _share(name: str, outcomes: Sequence[Outcome]) -> Figure:
    return Figure(name, _right(outcomes), len(outcomes))


def _right(outcomes: Sequence[Outcome]) -> float | None:
    return sum(outcome.right for outcome in outcomes) / len(outcomes) if outcomes else None


def _f1_figures(outcomes: Sequence[Outcome], named: Sequence[Naming]) -> list[Figure]:
    """Of the frozen part, then of all."""
    frozen = [outcome for outcome in outcomes if outcome.part == FROZEN]
    frozen_named = [naming for naming in named if naming.utterance.part == FROZEN]
    return [
        *_macro_figures(frozen, suffix="_frozen"),
        *entity_figures(frozen_named, suffix="_frozen"),
        *_macro_figures(outcomes),
        *entity_figures(named),
    ]


def _macro_figures(outcomes: Sequence[Outcome], *, suffix: str = "") -> list[Figure]:
    return [
        Figure(f"intent_f1{suffix}", macro_f1(_by_intent(outcomes).values()), len(outcomes)),
        Figure(f"topic_f1{suffix}", macro_f1(_by_topic(outcomes).values()), len(outcomes)),
    ]


def _by_intent(outcomes: Sequence[Outcome]) -> dict[str, Counts]:
    return counts_by_class([(outcome.meant, outcome.taken_as) for outcome in outcomes])


def _by_topic(outcomes: Sequence[Outcome]) -> dict[str, Counts]:
    return counts_by_class([(topic_of(outcome.meant), topic_of(outcome.taken_as)) for outcome in outcomes])


def _rows(counted_by_name: Mapping[str, Counts]) -> list[Row]:
    return [Row.of(name, counts) for name, counts in counted_by_name.items()]
