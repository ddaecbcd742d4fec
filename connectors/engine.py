"""The dialogue engine as the bridge sees it."""

from typing import Protocol

from bot.client import DialogueMessage
from bot.wire import Reply


class DialogueEngine(Protocol):
    async def send(self, message: DialogueMessage) -> list[Reply]:
        """Raises: DialogueFailed: no answer, an empty one, or one that makes no sense."""
