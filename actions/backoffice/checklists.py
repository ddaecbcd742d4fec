"""Reads the rules that decide by themselves: the checks of each item, from `seed/`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from actions.rules.fact_checks import FactCheck

_FOLDER = Path(__file__).with_name("seed")


def load_checklists(name: str, folder: Path = _FOLDER) -> Mapping[str, tuple[FactCheck, ...]]:
    """The checks of each item, in the order of the file."""
    entries = yaml.safe_load((folder / f"{name}.yml").read_text(encoding="utf-8"))
    return {
        item: tuple(FactCheck.model_validate(check) for check in checks)
        for item, checks in entries["items"].items()
    }
