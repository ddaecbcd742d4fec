"""Turns and conversations against their scripts. Pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from evaluation.answers.rules import says, shown_behaviours
from evaluation.answers.runs import Said
from evaluation.answers.score import Figure
from evaluation.dialogue.play import Played
from evaluation.dialogue.scripts import Expectation, Script, Step
from evaluation.questions import REGION_CODES


@dataclass(frozen=True)
class TurnVerdict:
    """`missed`: what was not met, by its name in Expectation; `failed` for a turn without any answer."""

    number: int
    step: Step
    shown: list[str]
    topic: str
    text: str
    missed: list[str]

    @property
    def right(self) -> bool:
        return not self.missed


@dataclass(frozen=True)
class ScriptVerdict:
    script: Script
    turns: list[TurnVerdict]

    @property
    def right(self) -> bool:
        return all(turn.right for turn in self.turns)


@dataclass(frozen=True)
class DialogueScore:
    verdicts: list[ScriptVerdict]
    figures: list[Figure]

    def figure(self, name: str) -> Figure:
        return next(figure for figure in self.figures if figure.name == name)

    def as_dict(self) -> dict[str, Any]:
        return {
            "figures": [asdict(figure) for figure in self.figures],
            "dialogues": [
                {
                    "id": verdict.script.id,
                    "right": verdict.right,
                    "missed": {turn.number: turn.missed for turn in verdict.turns if turn.missed},
                }
                for verdict in self.verdicts
            ],
        }


def score(scripts: Sequence[Script], played: Mapping[str, Played]) -> DialogueScore:
    """A script that was never played counts as failed."""
    verdicts = [_judge_script(script, played.get(script.id)) for script in scripts]
    turns = [turn for verdict in verdicts for turn in verdict.turns]
    times = [said.latency_ms for one in played.values() for said in one.turns if said.ok]
    return DialogueScore(
        verdicts,
        [
            _share("dialogues_right", [verdict.right for verdict in verdicts]),
            _share("turns_right", [turn.right for turn in turns]),
            _share("failed", ["failed" in turn.missed for turn in turns]),
            Figure("latency_median", median(times) if times else None, len(times)),
        ],
    )


def _share(name: str, outcomes: Sequence[bool]) -> Figure:
    return Figure(name, sum(outcomes) / len(outcomes) if outcomes else None, len(outcomes))


def _judge_script(script: Script, played: Played | None) -> ScriptVerdict:
    turns = played.turns if played else []
    never = Said(id=script.id, ok=False, latency_ms=0.0, body={})
    return ScriptVerdict(
        script,
        [
            judge(number, step, turns[number - 1] if number <= len(turns) else never)
            for number, step in enumerate(script.turns, 1)
        ],
    )


def judge(number: int, step: Step, said: Said) -> TurnVerdict:
    shown = shown_behaviours(said)
    missed = ["failed"] if shown == ["failed"] else _missed(step.expect, said, shown)
    return TurnVerdict(number, step, shown, said.topic, said.text, missed)


def _missed(expect: Expectation, said: Said, shown: Sequence[str]) -> list[str]:
    titles = [str(button["title"]) for reply in said.replies for button in reply.get("buttons", [])]
    met = {
        "behaviour": expect.behaviour is None or expect.behaviour in shown,
        "not_behaviour": expect.not_behaviour not in shown,
        "topic": expect.topic in {None, said.topic},
        "facts": all(any(says(said.text, fact) for fact in group) for group in expect.facts),
        "must_not": not any(says(said.text, text) for text in expect.must_not),
        "cites": expect.cites is None or _cited(said) == {REGION_CODES[expect.cites]},
        "warnings": set(expect.warnings) <= _warnings(said),
        "buttons": all(any(wanted in title for title in titles) for wanted in expect.buttons),
        "state": expect.state in {None, said.body.get("state")},
    }
    return [name for name, holds in met.items() if not holds]


def _cited(said: Said) -> set[str]:
    return {
        str(citation.get("region")) for answer in said.answers for citation in answer.get("citations", [])
    }


def _warnings(said: Said) -> set[str]:
    return {str(warning) for answer in said.answers for warning in answer.get("warnings", [])}
