"""Figures over the utterances: how many led where they should, and where the others went."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluation.answers.score import Figure
from evaluation.errors import RunUnreadable
from evaluation.nlu.engine import Parsed
from evaluation.nlu.utterances import DANGER, KNOWLEDGE, Utterance
from evaluation.texts import say

# Intents that run the same action: the knowledge service is asked, and its first step looks for danger.
KNOWLEDGE_INTENTS = frozenset({"ask_policy", "nlu_fallback", "report_danger"})
WISHES = frozenset({"apply_for_service", "start_life_event", "give_review", "file_report", "ask_progress"})


@dataclass(frozen=True)
class Outcome:
    """One utterance. `taken_as`: the intent, those of policy questions all as `knowledge`."""

    text: str
    part: str
    expected: str
    taken_as: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.taken_as == (KNOWLEDGE if self.expected == DANGER else self.expected)


@dataclass(frozen=True)
class IntentRow:
    """None where nothing was taken as the intent, or nothing should have been."""

    intent: str
    count: int
    precision: float | None
    recall: float | None


@dataclass(frozen=True)
class NluScore:
    """`confusion`: (expected, taken as) → how often."""

    outcomes: list[Outcome]
    figures: list[Figure]
    intents: list[IntentRow]
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
            "confusion": confusion,
            "misread": [asdict(outcome) for outcome in self.outcomes if not outcome.right],
        }


def score(utterances: Sequence[Utterance], parsed: Mapping[str, Parsed]) -> NluScore:
    """`parsed` by text.

    Raises:
        RunUnreadable: an utterance was not parsed.
    """
    if unparsed := [utterance.text for utterance in utterances if utterance.text not in parsed]:
        raise RunUnreadable(say("run_malformed", path="nlu", detail=unparsed[0]))
    outcomes = [_outcome(utterance, parsed[utterance.text]) for utterance in utterances]
    expected = list(dict.fromkeys(outcome.expected for outcome in outcomes))
    return NluScore(
        outcomes=outcomes,
        figures=_figures(outcomes),
        intents=[_row(intent, outcomes) for intent in expected],
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


def _row(intent: str, outcomes: Sequence[Outcome]) -> IntentRow:
    meant = [outcome for outcome in outcomes if outcome.expected == intent]
    # Nothing is taken as danger: it is told from policy questions by the knowledge service.
    taken = [outcome for outcome in outcomes if outcome.taken_as == intent]
    return IntentRow(intent, len(meant), precision=_right(taken), recall=_right(meant))
