"""What the gateway says itself where the engine does not answer, so that the desk works without it."""

from bot.wire import HandoffAsk, HandoffReason, Reply
from connectors.handoff.talks import HANDED_BACK
from connectors.handoff.texts import LEAVE, REQUEST, handoff_texts
from connectors.models import Message


def instead_of_the_engine(message: Message) -> list[Reply]:
    """For a wish that the gateway can carry out alone; nothing for any other message."""
    texts = handoff_texts()
    if message.payload == REQUEST:
        ask = HandoffAsk(reason=HandoffReason.ASKED)
        return [texts.plain(texts.asked).model_copy(update={"handoff": ask})]
    if message.payload == LEAVE:
        return [texts.plain(texts.left)]
    return [texts.plain(texts.handed_back)] if message.payload == HANDED_BACK else []
