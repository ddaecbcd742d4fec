"""What the gateway says around a handoff, and understands of it, in `texts.yml`."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from bot.wire import Button, Reply, ReplyType
from connectors.handoff.models import Reason, Wait

TOPIC = "handoff"
REQUEST = "/request_handoff"
LEAVE = "/leave_queue"
_SOURCE = Path(__file__).with_name("texts.yml")
_NOT_SAID = re.compile(r"[\W_]")


class HandoffTexts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    queued: str
    still_queued: str
    requeued: str
    wait_free: str
    wait_minutes: str
    wait_unknown: str
    wait_nobody: str
    meanwhile: str
    danger_staffed: str
    danger_nobody: str
    left: str
    handed_back: str
    closed: str
    asked: str
    offers: dict[Reason, str]
    request_button: str
    leave_button: str
    leave_words: str
    leaving: str
    unnamed: str

    def waiting(self, opening: str, wait: Wait) -> Reply:
        """`opening` names the place; after it comes only what is known of the wait."""
        text = f"{opening.format(place=wait.place)}\n{self._expected(wait)}\n{self.meanwhile}"
        return _reply(text, Button(title=self.leave_button, payload=LEAVE))

    def danger(self, wait: Wait) -> Reply:
        return _reply(self.danger_staffed if wait.agents else self.danger_nobody)

    def offer(self, reason: Reason) -> Reply:
        return _reply(self.offers[reason], Button(title=self.request_button, payload=REQUEST))

    def plain(self, text: str) -> Reply:
        return _reply(text)

    def is_leaving(self, text: str) -> bool:
        """Whether it is said that one no longer waits, and nothing besides."""
        return re.fullmatch(self.leaving, _NOT_SAID.sub("", text)) is not None

    def _expected(self, wait: Wait) -> str:
        if wait.agents == 0:
            return self.wait_nobody
        if wait.minutes is None:
            return self.wait_unknown
        return self.wait_minutes.format(minutes=wait.minutes) if wait.minutes else self.wait_free


@cache
def handoff_texts() -> HandoffTexts:
    return HandoffTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))


def _reply(text: str, *buttons: Button) -> Reply:
    return Reply(type=ReplyType.HANDOFF, text=text, topic=TOPIC, buttons=list(buttons))
