"""Every text that the launcher shows, from messages.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("messages.toml").read_text(encoding="utf-8"))


def say(key: str, **fields: object) -> str:
    """The text under a dotted key, with its fields filled in."""
    text: Any = _texts()
    for part in key.split("."):
        text = text[part]
    if not isinstance(text, str):
        raise KeyError(key)
    return text.format(**fields)
