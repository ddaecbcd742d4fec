"""The sentences that a person reads about an ingested document; they stand in `messages.yml`."""

from functools import cache
from pathlib import Path

import yaml

_SOURCE = Path(__file__).with_name("messages.yml")


def text(key: str, **values: str) -> str:
    return _load()[key].format(**values)


def opening(key: str) -> str:
    """What a sentence begins with whatever its values are; without such a key, nothing ever said."""
    return _load()[key].split("{", 1)[0] if key in _load() else "\0"


@cache
def _load() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return loaded
