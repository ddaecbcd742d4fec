"""A topic other than policy is accepted only in wording that its training examples know.

Greetings, thanks or "a person, please" are said in few ways; policy questions in endless ones, most of which
no training example resembles. DIET is sure of itself on those too. So the share of a message's characters
that stand in a character pair of the intent's examples is measured, and below the threshold the message is
not understood, which means: a policy question.
"""

import json
import re
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_NOT_WORDING = re.compile(r"[\W_]+")
_FILE = "pairs.json"


def pairs(text: str) -> list[str]:
    """Neighbouring characters, edges marked, without punctuation: `好的` is `^好`, `好的`, `的$`."""
    letters = f"^{_NOT_WORDING.sub('', text.lower())}$"
    return [letters[i : i + 2] for i in range(len(letters) - 1)]


def share_known(text: str, known: set[str]) -> float:
    """The share of the characters that stand in at least one known pair, 0 to 1."""
    found = pairs(text)
    covered = [found[i] in known or found[i + 1] in known for i in range(len(found) - 1)]
    return sum(covered) / len(covered) if covered else 0.0


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class KnownWording(GraphComponent):  # type: ignore[misc]
    """Turns an intent in unknown wording into `nlu_fallback`."""

    def __init__(
        self, config: dict[str, Any], storage: ModelStorage, resource: Resource, known: dict[str, set[str]]
    ) -> None:
        self._threshold = float(config["threshold"])
        self._open_intents = set(config["open_intents"])
        self._storage = storage
        self._resource = resource
        self._known = known

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"threshold": 0.5, "open_intents": []}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "KnownWording":
        del execution_context
        return cls(config, model_storage, resource, {})

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "KnownWording":
        del execution_context
        with model_storage.read_from(resource) as directory:
            stored = json.loads((Path(directory) / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, {name: set(found) for name, found in stored.items()})

    def train(self, training_data: TrainingData) -> Resource:
        for example in training_data.intent_examples:
            self._known.setdefault(example.get(INTENT), set()).update(pairs(example.get(TEXT) or ""))
        with self._storage.write_to(self._resource) as directory:
            stored = {name: sorted(found) for name, found in sorted(self._known.items())}
            (Path(directory) / _FILE).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            if intent in self._known and intent not in self._open_intents:
                self._judge(message, self._known[intent])
        return messages

    def _judge(self, message: Message, known: set[str]) -> None:
        share = share_known(message.get(TEXT) or "", known)
        if share < self._threshold:
            fallback = {
                INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME,
                PREDICTED_CONFIDENCE_KEY: 1.0 - share,
            }
            message.set(INTENT, fallback, add_to_output=True)
            message.set(
                INTENT_RANKING_KEY, [fallback, *message.get(INTENT_RANKING_KEY, [])], add_to_output=True
            )
