"""What changed from one version of a document to another, section by section.

Sections are found again by their headings, then by their text, so that a renumbered or renamed one is not
told as gone and come. Tables are compared cell by cell: a DOCX with merged cells and a plain text of the same
table are the same. Nothing is told of lines that say the same.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge_base.ingest.grid import CELL_GAP
from knowledge_base.ingest.headings import bare_name
from knowledge_base.models import Section
from knowledge_base.publish.alignment import (
    MOST_COMPARED,
    Pairs,
    align,
    best_first,
    likeness,
    moved,
    pairs_of_characters,
)
from knowledge_base.publish.units import Line, Unit, section_id, units
from knowledge_base.publish.wording import Fate, FigureChange, Piece, compare, whole, without_ordinal

_LINES_ALIKE = 0.4

Fits = Callable[[int, int], bool]


class Change(StrEnum):
    """What happened to a section or a line. A section may be moved and reworded at once."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"


@dataclass(frozen=True)
class ChangedFigure:
    """A figure before and after, and where in its section: the row and the column of a table, if in one."""

    figure: FigureChange
    row: str = ""
    column: str = ""


@dataclass(frozen=True)
class ChangedLine:
    """A paragraph or table row with both wordings in one."""

    change: Change
    pieces: tuple[Piece, ...]
    figures: tuple[ChangedFigure, ...] = ()


@dataclass(frozen=True)
class ChangedSection:
    """`path` is where it stands, or where it stood when it is gone; `old_path` only where that was another.

    The empty path is for the lines of the paper's head and signature. `heading` is set where the name is new.
    """

    id: str
    path: tuple[str, ...]
    changes: tuple[Change, ...]
    lines: tuple[ChangedLine, ...] = ()
    old_path: tuple[str, ...] | None = None
    heading: tuple[Piece, ...] = ()

    @property
    def figures(self) -> tuple[ChangedFigure, ...]:
        return tuple(figure for line in self.lines for figure in line.figures)


@dataclass(frozen=True)
class Difference:
    """Sections that changed in the new version's order, those that are gone where they stood."""

    sections: tuple[ChangedSection, ...]
    unchanged: int

    @property
    def figures(self) -> tuple[tuple[ChangedSection, ChangedFigure], ...]:
        return tuple((section, figure) for section in self.sections for figure in section.figures)

    def count(self, change: Change) -> int:
        return sum(change in section.changes for section in self.sections)


@dataclass(frozen=True)
class Reading:
    """A version's text and sections, of whatever file they were read from."""

    text: str
    sections: Sequence[Section]


def differ(old: Reading, new: Reading) -> Difference:
    """All that changed; two readings that say the same differ in nothing."""
    before, after = units(old.text, old.sections), units(new.text, new.sections)
    pairs = align(before, after)
    elsewhere = moved(before, after, pairs)
    found: list[tuple[tuple[float, int], ChangedSection]] = []
    for place, unit in enumerate(before):
        other = pairs.get(place)
        if other is None:
            found.append((_where_it_stood(place, pairs), _gone_or_come(unit, Change.REMOVED, Fate.REMOVED)))
        else:
            changed = _changed(unit, after[other], is_moved=place in elsewhere)
            found += [((other, 0), changed)] if changed else []
    came = set(range(len(after))) - set(pairs.values())
    found += [((place, 0), _gone_or_come(after[place], Change.ADDED, Fate.ADDED)) for place in sorted(came)]
    sections = tuple(section for _, section in sorted(found, key=lambda entry: entry[0]))
    told = sum(Change.REMOVED not in section.changes for section in sections)
    return Difference(sections, unchanged=len(after) - told)


def _where_it_stood(place: int, pairs: Pairs) -> tuple[float, int]:
    before = [pairs[one] for one in range(place) if one in pairs]
    return (before[-1] + 0.5 if before else -0.5), place


def _gone_or_come(unit: Unit, change: Change, fate: Fate) -> ChangedSection:
    lines = tuple(ChangedLine(change, whole(line.text, fate).pieces) for line in unit.lines)
    return ChangedSection(section_id(unit.path), unit.path, (change,), lines)


def _changed(old: Unit, new: Unit, *, is_moved: bool) -> ChangedSection | None:
    lines = tuple(_changed_lines(old.lines, new.lines))
    heading = _heading(old, new)
    changes = (Change.MOVED,) * is_moved + (Change.REWORDED,) * bool(lines or heading)
    if not changes:
        return None
    other_place = old.path if old.path_key != new.path_key else None
    return ChangedSection(section_id(new.path), new.path, changes, lines, other_place, heading)


def _heading(old: Unit, new: Unit) -> tuple[Piece, ...]:
    if old.bare_key[-1:] == new.bare_key[-1:]:
        return ()
    return compare(bare_name(old.path[-1]), bare_name(new.path[-1])).pieces


def _changed_lines(old: Sequence[Line], new: Sequence[Line]) -> Iterator[ChangedLine]:
    same = _same_lines(old, new)
    left = [place for place in range(len(old)) if place not in same]
    right = sorted(set(range(len(new))) - set(same.values()))
    shifted = _by_key(old, new, left, right)
    rest = [place for place in left if place not in shifted]
    free = [place for place in right if place not in shifted.values()]
    alike = _alike(old, new, rest, free)
    pairs = same | shifted | alike
    found: list[tuple[tuple[float, int], ChangedLine]] = []
    for place in left:
        if place in shifted:
            pieces = whole(new[shifted[place]].text, Fate.SAME).pieces
            found.append(((shifted[place], 0), ChangedLine(Change.MOVED, pieces)))
        elif place in alike:
            found.append(((alike[place], 0), _reworded(old[place], new[alike[place]])))
        else:
            pieces = whole(old[place].text, Fate.REMOVED).pieces
            found.append((_where_it_stood(place, pairs), ChangedLine(Change.REMOVED, pieces)))
    for place in free:
        if place not in alike.values():
            pieces = whole(new[place].text, Fate.ADDED).pieces
            found.append(((place, 0), ChangedLine(Change.ADDED, pieces)))
    yield from (line for _, line in sorted(found, key=lambda entry: entry[0]))


def _same_lines(old: Sequence[Line], new: Sequence[Line]) -> Pairs:
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new], autojunk=False)
    return {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }


def _by_key(old: Sequence[Line], new: Sequence[Line], left: Sequence[int], right: Sequence[int]) -> Pairs:
    """The same words in another place."""
    return _first_that_fits(left, right, lambda one, other: old[one].key == new[other].key)


def _alike(old: Sequence[Line], new: Sequence[Line], left: Sequence[int], right: Sequence[int]) -> Pairs:
    """Rows of the same name, then lines that have much in common."""
    named = _first_that_fits(
        left, right, lambda one, other: bool(old[one].name) and old[one].name == new[other].name
    )
    rest = [place for place in left if place not in named]
    free = [place for place in right if place not in named.values()]
    if len(rest) * len(free) > MOST_COMPARED:
        return named
    characters = {place: pairs_of_characters(old[place].text) for place in rest}
    others = {place: pairs_of_characters(new[place].text) for place in free}
    alike = best_first(
        rest, free, lambda one, other: likeness(characters[one], others[other]), least=_LINES_ALIKE
    )
    return named | alike


def _first_that_fits(left: Sequence[int], right: Sequence[int], fits: Fits) -> Pairs:
    pairs: Pairs = {}
    free = list(right)
    for one in left:
        found = next((other for other in free if fits(one, other)), None)
        if found is not None:
            pairs[one] = found
            free.remove(found)
    return pairs


def _reworded(old: Line, new: Line) -> ChangedLine:
    """Cell by cell where both are rows of as many cells, else as one text."""
    if not new.columns or len(old.cells) != len(new.cells):
        told = compare(old.text, new.text)
        return ChangedLine(Change.REWORDED, told.pieces, tuple(map(ChangedFigure, told.figures)))
    pieces: list[Piece] = []
    figures: list[ChangedFigure] = []
    for column, one, other in zip(new.columns, old.cells, new.cells, strict=True):
        told = compare(one, other)
        pieces += [Piece(CELL_GAP)] * bool(pieces) + list(told.pieces)
        figures += [
            ChangedFigure(figure, row=without_ordinal(new.cells[0]), column=column) for figure in told.figures
        ]
    return ChangedLine(Change.REWORDED, tuple(pieces), tuple(figures))
