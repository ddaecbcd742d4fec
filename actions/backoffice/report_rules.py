"""By which rules reports are graded, watched and routed in each region: `seed/report_rules.yml`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import Field

from actions.rules.report_grading import GradingRule
from actions.rules.report_patterns import EmployerWords, PatternRule
from actions.wire.base import Code, RegionCode, Wire

SOURCE = Path(__file__).with_name("seed") / "report_rules.yml"


class DistrictDesk(Wire):
    """Where a report goes whose street is not known. `contact`: the id of a contact, whose number it has."""

    name: str = Field(min_length=1)
    contact: Code


class StreetDesk(Wire):
    """`name` may hold `{street}`, `phone` the window's `{position}`. `demo`: no document supports it."""

    name: str = Field(min_length=1)
    phone: str = Field(min_length=1)
    demo: bool


class RoutingRule(Wire):
    """Without `street`, no street of the region takes reports."""

    district: DistrictDesk
    street: StreetDesk | None


class CodeRule(Wire):
    """So many wrong codes for a report within so many minutes; then none is looked at until they are over."""

    attempts: int = Field(ge=1)
    pause_minutes: int = Field(ge=1)


class RegionRules(Wire):
    """All that holds in a region."""

    grading: GradingRule
    patterns: PatternRule
    employers: EmployerWords
    routing: RoutingRule


class ReportRules(Wire):
    """`regions` has those that differ from `every`."""

    codes: CodeRule
    every: RegionRules
    regions: dict[RegionCode, RegionRules]

    @classmethod
    def load(cls, source: Path = SOURCE) -> "ReportRules":
        said = yaml.safe_load(source.read_text(encoding="utf-8"))
        merged = {region: _merged(said["every"], own) for region, own in said["regions"].items()}
        return cls.model_validate({**said, "regions": merged})

    def of(self, region: str) -> RegionRules:
        return self.regions.get(region, self.every)


def _merged(every: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What is a mapping on both sides is merged, what is not is replaced."""
    return {**every, **{name: _replaced(every.get(name), part) for name, part in own.items()}}


def _replaced(every: Any, own: Any) -> Any:
    both = isinstance(every, Mapping) and isinstance(own, Mapping)
    return _merged(every, own) if both else own
