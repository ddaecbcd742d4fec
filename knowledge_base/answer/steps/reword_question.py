"""With a model: what to search for, in words that stand alone. No word of it is read by a citizen."""

import re
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from chassis.logs import get_logger
from chassis.regions import RegionRegistry
from knowledge_base.answer.claims import (
    denials,
    figures,
    has_link,
    is_simplified_chinese,
    marks,
    names,
    places,
)
from knowledge_base.answer.context import Context, Part, Services
from knowledge_base.answer.steps.screen import is_attack
from knowledge_base.answer.steps.understand import in_document_words, to_mandarin
from knowledge_base.answer.text import normalise, squeeze
from knowledge_base.errors import ModelFailed
from knowledge_base.model_usage import ModelUse
from knowledge_base.ports import ModelTask

T = TypeVar("T", bound=Hashable)

_SHARE = 1 / 3
"""Of the time that the model has for an answer: the wording needs the rest."""
_HISTORY_TURNS = 3
_MASKED = re.compile(r"[\w.@]*\*{3,}[\w.@]*", re.ASCII)
"""A number or an address that was starred out: nobody asks about it."""
_MOST_TIMES = 3
_MOST_ADDED = 60
UNCHANGED, USED = "unchanged", "used"


def reword_question(context: Context, services: Services) -> None:
    """Let a model rewrite each part's query; a rewriting that changes what is asked is not used."""
    use = services.model
    if use is None:
        return
    earlier = [normalise(turn.question) for turn in context.request.history[-_HISTORY_TURNS:]]
    try:
        said = use.model.rewrite(
            [part.text for part in context.parts], earlier=earlier, seconds=_SHARE * use.seconds
        )
    except ModelFailed:
        context.model_is_down = True
        return
    for part, text in zip(context.parts, said.questions, strict=True):
        _take(part, Rewriting(text, part.text, " ".join(earlier), services.regions), use)


@dataclass(frozen=True)
class Rewriting:
    """A rewritten question beside the one that was asked and the ones before it."""

    text: str
    asked: str
    earlier: str
    regions: RegionRegistry


def _take(part: Part, rewriting: Rewriting, use: ModelUse) -> None:
    verdict = objection(rewriting)
    if verdict is None:
        changed = squeeze(rewriting.text) != squeeze(rewriting.asked)
        verdict = USED if changed else UNCHANGED
    use.usage.judged(ModelTask.REWRITE, verdict)
    if verdict == USED:
        part.rewritten = normalise(rewriting.text)
        part.query = in_document_words(to_mandarin(rewriting.text))
    elif verdict != UNCHANGED:
        get_logger().warning("rewriting_refused", reason=verdict)


def objection(rewriting: Rewriting) -> str | None:
    """The first reason, as a word to count by, why the question is searched for as it was asked."""
    return next((reason for reason, found in _OBJECTIONS if found(rewriting)), None)


def _is_empty(rewriting: Rewriting) -> bool:
    return not squeeze(rewriting.text)


def _is_too_long(rewriting: Rewriting) -> bool:
    return len(rewriting.text) > _MOST_TIMES * len(rewriting.asked) + _MOST_ADDED


def _is_not_plain(rewriting: Rewriting) -> bool:
    return bool(marks(rewriting.text) - marks(rewriting.asked)) or not is_simplified_chinese(rewriting.text)


def _has_link(rewriting: Rewriting) -> bool:
    return has_link(squeeze(rewriting.text)) and not has_link(squeeze(rewriting.asked))


def _obeys_an_attack(rewriting: Rewriting) -> bool:
    return is_attack(squeeze(rewriting.text))


def _changes_figures(rewriting: Rewriting) -> bool:
    return not _keeps(_figures, rewriting)


def _figures(text: str) -> Counter[tuple[Decimal, str]]:
    return Counter((figure.value, figure.unit) for figure in figures(text))


def _changes_places(rewriting: Rewriting) -> bool:
    return not _keeps(lambda text: Counter(places(text, rewriting.regions)), rewriting)


def _changes_names(rewriting: Rewriting) -> bool:
    known = squeeze(rewriting.asked + rewriting.earlier)
    return any(name not in known for name in names(squeeze(rewriting.text)))


def _changes_denials(rewriting: Rewriting) -> bool:
    """By their number: what is denied may be said in other words."""
    return not _keeps(lambda text: Counter(denied=denials(text).total()), rewriting)


def _keeps(claims: Callable[[str], Counter[T]], rewriting: Rewriting) -> bool:
    """Whether all that was asked is there, and nothing beside it but what was asked earlier."""
    said, asked, earlier = (
        claims(_MASKED.sub("", squeeze(text)))
        for text in (rewriting.text, rewriting.asked, rewriting.earlier)
    )
    return asked <= said <= asked + earlier


_OBJECTIONS: tuple[tuple[str, Callable[[Rewriting], bool]], ...] = (
    ("empty", _is_empty),
    ("too_long", _is_too_long),
    ("link", _has_link),
    ("language", _is_not_plain),
    ("attack", _obeys_an_attack),
    ("figure", _changes_figures),
    ("region", _changes_places),
    ("name", _changes_names),
    ("negation", _changes_denials),
)
