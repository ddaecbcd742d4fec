"""The pipeline's own sentences, from `replies.yml`."""

from functools import cache
from pathlib import Path

import yaml


@cache
def _replies() -> dict[str, str]:
    return dict(yaml.safe_load(Path(__file__).with_name("replies.yml").read_text(encoding="utf-8")))


def reply(name: str, **values: str) -> str:
    """The sentence of that name with its blanks filled."""
    return _replies()[name].format(**values).strip()
