"""A question that finds little is searched for once more in the words of documents.

Formal words beside a question count little by words and nothing by meaning: for 放假得闲增值下自己 the
nearest passages are of leisure and of money. It is still judged by what was asked.
"""

from dataclasses import replace

from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.steps.correct import merits
from knowledge_base.answer.steps.retrieve import findings_of

_BY_ITSELF = 0.5
"""Likelihood from which a question needs no other words."""
_CLEARLY = 0.2
"""By how much it must rise."""
_SAID = 0.75
"""The share of the question that the passage must say. Without it six more tuning questions were answered
rightly and ten wrongly."""


def formal(context: Context, services: Services) -> None:
    """Search again for a part that finds little, with formal words in place of its everyday ones."""
    for number, part in enumerate(context.parts):
        query = _formally(part.query)
        if not query or (likelihood := merits(part)[0]) >= _BY_ITSELF:
            continue
        found = findings_of(replace(part, query=query), context.regions, services.on(context.as_of))
        other = replace(part, findings=found)
        risen, _, said = merits(other)
        if risen >= likelihood + _CLEARLY and said >= _SAID:
            context.parts[number] = other


def _formally(query: str) -> str:
    """Empty where the question has no everyday words."""
    said = formal_words(query)
    for stretch in sorted(said, key=len, reverse=True):
        query = query.replace(stretch, " ".join(said[stretch]))
    return query if said else ""
