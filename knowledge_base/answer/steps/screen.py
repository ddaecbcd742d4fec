"""Danger to life, attempts at manipulation and own cases: seen before anything is looked up."""

from chassis.pii import mask
from knowledge_base.answer.alarm import alarm, without_lookalikes
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.steps.understand import to_mandarin
from knowledge_base.answer.text import normalise, squeeze
from knowledge_base.disguise import undisguise
from knowledge_base.instructions import reads_like_an_instruction
from knowledge_base.wire import Alarming, Status

_GAP = "。"
"""Stands where an expression was taken out, so that its neighbours do not become one word."""

_NOTHING_FOUND = frozenset({Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE, Status.CLARIFY})


def screen(context: Context, services: Services) -> None:
    """Set `crisis`, `unsafe` or `personal_case`. Danger comes first, whatever else the text holds.

    What identifies a person is masked here: it helps no search, and the embedder may be another machine.
    """
    del services
    context.question = _prepared(context.request.question)
    own_case = is_own_case(context.question)
    context.status = _raised(context.question) or (Status.PERSONAL_CASE if own_case else None)


def look_again(context: Context, services: Services) -> None:
    """Set `crisis` where nothing was found that answers, and the words may well be veiled danger.

    Somebody who asks of a policy is answered by then; of the rest, one alarm too many is better than one too
    few.
    """
    del services
    if context.status in _NOTHING_FOUND and _alarm(context.question) >= alarm().maybe:
        context.status = Status.CRISIS


def raised_by(text: str) -> Alarming | None:
    """What a text is before it is anything else, whatever it is about: danger, manipulation, or neither.

    Veiled danger is left to those who look the text up: 再见 alone may be that, and hardly ever is.
    """
    return _raised(_prepared(text))


def _prepared(text: str) -> str:
    return mask(normalise(text))


def _raised(question: str) -> Alarming | None:
    readings = _readings(question)
    if any(map(is_danger, readings)):
        return Status.CRISIS
    if any(map(is_attack, readings)) or reads_like_an_instruction(question):
        return Status.UNSAFE
    return Status.CRISIS if _alarm(question) >= alarm().surely else None


def _alarm(question: str) -> float:
    return alarm().of(undisguise(question))


def _readings(question: str) -> list[str]:
    """As it stands first, without a disguise, and with Cantonese words in Mandarin; each text once."""
    shapes = (squeeze(question), undisguise(question), squeeze(to_mandarin(question)))
    return list(dict.fromkeys(shapes))


def is_own_case(question: str) -> bool:
    """Whether only somebody's own record can tell, in Mandarin or in Cantonese."""
    own_case = patterns("own_case", "own_case")
    return any(own_case.search(squeeze(reading)) for reading in (question, to_mandarin(question)))


def is_danger(text: str) -> bool:
    """Whether a squeezed, simplified text has an expression of danger to somebody's life."""
    return bool(patterns("danger", "danger").search(without_lookalikes(text)))


def is_attack(text: str) -> bool:
    """Whether a squeezed, simplified text tries to talk the assistant out of its sources, or abuses it."""
    told = patterns("attack", "not_attack").sub(_GAP, text)
    return bool(patterns("attack", "abuse").search(text) or patterns("attack", "attack").search(told))
