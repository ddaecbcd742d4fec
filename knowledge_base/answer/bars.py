"""The bars of the judge: the shipped ones, or those that staff tried and saved in their place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

_SOURCE = Path(__file__).with_name("judge.yml")
TUNABLE = ("bar", "maybe", "subject_bar", "beside")


@dataclass(frozen=True)
class Order:
    """What goes before what, in the unit of the fused score: weights of shares from 0 to 1, or additions.

    `point`: our own plain words, before the official sentence that says the same. `wanted`: it holds the kind
    of thing asked for. `said`: the share of the question that a passage says anywhere, `itself` in its text,
    `subject` in its heading; `missed`: how telling the word is that it lacks. `own`: what a follow-up says
    itself weighs more than what was said before.
    """

    point: float
    wanted: float
    said: float
    itself: float
    subject: float
    missed: float
    own: float


@dataclass(frozen=True)
class Bars:
    """`judge.yml` says what each is."""

    bar: float
    maybe: float
    subject_bar: float
    beside: float
    order: Order

    @staticmethod
    @cache
    def load() -> "Bars":
        source = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
        return Bars(**{**source, "order": Order(**source["order"])})

    def with_values(self, values: Mapping[str, float]) -> "Bars":
        """These bars with some others, by name; only those of `TUNABLE` can be others."""
        known = {name: value for name, value in values.items() if name in TUNABLE}
        return replace(
            self,
            bar=known.get("bar", self.bar),
            maybe=known.get("maybe", self.maybe),
            subject_bar=known.get("subject_bar", self.subject_bar),
            beside=known.get("beside", self.beside),
        )

    def values(self) -> dict[str, float]:
        return {
            "bar": self.bar,
            "maybe": self.maybe,
            "subject_bar": self.subject_bar,
            "beside": self.beside,
        }


@dataclass
class BarsInUse:
    """Read by every turn, replaced whole when staff save others."""

    current: Bars = field(default_factory=Bars.load)
