"""What an agent reads before the first word: by rule, from the transcript. Personal numbers are masked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.wire import Reply, ReplyType
from chassis.pii import mask
from connectors.handoff.models import Alarm, Handoff
from connectors.models import Author, Conversation, Message, TurnStatus

MOST_POINTS = 12
MOST_CHARACTERS = 200

_ANSWERED = frozenset({"answered", "partly_answered"})
_REFUSED = frozenset({"not_in_documents", "out_of_scope", "personal_case", "unsafe"})
_ASKED_BACK = frozenset({"clarify", "clarify_region"})


@dataclass(frozen=True)
class Source:
    """A citation of an answer, enough to find the place again."""

    title: str
    document_number: str | None
    section: tuple[str, ...]
    quote: str
    validity: str
    url: str | None


@dataclass(frozen=True, kw_only=True)
class Point:
    """One question or wish, and what came of it.

    `outcome`: `answered`, `refused`, `asked_back`, `guided`, `said`, `failed`, `unanswered`.
    """

    message_id: str
    at: datetime
    asked: str
    topic: str
    outcome: str
    answer: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """`open`: what has not been settled, oldest first. `who`: a masked name, or None before any sign-in."""

    who: str | None
    region: str | None
    channel: str
    language: str
    since: datetime
    handoff: Handoff | None
    alarms: tuple[Alarm, ...]
    points: tuple[Point, ...]
    earlier_points: int
    open: tuple[Point, ...] = field(default=())


def summarise(
    conversation: Conversation,
    transcript: Sequence[Message],
    *,
    who: str | None,
    handoff: Handoff | None,
    alarms: Sequence[Alarm],
) -> Summary:
    """The last points; of the earlier ones only how many there are."""
    answers = {message.answers_id: message for message in transcript if message.answers_id}
    points = [
        _point(message, answers.get(message.id)) for message in transcript if message.author is Author.CITIZEN
    ]
    kept = points[-MOST_POINTS:]
    return Summary(
        who=who,
        region=conversation.region,
        channel=conversation.channel,
        language=conversation.language,
        since=conversation.created_at,
        handoff=handoff,
        alarms=tuple(alarms),
        points=tuple(kept),
        earlier_points=len(points) - len(kept),
        open=tuple(_open(points)),
    )


def _point(message: Message, answer: Message | None) -> Point:
    """An answer that was thought of while a person took over was never said."""
    said = answer if message.status is not TurnStatus.FORWARDED else None
    return Point(
        message_id=message.id,
        at=message.created_at,
        asked=_short(message.text),
        topic=said.topic if said else "",
        outcome=_outcome(said),
        answer=_short(said.replies[0].text) if said and said.replies else "",
        sources=_sources(said.replies) if said else (),
    )


def _outcome(answer: Message | None) -> str:
    if answer is None:
        return "unanswered"
    if answer.failed:
        return "failed"
    statuses = {(reply.answer or {}).get("status") for reply in answer.replies}
    for outcome, wanted in (("refused", _REFUSED), ("answered", _ANSWERED), ("asked_back", _ASKED_BACK)):
        if statuses & wanted:
            return outcome
    return "guided" if any(reply.type is ReplyType.FORM for reply in answer.replies) else "said"


def _open(points: list[Point]) -> list[Point]:
    """Unanswered and refused; of forms and questions back only the last: the others have been passed."""
    pending = ("guided", "asked_back")
    last = points[-1:] if points and points[-1].outcome in pending else []
    return [point for point in points if point.outcome in ("refused", "failed", "unanswered")] + last


def _sources(replies: tuple[Reply, ...]) -> tuple[Source, ...]:
    cited = [citation for reply in replies for citation in (reply.answer or {}).get("citations", [])]
    return tuple(_source(citation) for citation in cited)


def _source(citation: dict[str, Any]) -> Source:
    return Source(
        title=citation["title"],
        document_number=citation.get("document_number"),
        section=tuple(citation.get("section", ())),
        quote=citation.get("quote", ""),
        validity=citation.get("validity", ""),
        url=citation.get("url"),
    )


def _short(text: str) -> str:
    text = mask(text.strip())
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
