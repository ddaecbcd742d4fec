"""What is asked: plain words, one question a part, completed from what was said before."""

from chassis.pii import mask
from chassis.regions import RegionRegistry
from knowledge_base.answer.cantonese import in_mandarin
from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.follow_up import complete
from knowledge_base.answer.lexicon import patterns
from knowledge_base.answer.number_forms import same_numbers
from knowledge_base.answer.split import split
from knowledge_base.answer.text import normalise
from knowledge_base.answer.wording import asks, bare_words, in_document_words, subject, want_of
from knowledge_base.wire import Status

__all__ = ["bare_words", "in_document_words", "subject", "to_mandarin", "understand", "want_of"]

_HISTORY_TURNS = 4


def understand(context: Context, services: Services) -> None:
    """Split the message into questions, each with what it wants and what to search for.

    Sets `clarify` where nothing is left to search for.
    """
    said = said_before(context)
    places = place_words(services.regions)
    context.parts = []
    for text in split(to_mandarin(context.question), places=places):
        context.parts.append(_part(text, said, places))
        said.append(text)
    if not any(subject(part.query) for part in context.parts):
        context.status = Status.CLARIFY


def _part(text: str, said: list[str], places: list[str]) -> Part:
    """A question of a message, completed from those said before it, in this message too."""
    completed = complete(text, said, places=places)
    query = in_document_words(completed)
    own = in_document_words(text) if completed != text else ""
    return Part(
        text=text,
        query=query,
        want=want_of(text if asks(text) else completed),
        also=_also(completed, query),
        own=own,
        names_something_new=bool(own) and not patterns("question", "stands_for").search(text),
    )


def _also(said: str, query: str) -> tuple[str, ...]:
    """Other words for what a question says: formal ones for everyday ones, its numbers written otherwise."""
    formal = (word for words in formal_words(said).values() for word in words)
    return tuple(dict.fromkeys(word for word in (*formal, *same_numbers(said)) if word not in query))


def to_mandarin(text: str) -> str:
    """Cantonese words in Mandarin, simplified and half width."""
    return in_mandarin(normalise(text))


def said_before(context: Context) -> list[str]:
    """The latest questions of the conversation, oldest first, in Mandarin."""
    return [to_mandarin(mask(turn.question)) for turn in context.request.history[-_HISTORY_TURNS:]]


def place_words(registry: RegionRegistry) -> list[str]:
    return [word for region in registry.covered() for word in (*region.words, *region.city_words)]
