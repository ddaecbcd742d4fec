"""Bars of the judge that staff tried on the questions and saved as the setting."""

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.audit import Action
from chassis.clock import Clock
from chassis.staff import Person
from knowledge_base.answer.bars import TUNABLE, Bars, BarsInUse
from knowledge_base.check_ports import CheckSettings
from knowledge_base.checks import Run, RunKind, SavedBars, Subject, Written
from knowledge_base.errors import BarsInvalid, BelowFloors
from knowledge_base.publish.gate import Gate
from knowledge_base.publish.impact import Impact

RANGES = {"bar": (0.05, 1.0), "maybe": (0.0, 1.0), "subject_bar": (0.0, 1.0), "beside": (0.1, 10.0)}
"""The least and the most of each."""
_DECIMALS = 4


@dataclass(frozen=True)
class Tuning:
    settings: CheckSettings
    in_use: BarsInUse
    impact: Impact
    clock: Clock

    def load(self) -> None:
        """What was saved is used from now on."""
        saved = self.settings.bars()
        if saved:
            self.in_use.current = Bars.load().with_values(saved.bars)

    def saved(self) -> SavedBars | None:
        return self.settings.bars()

    def checked(self, bars: Mapping[str, float]) -> dict[str, float]:
        """All bars by name, with these; the same bars always look the same.

        Raises:
            BarsInvalid: out of range, or a bar that nobody knows.
        """
        whole = {**self.in_use.current.values(), **bars}
        if not whole.keys() <= RANGES.keys() or not all(map(_is_in_range, whole.items())):
            raise BarsInvalid(f"{whole}")
        if whole["maybe"] > whole["bar"]:
            raise BarsInvalid(f"maybe {whole['maybe']} above bar {whole['bar']}")
        return {name: round(float(whole[name]), _DECIMALS) for name in TUNABLE}

    def try_out(self, bars: Mapping[str, float], person: Person) -> Run:
        """Raises: BarsInvalid, NothingToAsk, TooManyRuns."""
        return self.impact.try_bars(self.checked(bars), person)

    def gate(self, bars: Mapping[str, float]) -> Gate:
        """What the last finished trial of these bars says."""
        return self.impact.gate_of(Subject(bars=self.checked(bars)), RunKind.PARAMETERS)

    def save(self, bars: Mapping[str, float], *, revision: int, reason: str, person: Person) -> SavedBars:
        """Use these bars from now on. `revision` is that of the saved ones that the person saw, 0 for none.

        Raises:
            BarsInvalid: out of range.
            BelowFloors: the questions did not pass, or were not asked, and no reason is given.
            CheckChanged: somebody else saved some meanwhile.
        """
        whole = self.checked(bars)
        gate = self.gate(whole)
        if not gate.passed and not reason.strip():
            raise BelowFloors(f"{whole}, checked: {gate.checked}")
        trial = self.impact.checks.latest(Subject(bars=whole), kind=RunKind.PARAMETERS)
        before = self.in_use.current
        saved = SavedBars(
            revision=revision + 1,
            bars=whole,
            reason=reason.strip(),
            run_id=trial.id if trial else None,
            at=self.clock.now(),
            account=person.account,
            name=person.name,
        )
        detail = {"bars": whole, "before": before.values(), "passed": gate.passed, "reason": saved.reason}
        action = Action("judge.bars_saved", "judge", detail)
        self.settings.save_bars(saved, written=Written(person, action, saved.at))
        self.in_use.current = Bars.load().with_values(whole)
        return saved


def _is_in_range(named: tuple[str, float]) -> bool:
    name, value = named
    least, most = RANGES[name]
    return least <= value <= most
