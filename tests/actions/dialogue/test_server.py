"""The action server as Rasa calls it: found by name, bound to loopback, answering in Rasa's format."""

import asyncio

from actions.dialogue.bootstrap import DomainlessExecutor
from actions.dialogue.settings import DialogueSettings
from bot.engine_settings import ACTION_TIMEOUT_SECONDS
from knowledge_base.client import SCREEN_TIMEOUT_SECONDS
from tests.actions.fakes import all_actions


def test_call_from_rasa_without_a_domain_is_answered() -> None:
    executor = DomainlessExecutor()
    for action in all_actions().values():
        executor.register_action(action)
    call = {
        "next_action": "action_answer_policy",
        "sender_id": "c1",
        "tracker": {
            "sender_id": "c1",
            "slots": {"region": None, "asked": None, "pending_question": None},
            "latest_message": {"text": "失业登记", "intent": {"name": "ask_policy"}, "entities": []},
            "events": [],
            "active_loop": {},
        },
    }
    result = asyncio.run(executor.run(call))
    assert result is not None
    [response] = result.responses
    assert response["custom"]["type"] == "answer"


def test_all_that_an_action_waits_for_fits_into_its_time() -> None:
    settings = DialogueSettings.model_construct()
    waited = settings.knowledge_timeout_seconds + settings.backoffice_total_seconds
    assert SCREEN_TIMEOUT_SECONDS + waited < ACTION_TIMEOUT_SECONDS
