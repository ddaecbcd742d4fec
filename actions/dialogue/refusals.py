"""What is said when the back office refuses, does not answer, or wants to know first who asks."""

from dataclasses import dataclass

from actions.dialogue import buttons
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Turn
from actions.errors import BackofficeError, BackofficeUnavailable
from bot.wire import Reply, ReplyType
from chassis.logs import get_logger


@dataclass(frozen=True)
class Refusals:
    contact_book: ContactBook
    texts: Texts

    async def reply(self, turn: Turn, error: BackofficeError, *, topic: str) -> Reply:
        """A refusal in its own words; silence as a failure: the same message may be sent again."""
        get_logger().warning("backoffice_refused", code=error.code, reason=str(error), topic=topic)
        if not isinstance(error, BackofficeUnavailable):
            return Reply(type=ReplyType.TEXT, text=error.message, topic=topic)
        hotlines = self.texts.handoff.hotlines(await self.contact_book.contacts(turn.region))
        text = self.texts.refusals.unavailable.format(hotlines=hotlines)
        return Reply(type=ReplyType.HANDOFF, text=text, topic=topic, failed=True)

    def sign_in(self, text: str, *, topic: str) -> Reply:
        """The way to sign in, and to say that one has."""
        return Reply(
            type=ReplyType.CARD,
            text=text,
            topic=topic,
            card=SIGN_IN_CARD,
            buttons=[
                buttons.signed_in(self.texts.refusals.signed_in_button),
                buttons.leave_flow(self.texts.refusals.leave_button),
            ],
        )


SIGN_IN_CARD = {"kind": "sign_in"}
"""The page shows the way to the identity provider in its place."""
