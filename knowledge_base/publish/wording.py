"""How one line became another: what stayed, what went, what came, and which figures changed.

A figure is one piece with its unit (`10个工作日`), however it is written; ordinals in front of a line are no
figures, so that a new first item does not change all that follow.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, zip_longest

from knowledge_base.answer.numbers import numbers
from knowledge_base.ingest.headings import numbering

_IGNORED = re.compile(r"[\s“”\"'‘’]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_WORD = re.compile(r"[A-Za-z]+")
_ITEM = re.compile(r"^(?:[①-⑳•·]|[—─–-]{2,})\s*")


class Fate(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of one of the two texts. A figure that changed is a piece of its own."""

    text: str
    fate: Fate = Fate.SAME
    is_figure: bool = False


@dataclass(frozen=True)
class FigureChange:
    """A figure as it was and as it is, as written; None where there was, or is, none."""

    old: str | None
    new: str | None


@dataclass(frozen=True)
class Wording:
    """Both texts in one, with the figures that changed, in reading order."""

    pieces: tuple[Piece, ...]
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True)
class _Token:
    key: str
    text: str
    is_figure: bool = False


def plain(text: str) -> str:
    """What is compared: no blanks, no quotation marks, half width."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", _ITEM.sub("", text))).lower()


def without_ordinal(text: str) -> str:
    """A line without the number or dash that it begins with."""
    ordinal = numbering(text)
    return _ITEM.sub("", text[ordinal.width :] if ordinal else text) or text


def compare(old: str, new: str) -> Wording:
    """Both texts piece by piece."""
    body_old, body_new = without_ordinal(old), without_ordinal(new)
    front = new[: len(new) - len(body_new)]
    before, after = list(_tokens(body_old)), list(_tokens(body_new))
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], autojunk=False)
    pieces = [Piece(front)] if front else []
    figures: list[FigureChange] = []
    for name, first, last, begin, end in matcher.get_opcodes():
        if name == "equal":
            pieces += _pieces(after[begin:end], Fate.SAME)
            continue
        pieces += _pieces(before[first:last], Fate.REMOVED)
        pieces += _pieces(after[begin:end], Fate.ADDED)
        figures += _changed(before[first:last], after[begin:end])
    return Wording(tuple(_joined(pieces)), tuple(_settled(figures)))


def whole(text: str, fate: Fate) -> Wording:
    """A text that went or came as a whole."""
    return Wording((Piece(text, fate),), ())


def _tokens(text: str) -> Iterator[_Token]:
    """Figures, Latin words and single characters; what is not compared hangs on the token before it."""
    position = 0
    for start, end, key in _figures(text):
        yield from _characters(text[position:start])
        yield _Token(key, text[start:end], is_figure=True)
        position = end
    yield from _characters(text[position:])


def _figures(text: str) -> Iterator[tuple[int, int, str]]:
    """Every figure with what it is told apart by: its value and unit, or its digits."""
    half = text.translate(_FULL_WIDTH)
    found = [(number.start, number.end, repr(number.in_smaller())) for number in numbers(half)]
    covered = [range(start, end) for start, end, _ in found]
    bare = (
        (digits.start(), digits.end(), digits[0])
        for digits in _DIGITS.finditer(half)
        if not any(digits.start() in span or digits.end() - 1 in span for span in covered)
    )
    yield from sorted([*found, *bare])


def _characters(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        word = _WORD.match(text, position)
        end = word.end() if word else position + 1
        key = plain(text[position:end])
        while end < len(text) and _IGNORED.match(text, end):
            end += 1
        yield _Token(key, text[position:end])
        position = end


def _pieces(tokens: Sequence[_Token], fate: Fate) -> Iterator[Piece]:
    for is_figure, run in groupby(tokens, key=lambda token: token.is_figure and fate is not Fate.SAME):
        texts = [token.text for token in run]
        yield from (
            (Piece(text, fate, is_figure=True) for text in texts)
            if is_figure
            else [Piece("".join(texts), fate)]
        )


def _changed(before: Sequence[_Token], after: Sequence[_Token]) -> Iterator[FigureChange]:
    """The figures of one changed stretch, the first beside the first."""
    left = [token for token in before if token.is_figure]
    right = [token for token in after if token.is_figure]
    kept = Counter(token.key for token in left) & Counter(token.key for token in right)
    left, right = _without(left, kept), _without(right, kept)
    for one, other in zip_longest(left, right):
        yield FigureChange(one.text if one else None, other.text if other else None)


def _without(tokens: Sequence[_Token], kept: Counter[str]) -> list[_Token]:
    rest, left = Counter(kept), []
    for token in tokens:
        if rest[token.key]:
            rest[token.key] -= 1
        else:
            left.append(token)
    return left


def _settled(figures: Sequence[FigureChange]) -> Iterator[FigureChange]:
    """Without those that only went from one place of the line to another."""
    came = Counter(plain(change.new) for change in figures if change.new and change.old is None)
    went = Counter(plain(change.old) for change in figures if change.old and change.new is None)
    for change in figures:
        alone = change.new if change.old is None else change.old if change.new is None else None
        other = (went if change.old is None else came) if alone else None
        if alone and other is not None and other[plain(alone)]:
            continue
        yield change


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one fate as one piece, but for figures."""
    for (fate, is_figure), run in groupby(pieces, key=lambda piece: (piece.fate, piece.is_figure)):
        if is_figure:
            yield from run
        else:
            yield Piece("".join(piece.text for piece in run), fate)
