"""Reads the regions' limits and the reasons for reviews, from `seed/review_rules.yml`."""

from pathlib import Path
from typing import Any

import yaml

from actions.rules.review_rules import RegionalReviewRules
from actions.wire.reviews import Reason

SOURCE = Path(__file__).with_name("seed") / "review_rules.yml"


def load_review_rules(source: Path = SOURCE) -> RegionalReviewRules:
    """What a region does not say is as in the default."""
    read = _read(source)
    regions = {code: {**read["default"], **own} for code, own in read["regions"].items()}
    return RegionalReviewRules.model_validate({"default": read["default"], "regions": regions})


def load_reasons(source: Path = SOURCE) -> list[Reason]:
    """In the order in which they are offered."""
    return [Reason.model_validate(entry) for entry in _read(source)["reasons"]]


def _read(source: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return read
