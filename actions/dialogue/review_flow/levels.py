"""Which of the five levels words may mean. Pure.

A level is never guessed: only its own name chooses it, or its stars where the question says which is which.
All other words narrow the question, to two levels at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.dialogue.review_flow.wordings import ReviewWordings, heard
from actions.rules.readers.numeral import value_of
from actions.wire.reviews import ReviewLevel

LEVELS = tuple(ReviewLevel)
"""In the official order, the best first."""

_GOOD = (ReviewLevel.VERY_SATISFIED, ReviewLevel.SATISFIED)
_FAIR = (ReviewLevel.SATISFIED, ReviewLevel.BASICALLY_SATISFIED)
_MIDDLING = (ReviewLevel.BASICALLY_SATISFIED, ReviewLevel.DISSATISFIED)
_BAD = (ReviewLevel.DISSATISFIED, ReviewLevel.VERY_DISSATISFIED)


@dataclass(frozen=True)
class Heard:
    """`levels`: those that may be meant, in their order. `chosen`: the one of them was named."""

    levels: tuple[ReviewLevel, ...]
    chosen: bool = False


def hear(text: str, *, asked: Sequence[ReviewLevel] = ()) -> Heard | None:
    """`asked`: the levels that were just offered; empty where nothing was asked. None: no level, or all."""
    said = heard(text)
    return _named(said, asked) or _placed(said, asked) or _starred(said, asked) or _weighed(said)


def _named(said: str, asked: Sequence[ReviewLevel]) -> Heard | None:
    wordings = ReviewWordings.load()
    names = ["chosen", "changed_to", *(["named"] if asked else [])]
    found = next((match for name in names if (match := wordings.whole(name, said))), None)
    if found:
        return Heard((ReviewLevel(found["level"]),), chosen=True)
    extreme = [level for level in asked if level.startswith("非常")]
    if len(extreme) == 1 and wordings.whole("degree", said):
        return Heard((extreme[0],), chosen=True)
    return None


def _placed(said: str, asked: Sequence[ReviewLevel]) -> Heard | None:
    """第一个 is what was offered first. A number alone could count stars as well: it is asked back."""
    wordings = ReviewWordings.load()
    if not asked:
        return None
    if match := wordings.whole("ordinal", said):
        place = 0 if match["former"] else len(asked) - 1 if match["latter"] else _number(match["number"]) - 1
        return Heard((asked[place],), chosen=True) if place < len(asked) else None
    if match := wordings.whole("digit", said):
        number = _number(match["number"])
        meant = {*asked[number - 1 : number], _of_stars(number)}
        return Heard(tuple(level for level in asked if level in meant)) if meant & {*asked} else None
    return None


def _starred(said: str, asked: Sequence[ReviewLevel]) -> Heard | None:
    """Stars are a level's name once the question has said so; before, and of points, they are asked back."""
    level = _level_of_stars(said) or _level_of_points(said)
    if level is None:
        return None
    weighed = _weighed(said)
    if weighed and all(other.is_negative != level.is_negative for other in weighed.levels):
        return None
    only = ReviewWordings.load().whole("only_stars", said)
    return Heard((level,), chosen=bool(only) and level in asked)


def _level_of_stars(said: str) -> ReviewLevel | None:
    wordings = ReviewWordings.load()
    if match := wordings.within("stars", said):
        return _of_stars(_number(match["number"]))
    signs = wordings.within("star_signs", said)
    return _of_stars(len(signs[0])) if signs and len(signs[0]) <= len(LEVELS) else None


def _level_of_points(said: str) -> ReviewLevel | None:
    wordings = ReviewWordings.load()
    if wordings.within("best_points", said):
        return LEVELS[0]
    if wordings.within("worst_points", said):
        return LEVELS[-1]
    match = wordings.within("points", said)
    return _of_stars(_number(match["number"])) if match else None


def _of_stars(number: int) -> ReviewLevel:
    """Five stars are the best; none is no better than one."""
    return LEVELS[len(LEVELS) - max(number, 1)]


def _number(numeral: str) -> int:
    return int(value_of(numeral) or 0)


def _weighed(said: str) -> Heard | None:
    """Praise and blame in one sentence narrow nothing."""
    wordings = ReviewWordings.load()
    if wordings.within("double_not", said):
        return None
    left = wordings.without("no_verdict", said)
    fair = wordings.within("fair", left)
    left = wordings.without("fair", left)
    good = wordings.within("no_fault", left)
    left = wordings.without("no_fault", left)
    bad = wordings.within("not_good", left)
    left = wordings.without("not_good", left)
    bad = wordings.within("very_bad", left) or bad
    left = wordings.without("very_bad", left)
    middling = wordings.within("middling", left)
    good = wordings.within("good", wordings.without("middling", left)) or good
    if bad and (good or fair):
        return None
    if bad:
        return Heard(_BAD)
    if middling:
        return None if good else Heard(_MIDDLING)
    if fair:
        return Heard(_FAIR)
    return Heard(_GOOD) if good else None
