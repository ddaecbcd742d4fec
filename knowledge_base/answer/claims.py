"""What a sentence commits itself to: figures with their limits, names, denials, exceptions, promises."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from chassis.regions import RegionRegistry
from knowledge_base.answer.lexicon import load, patterns
from knowledge_base.answer.numbers import numbers
from knowledge_base.answer.text import normalise, squeeze

_BEFORE = 8
"""Characters before a figure in which its limit stands: 至少要交满3年."""
_CLAUSE_END = re.compile(r"[,。;!?:]")
_NUMERAL = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z][a-z0-9+_-]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MARK = re.compile(r"[^\w\s,。.;:!?、()《》“”「」‘’\"'·—…%~-]|[*_`#]")


@dataclass(frozen=True)
class Figure:
    """A number in the unit in which its like is compared, and what limits it (`claims.yml`).

    `end` is behind the unit and a limit that follows it.
    """

    value: Decimal
    unit: str
    limits: frozenset[str]
    start: int
    end: int

    @property
    def claim(self) -> tuple[Decimal, str, frozenset[str]]:
        return (self.value, self.unit, self.limits)


def figures(text: str) -> list[Figure]:
    """The figures of a squeezed text in reading order."""
    found: list[Figure] = []
    last = 0
    for number in numbers(text):
        before = _CLAUSE_END.split(text[last : number.start])[-1][-_BEFORE:]
        limits = [match.lastgroup for match in _bounds("bounds_before").finditer(before)][-1:]
        after = _bounds("bounds_after").match(text, number.end)
        limits += [after.lastgroup] if after else []
        value, unit = number.in_smaller()
        last = after.end() if after else number.end
        found.append(Figure(value, unit, frozenset(map(str, limits)), number.start, last))
    return found


def limits(text: str) -> Counter[str]:
    """The limits that a text sets, by kind, wherever they stand: 三星级及以上.

    Single characters are left out, as they begin other words: 内容, 起步.
    """
    found = (
        match
        for name in ("bounds_before", "bounds_after")
        for match in _bounds(name).finditer(text)
        if len(match[0]) > 1
    )
    return Counter(str(match.lastgroup) for match in found)


def loose_numerals(text: str) -> Counter[str]:
    """Arabic numerals that are no figures: 第3项."""
    for figure in reversed(figures(text)):
        text = text[: figure.start] + " " + text[figure.end :]
    return Counter(_NUMERAL.findall(text))


def denials(text: str) -> Counter[str]:
    """What a squeezed text denies: the two characters after each negation, without what stands between."""
    for name in ("either_way", "not_negation"):
        text = _expression(name).sub("", text)
    text = _bounds("bounds_before").sub("", text)
    rest = (_expression("auxiliary").sub("", text[match.end() :], count=1) for match in _negation(text))
    return Counter("".join(_CHINESE.findall(after)[:2]) for after in rest)


def exceptions(text: str) -> int:
    return len(_expression("exception").findall(text))


def names(text: str) -> set[str]:
    """What stands between quotation marks or title marks, and words in Latin letters."""
    quoted = {next(filter(None, groups)) for groups in _expression("name").findall(text)}
    return quoted | set(_LATIN.findall(text))


def promises(text: str) -> set[str]:
    return {match[0] for match in patterns("claims", "promise").finditer(text)}


def verdict(text: str) -> str | None:
    """A yes or no at the beginning."""
    match = _expression("verdict").search(text)
    return match[0] if match else None


def has_link(text: str) -> bool:
    return bool(_expression("link").search(text))


def marks(text: str) -> set[str]:
    """Markup, symbols and control characters: what plain sentences are not written with."""
    return set(_MARK.findall(unicodedata.normalize("NFKC", text)))


def is_simplified_chinese(text: str) -> bool:
    """At least half of its letters and figures are Chinese, and none is a traditional character."""
    plain = squeeze(text)
    chinese, all_of_it = len(_CHINESE.findall(plain)), sum(map(str.isalnum, plain))
    return chinese > 0 and all_of_it <= 2 * chinese and squeeze(normalise(text)) == plain


def places(text: str, registry: RegionRegistry) -> set[str]:
    """The districts, streets and cities that a text names, each by one name; a city beside its district is
    no place of its own."""
    found: set[str] = set()
    for region in registry.covered():
        found.update(street for street in region.streets if street in text)
        if _names_any(region.words, text):
            found.add(region.short_name)
        elif _names_any(region.city_words, text):
            found.add(region.city)
    others = (*registry.other_districts, *registry.other_cities)
    return found | {name.rstrip("区市") for name in others if name in text}


def _names_any(words: tuple[str, ...], text: str) -> bool:
    return any(word in text for word in words)


def _negation(text: str) -> list[re.Match[str]]:
    return list(_expression("negation").finditer(text))


@cache
def _bounds(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{kind}>{written})" for kind, written in load("claims")[name].items()))


@cache
def _expression(name: str) -> re.Pattern[str]:
    return re.compile(load("claims")[name])
