"""What a reply asks of the desk."""

from bot.wire import HandoffAsk, HandoffReason, Reply

_CRISIS = "crisis"
_FIRST = (HandoffReason.DANGER, HandoffReason.WARNING)


def ask_of(reply: Reply) -> HandoffAsk | None:
    """A person, as the action says; danger goes before whatever else it says."""
    if (reply.answer or {}).get("status") == _CRISIS:
        return HandoffAsk(reason=HandoffReason.DANGER)
    return reply.handoff


def first_ask(replies: list[Reply]) -> HandoffAsk | None:
    """The gravest; among equals the first."""
    asks = [ask for ask in map(ask_of, replies) if ask]
    return min(asks, key=_gravity, default=None)


def _gravity(ask: HandoffAsk) -> int:
    return _FIRST.index(ask.reason) if ask.reason in _FIRST else len(_FIRST)
