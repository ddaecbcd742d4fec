"""Which years a question or a passage speaks of: 2023年, 25年底, 去年, 十三五末."""

import re
from datetime import date

from knowledge_base.answer.numbers import YEAR, numbers

Years = tuple[int, int]
"""The first and the last year."""

_RELATIVE = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "明年": 1, "后年": 2}
_RELATIVE_YEAR = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)))
_PLAN = re.compile(r"[“\"']?十([一二三四五六])五[”\"']?(?P<end>(?:时期|期间)?(?:的)?(?:末|期末|结束|收官))?")
_RANGE = re.compile(r"(?:年|年份)?\s*(?:-|~|–|—|至|到)\s*")
# The eleventh five-year plan began in 2006.
_ELEVENTH, _ELEVENTH_FROM = 1, 2006
_ORDINALS = "一二三四五六"


def years_in(text: str, *, today: date | None = None) -> list[Years]:
    """All years and five-year plans that a text names; 去年 and the like only where `today` is given."""
    return [*_calendar_years(text), *_plans(text), *(_relative(text, today) if today else [])]


def asked_years(question: str, *, today: date) -> Years | None:
    """What a question is about, from its first year to its last; None where it names none."""
    named = years_in(question, today=today)
    if not named:
        return None
    return min(first for first, _ in named), max(last for _, last in named)


def meet(one: Years, other: Years) -> bool:
    """Whether two stretches have a year in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def _calendar_years(text: str) -> list[Years]:
    found = [number for number in numbers(text) if number.unit == YEAR]
    stretches: list[Years] = []
    for at, number in enumerate(found):
        year = int(number.value)
        joined = at > 0 and _RANGE.fullmatch(text, found[at - 1].end, number.start)
        if joined and stretches[-1][1] <= year:
            stretches[-1] = (stretches[-1][0], year)
        else:
            stretches.append((year, year))
    return stretches


def _plans(text: str) -> list[Years]:
    stretches: list[Years] = []
    for match in _PLAN.finditer(text):
        first = _ELEVENTH_FROM + 5 * (_ORDINALS.index(match[1]) + 1 - _ELEVENTH)
        stretches.append((first + 4, first + 4) if match["end"] else (first, first + 4))
    return stretches


def _relative(text: str, today: date) -> list[Years]:
    years = (today.year + _RELATIVE[match[0]] for match in _RELATIVE_YEAR.finditer(text))
    return [(year, year) for year in years]
