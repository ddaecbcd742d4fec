"""What people call a status, a channel, a topic (`asked_labels.yml`): the same on pages and in tables."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chassis.regions import RegionRegistry


@cache
def _labels() -> Any:
    return yaml.safe_load(Path(__file__).with_name("asked_labels.yml").read_text(encoding="utf-8"))


def label(of: str, key: str) -> str:
    """The name of a key; what has none is its own."""
    if of == "region" and (region := RegionRegistry.load().find(key)):
        return region.name
    if of == "hour":
        return str(_labels()["hour"]).format(hour=key)
    return str(_labels().get(of, {}).get(key, key))


def keys(of: str) -> list[str]:
    """All keys of a list, in the order in which they are shown."""
    return list(_labels()[of])
