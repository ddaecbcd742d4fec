"""A question that finds little is searched for once more in the words of documents.

Formal words beside a question count little by words and nothing by meaning: for 放假得闲增值下自己 the
nearest passages are of leisure and of money. It is still judged by what was asked.
"""

from dataclasses import replace

from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.everyday import formal_words
from knowledge_base.answer.fit import passage_of, share
from knowledge_base.answer.steps.judge import assess
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
        likelihood, _ = _merit(part)
        if likelihood >= _BY_ITSELF or not (query := _formally(part.query)):
            continue
        found = findings_of(replace(part, query=query), context.regions, services.on(context.as_of))
        other = replace(part, findings=found)
        risen, said = _merit(other)
        if risen >= likelihood + _CLEARLY and said >= _SAID:
            context.parts[number] = other


def _formally(query: str) -> str:
    """Empty where the question has no everyday words."""
    said = formal_words(query)
    for stretch in sorted(said, key=len, reverse=True):
        query = query.replace(stretch, " ".join(said[stretch]))
    return query if said else ""


def _merit(part: Part) -> tuple[float, float]:
    """How likely the best finding answers, and how much of the question its best passage says."""
    assessed = [assess(part, finding) for finding in part.findings]
    return max(
        (
            (found.likelihood, share(part.query, passage_of(found.near[0].chunk)))
            for found in assessed
            if found.near
        ),
        default=(0.0, 0.0),
    )
