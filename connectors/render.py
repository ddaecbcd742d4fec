"""Fits replies to what a channel can show, and lets nothing empty through."""

from bot.wire import Reply
from connectors.channel import Capabilities
from connectors.handoff.asks import ask_of


def render(replies: list[Reply], *, capabilities: Capabilities) -> list[Reply]:
    """The replies that say something, within the channel's means. May be empty: the caller decides."""
    return [_fit(reply, capabilities) for reply in replies if _says_something(reply)]


def _says_something(reply: Reply) -> bool:
    return bool(_spoken(reply) or reply.card or reply.handoff)


def _spoken(reply: Reply) -> str:
    answer_text = (reply.answer or {}).get("text")
    return reply.text.strip() or (answer_text.strip() if isinstance(answer_text, str) else "")


def _fit(reply: Reply, capabilities: Capabilities) -> Reply:
    return reply.model_copy(
        update={
            "text": _spoken(reply),
            "buttons": reply.buttons[: capabilities.buttons],
            "answer": reply.answer if capabilities.citations else None,
            "handoff": ask_of(reply),
        }
    )
