"""Which topic of the dialogue an intent belongs to: the file of the domain that declares it."""

from functools import cache
from pathlib import Path

import yaml

from bot.model_files import PROJECT
from evaluation.nlu.utterances import DANGER, KNOWLEDGE

DOMAIN = PROJECT / "domain"


def topic_of(intent: str) -> str:
    """`knowledge` is the topic of policy questions and of danger. An intent of no topic stands for itself."""
    return _topics().get(intent, intent)


@cache
def _topics() -> dict[str, str]:
    declared = {intent: path.stem for path in sorted(DOMAIN.glob("*.yml")) for intent in _intents(path)}
    return declared | {KNOWLEDGE: KNOWLEDGE, DANGER: KNOWLEDGE}


def _intents(path: Path) -> list[str]:
    declared = yaml.safe_load(path.read_text(encoding="utf-8")).get("intents") or []
    return [name for intent in declared for name in ([intent] if isinstance(intent, str) else intent)]
