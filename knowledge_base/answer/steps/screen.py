"""Danger to life, attempts at manipulation and own cases: seen before anything is looked up."""

from chassis.pii import mask
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.text import normalise, squeeze
from knowledge_base.wire import Status


def screen(context: Context, services: Services) -> None:
    """Set `crisis`, `unsafe` or `personal_case`. Danger comes first, whatever else the text holds.

    What identifies a person is masked here: it helps no search, and the embedder may be another machine.
    """
    del services
    context.question = mask(normalise(context.request.question))
    text = squeeze(context.question)
    if is_danger(text):
        context.status = Status.CRISIS
    elif patterns("attack", "attack").search(text) or patterns("attack", "abuse").search(text):
        context.status = Status.UNSAFE
    elif patterns("own_case", "own_case").search(text):
        context.status = Status.PERSONAL_CASE


def is_danger(text: str) -> bool:
    """Whether a squeezed, simplified text speaks of danger to somebody's life."""
    return bool(patterns("danger", "danger").search(patterns("danger", "not_danger").sub("", text)))
