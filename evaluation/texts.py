"""Every sentence and label a person reads, from texts.yml."""

from functools import cache
from typing import Any

import yaml

from evaluation.settings import HERE


@cache
def _texts() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8"))
    return loaded


def say(key: str, /, **values: object) -> str:
    text: str = _texts()["messages"][key]
    return text.format(**values)


def label(group: str, name: str) -> str:
    """The Chinese name of a category, figure or behaviour; the identifier itself where there is none."""
    return str(_texts()[group].get(name, name))
