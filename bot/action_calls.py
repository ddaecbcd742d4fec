"""How Rasa calls an action, where Rasa has no setting for it.

- It waits 300 s, while the lock of the conversation lives 60 s: the wait is cut to `ACTION_TIMEOUT_SECONDS`.
- It checks the schema of action results against the schema of schemas at every call, which is half of the
  time of a whole turn: the same check, compiled once, takes its place.
"""

from typing import Any

from jsonschema import ValidationError  # type: ignore[import-untyped]
from jsonschema.validators import validator_for  # type: ignore[import-untyped]
from rasa.core.actions import action
from rasa.utils import endpoints

from bot.engine_settings import ACTION_TIMEOUT_SECONDS


def install() -> None:
    """Change Rasa in this process."""
    for module in (action, endpoints):
        module.DEFAULT_REQUEST_TIMEOUT = ACTION_TIMEOUT_SECONDS
    schema = action.RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_: action.RemoteAction, result: dict[str, Any]) -> bool:
        fault = next(validator.iter_errors(result), None)
        if fault is not None:
            raise ValidationError(f"the action server's answer is not in Rasa's format: {fault.message}")
        return True

    action.RemoteAction._validate_action_result = validate
