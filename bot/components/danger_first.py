"""Wording of danger decides the intent, whatever the classifier made of the rest of the message.

The patterns are the `danger` expressions in `data/nlu/knowledge.yml`; `RegexEntityExtractor` finds them.
A pattern that reads too much into a harmless question does no harm: `report_danger` runs the same action as
`ask_policy`, and the knowledge service decides what the message is.
"""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_TYPE,
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    PREDICTED_CONFIDENCE_KEY,
)
from rasa.shared.nlu.training_data.message import Message

DANGER_ENTITY = "danger"
DANGER_INTENT = "report_danger"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class DangerFirst(GraphComponent):  # type: ignore[misc]
    """Sets the intent `report_danger` where an entity `danger` was found."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "DangerFirst":
        del config, model_storage, resource, execution_context
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            if any(e.get(ENTITY_ATTRIBUTE_TYPE) == DANGER_ENTITY for e in message.get(ENTITIES, [])):
                intent = {INTENT_NAME_KEY: DANGER_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}
                message.set(INTENT, intent, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [intent], add_to_output=True)
        return messages
