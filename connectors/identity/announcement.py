"""The page's word to the engine that the citizen has just signed in.

It comes as the payload of a button that nobody offered, so the gateway vouches for it where it is true.
"""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from connectors.identity.sign_ins import SignInStore
from connectors.models import IncomingMessage

PAYLOAD = "/signed_in"
_TEXTS = Path(__file__).with_name("texts.yml")


@dataclass(frozen=True)
class Announcement:
    sign_ins: SignInStore

    def vouch(self, conversation_id: str, incoming: IncomingMessage) -> IncomingMessage:
        """The message, with its words where it says truly that somebody is signed in."""
        if incoming.payload != PAYLOAD:
            return incoming
        signed_in = self.sign_ins.current(conversation_id)
        if signed_in is None or signed_in.id != incoming.sign_in_id:
            return incoming
        return replace(incoming, text=_words())


@cache
def _words() -> str:
    return str(yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["announcement"])
