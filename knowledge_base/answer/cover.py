"""A text laid out in pieces that another text has, and words that need no source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

_RUN = re.compile(r"[^\W_]+")
_SHORTEST = 2
_LONGEST = 24
_MOST_CHARACTERS = 1000
_BARE = 1000
"""What a character costs that nothing covers; a piece costs one: few long pieces are taken before many."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text. `is_free`: a word that needs no source."""

    text: str
    start: int
    is_free: bool = False
    is_covered: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Ground:
    """What a text may be laid out with: stretches of two characters or more of the source, and free words.

    One character is enough where it stands alone in both, as in a list.
    """

    source: str
    free: frozenset[str]

    def cover(self, text: str, *, spans: Mapping[int, int]) -> Iterator[Piece]:
        """The pieces of a text's first 1000 characters; marks between them are skipped.

        `spans`, from start to end, are stretches that somebody else vouches for.
        """
        for run in _RUN.finditer(text[:_MOST_CHARACTERS]):
            if run.group() in self._alone:
                yield Piece(run.group(), run.start())
            else:
                yield from self._cheapest(text, run.span(), spans)

    def _cheapest(self, text: str, run: tuple[int, int], spans: Mapping[int, int]) -> Iterator[Piece]:
        """Worked out from the end of the run: the least cost from each place on, and its first piece."""
        start, end = run
        best: dict[int, tuple[int, Piece | None]] = {end: (0, None)}
        for at in range(end - 1, start - 1, -1):
            options = [
                (best[piece.end][0] + (1 if piece.is_covered else _BARE), piece)
                for piece in self._pieces_at(text[:end], at, spans)
                if piece.end in best
            ]
            best[at] = min(options, key=lambda option: option[0])
        at = start
        while piece := best[at][1]:
            yield piece
            at = piece.end

    def _pieces_at(self, text: str, at: int, spans: Mapping[int, int]) -> Iterator[Piece]:
        yield Piece(text[at], at, is_covered=False)
        if at in spans:
            yield Piece(text[at : spans[at]], at)
        words = [text[at:stop] for stop in range(at + 1, min(len(text), at + _LONGEST) + 1)]
        yield from (Piece(word, at, is_free=True) for word in words if word in self.free)
        yield from (Piece(word, at) for word in takewhile(self._has, words[_SHORTEST - 1 :]))

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(run for run in _RUN.findall(self.source) if len(run) == 1)

    def _has(self, word: str) -> bool:
        return word in self.source
