"""A question that finds little is asked once more, leaning on what was said before otherwise than it looks.

The rules of `follow_up.py` know a follow-up by its form: 来听的群众有多少人 has none and is one, and for
就业困难人员认定呢 they may keep too much of what was asked before.
"""

from dataclasses import replace

from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.fit import passage_of, share
from knowledge_base.answer.follow_up import leaning
from knowledge_base.answer.steps.judge import assess
from knowledge_base.answer.steps.retrieve import findings_of
from knowledge_base.answer.steps.understand import place_words, said_before
from knowledge_base.answer.wording import asks, in_document_words, subject, want_of, without_aspects

_BY_ITSELF = 0.5
"""Likelihood from which a question needs nothing that was said before."""
_CLEARLY = 0.2
"""By how much it must rise."""
_OF_ITS_OWN = 0.3
"""The share of its own words that the passage must have: a new subject is not answered with the old one."""
_NOTHING_NEW = 2
"""Characters in which a question names nothing of its own."""


def lean(context: Context, services: Services) -> None:
    """Search again for a part that finds little, with more or with less of what was asked before it."""
    said = said_before(context)
    for number, part in enumerate(context.parts):
        if said and _likelihood(part) < _BY_ITSELF:
            other = _otherwise(part, said, context, services)
            if other and _likelihood(other) >= _likelihood(part) + _CLEARLY and _is_about_both(other):
                context.parts[number] = other
        said.append(part.text)


def _otherwise(part: Part, said: list[str], context: Context, services: Services) -> Part | None:
    if part.own:
        asked = want_of(said[-1]).asks.search(said[-1])
        query = f"{part.own} {asked[0]}" if asked and asked[0] and not asks(part.text) else ""
    else:
        query = leaning(part.text, said, places=place_words(services.regions)) if asks(part.text) else ""
    if not query:
        return None
    other = replace(part, query=in_document_words(query), own=part.own or part.query, read_as=(), also=())
    other.findings = findings_of(other, context.regions, services.on(context.as_of))
    return other


def _likelihood(part: Part) -> float:
    return max((assess(part, finding).likelihood for finding in part.findings), default=0.0)


def _is_about_both(part: Part) -> bool:
    if len(subject(without_aspects(part.own))) <= _NOTHING_NEW:
        return True
    best = max((assess(part, finding) for finding in part.findings), key=lambda found: found.likelihood)
    return bool(best.near) and share(part.own, passage_of(best.near[0].chunk)) >= _OF_ITS_OWN
