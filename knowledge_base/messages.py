"""The sentences of the knowledge service and its commands, from `messages.yml`."""

from functools import cache
from pathlib import Path

import yaml


def message(key: str, **values: object) -> str:
    return _load()[key].format(**values)


@cache
def _load() -> dict[str, str]:
    return dict(yaml.safe_load(Path(__file__).with_name("messages.yml").read_text(encoding="utf-8")))
