"""The least share of each set of questions that must hold, and what a run says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.check_ports import CheckSettings, QuestionSetStore
from knowledge_base.checks import GIVEN, POINTS, FloorSetting, SetCount, Written
from knowledge_base.errors import SetUnknown
from knowledge_base.publish.gate import Floor, Gate

_ROUNDING = 1e-9


@dataclass(frozen=True)
class TitledFloor:
    title: str
    setting: FloorSetting


@dataclass(frozen=True)
class Floors:
    settings: CheckSettings
    sets: QuestionSetStore
    clock: Clock

    def all(self) -> list[TitledFloor]:
        """Of the sets that nobody writes, then of the others by title."""
        known = self.settings.floors()
        titles = {key: title_of(key) for key in (POINTS, GIVEN)}
        titles |= {one.id: one.title for one in self.sets.sets()}
        return [TitledFloor(title, known.get(key) or _shipped(key)) for key, title in titles.items()]

    def change(self, set_key: str, *, least: float, revision: int, person: Person) -> TitledFloor:
        """`least` is a share, 0 to 1.

        Raises:
            SetUnknown: there is no such set.
            CheckChanged: somebody else changed it meanwhile.
        """
        known = {floor.setting.set_key: floor for floor in self.all()}
        if set_key not in known:
            raise SetUnknown(f"no set {set_key!r}")
        detail = {"least": least, "before": known[set_key].setting.least}
        action = Action("check.floor_changed", set_key, detail)
        stored = self.settings.set_floor(
            FloorSetting(set_key, least, revision), written=Written(person, action, self.clock.now())
        )
        return TitledFloor(known[set_key].title, stored)

    def gate(self, counted: Iterable[SetCount]) -> Gate:
        """What a finished run says."""
        known = self.settings.floors()
        floors = tuple(_floor(one, (known.get(one.key) or _shipped(one.key)).least) for one in counted)
        return Gate(passed=all(floor.passed for floor in floors), floors=floors)


def title_of(set_key: str) -> str:
    return str(_source()["titles"][set_key])


def _floor(counted: SetCount, least: float) -> Floor:
    passed = counted.holds >= least * counted.asked - _ROUNDING
    return Floor(counted.key, counted.title, counted.asked, counted.holds, least, passed)


def _shipped(set_key: str) -> FloorSetting:
    least = _source()["least"]
    return FloorSetting(set_key, float(least.get(set_key, least["sets"])))


@cache
def _source() -> dict[str, Any]:
    text = Path(__file__).with_name("check_sets.yml").read_text(encoding="utf-8")
    source: dict[str, Any] = yaml.safe_load(text)
    return source
