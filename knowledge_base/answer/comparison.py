"""What the districts say, side by side, and which figure is higher, where that can be told.

No difference is computed: it would stand in no passage. Which is higher is said only of two figures of the
same unit, of the same thing and of the same time, where each passage has only one that it can be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from knowledge_base.answer.numbers import DAY, MONTH, YEAR, Number, numbers
from knowledge_base.answer.period import Years, meet, years_in
from knowledge_base.answer.replies import reply
from knowledge_base.answer.text import normalise
from knowledge_base.models import Chunk, PointKind
from knowledge_base.wire import Segment

_TWO = 2
_CALENDAR = (YEAR, MONTH, DAY)
_SENTENCE = re.compile(r"[^。;；]+")
_CLAUSE = re.compile(r"[^,，]+")
_COUNTED_AS = re.compile("累计|五年|每年|年均|每月|当年|平均|新增|每人|人均")
_SAME_THING = 0.6
"""Share of one subject's character pairs that the other passage has: 调解成功率 is not 结案率."""
_CLEARLY = 0.85
"""The same of the one figure among several that is of the other passage's subject."""
_APART = 0.15
"""By how much the others must have less."""
_MORE = {"%": "高", "百分点": "高", "岁": "大", "平方米": "大"} | dict.fromkeys(
    ("年", "季度", "个月", "周", "日", "工作日", "小时", "分钟"), "长"
)


@dataclass(frozen=True)
class Side:
    """What one region says to a question: the sentences told, each with its citations, best first.

    `chunk` is what the first sentence rests on; None where nothing was found. What was said before already
    is found and not told again.
    """

    region: str
    told: tuple[Segment, ...] = ()
    chunk: Chunk | None = None


def side_by_side(sides: Sequence[Side], *, years: Years | None = None) -> list[Segment]:
    """One region after the other in the order given, then which figure is higher.

    `years` are those that the question names: of a passage that has a target and what it began from, the
    figure of those years is compared, and the target where it names none.
    """
    segments = [segment for side in sides for segment in _told(side)]
    comparing = _comparing(sides, years)
    return [*segments, *([comparing] if comparing else [])]


def _told(side: Side) -> list[Segment]:
    if side.chunk is None:
        return [Segment(text=reply("side_missing", region=side.region))]
    if not side.told:
        return []
    first, *rest = side.told
    place = reply("place", region=side.region)
    return [first.model_copy(update={"text": f"{place}{first.text}"}), *rest]


def _comparing(sides: Sequence[Side], years: Years | None) -> Segment | None:
    citations = [side.told[0].citations[0] for side in sides if side.told and side.told[0].citations]
    chunks = [side.chunk for side in sides if side.chunk is not None]
    if not len(sides) == len(citations) == len(chunks) == _TWO:
        return None
    figures = _comparable(chunks[0], chunks[1], years)
    if figures is None:
        return None
    are_targets = years is None and {chunk.kind for chunk in chunks} == {PointKind.TARGET}
    what = reply("compared_targets" if are_targets else "compared_figures")
    first, second = (figure.value for figure in figures)
    if first == second:
        return Segment(text=reply("compared_same", what=what), citations=citations)
    region = sides[0 if first > second else 1].region
    more = _MORE.get(figures[0].number.unit, "多")
    return Segment(text=reply("compared", what=what, region=region, more=more), citations=citations)


def _comparable(one: Chunk, other: Chunk, years: Years | None) -> "tuple[_Figure, _Figure] | None":
    """The two figures, where they are of one unit, one thing and one time."""
    first = _figure(one, years, like=other.subject)
    second = _figure(other, years, like=one.subject)
    if first is None or second is None or not first.is_comparable_to(second):
        return None
    likeness = max(_likeness(other.subject, first.of), _likeness(one.subject, second.of))
    return (first, second) if likeness >= _SAME_THING else None


@dataclass(frozen=True)
class _Figure:
    """A figure of a passage, how it is counted, and what the passage and its clause call it."""

    number: Number
    counted_as: frozenset[str]
    of: str

    @property
    def value(self) -> Decimal:
        return self.number.in_smaller()[0]

    def is_comparable_to(self, other: "_Figure") -> bool:
        same_unit = self.number.in_smaller()[1] == other.number.in_smaller()[1]
        return same_unit and self.counted_as == other.counted_as


def _figure(chunk: Chunk, years: Years | None, *, like: str) -> _Figure | None:
    """The only figure of the passage; of several, the one that clearly is of the subject `like`."""
    found = _figures(chunk, years)
    if len(found) < 2:
        return found[0] if found else None
    ranked = sorted(found, key=lambda figure: _likeness(like, figure.of), reverse=True)
    best, next_best = (_likeness(like, figure.of) for figure in ranked[:2])
    return ranked[0] if best >= _CLEARLY and best - next_best >= _APART else None


def _figures(chunk: Chunk, years: Years | None) -> list[_Figure]:
    """The figures with a unit that are of the years asked about."""
    text = normalise(chunk.quote if not chunk.is_table_row else chunk.text)
    found: list[_Figure] = []
    for sentence in _SENTENCE.findall(text):
        counted_as = frozenset(_COUNTED_AS.findall(sentence))
        spoken_of: list[Years] = []
        for clause in _CLAUSE.findall(sentence):
            spoken_of = years_in(clause) or spoken_of
            if _is_of(spoken_of, chunk, years):
                of = f"{chunk.subject} {clause}"
                found += [_Figure(number, counted_as, of) for number in _counted(clause)]
    return found


def _counted(clause: str) -> list[Number]:
    return [number for number in numbers(clause) if number.unit and number.unit not in _CALENDAR]


def _is_of(spoken_of: list[Years], chunk: Chunk, years: Years | None) -> bool:
    """Whether what a clause says is of the years asked about; of a target where none are, the target's."""
    if not spoken_of:
        return True
    if years is not None:
        return any(meet(years, stretch) for stretch in spoken_of)
    if chunk.kind is not PointKind.TARGET:
        return True
    latest = max((last for _, last in years_in(normalise(chunk.text))), default=None)
    return any(last == latest for _, last in spoken_of)


def _likeness(subject: str, text: str) -> float:
    """The share of a subject's character pairs that a text has."""
    wanted, had = _pairs(subject), _pairs(text)
    return len(wanted & had) / len(wanted) if wanted else 0.0


def _pairs(text: str) -> set[str]:
    return {"".join(pair) for word in re.findall(r"\w+", text) for pair in pairwise(word)}
