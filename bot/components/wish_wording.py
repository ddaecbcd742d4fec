"""A question about a service is not the wish for it, whatever words the two share.

“失业金去哪申请” is a policy question, “帮我申请失业金” a wish. The classifier mostly hears the difference;
where it does not, who only asked would be led into a form. So a wish stands only where the message does not
ask, and, for some intents, where it says that somebody wants it. All else is not understood, which means: a
policy question.

An occasion is a wish by itself: who says “我失业了” wants to know what to do, and so does who asks
“老人过世了要办什么”. “失业了能领什么” asks for something else, and stays a policy question.
"""

import re
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


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=False)
class WishWording(GraphComponent):  # type: ignore[misc]
    """Turns a wish that is asked about, or not expressed, into `nlu_fallback`.

    Config: `wish_intents`; `spoken_intents`, those of them that hold only where `wishes` is found;
    `occasion_intents`, those that an occasion stands for as well; `questions`, `wishes`, `courtesies`,
    `occasions` and `occasion_questions`, regular expressions. A courtesy (“可以吗” at the end) is cut off
    before looking, and so is a question for the way in (“从哪点进去”): who asks it wants to begin. Of an
    occasion, the question what there is to be done (“要办什么”) is cut off too.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._wish_intents = set(config["wish_intents"])
        self._spoken_intents = set(config["spoken_intents"])
        self._questions = re.compile(config["questions"])
        self._wishes = re.compile(config["wishes"])
        self._courtesies = re.compile(config["courtesies"])
        self._occasion_intents = set(config["occasion_intents"])
        self._occasions = re.compile(config["occasions"])
        self._occasion_questions = re.compile(config["occasion_questions"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "WishWording":
        del model_storage, resource, execution_context
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = (message.get(INTENT) or {}).get(INTENT_NAME_KEY)
            text = message.get(TEXT) or ""
            # A pressed button comes without a text of the citizen's: `/give_review`.
            pressed = text.startswith("/")
            if intent in self._wish_intents and not pressed and not self._wished(str(intent), text):
                fallback = {INTENT_NAME_KEY: DEFAULT_NLU_FALLBACK_INTENT_NAME, PREDICTED_CONFIDENCE_KEY: 1.0}
                ranking = [fallback, *message.get(INTENT_RANKING_KEY, [])]
                message.set(INTENT, fallback, add_to_output=True)
                message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _wished(self, intent: str, text: str) -> bool:
        said = self._courtesies.sub("", text)
        occasion = intent in self._occasion_intents and self._occasions.search(said)
        if occasion:
            said = self._occasion_questions.sub("", said)
        if self._questions.search(said):
            return False
        return bool(intent not in self._spoken_intents or occasion or self._wishes.search(said))
