"""A paragraph cut into sentences, and sentences gathered into passages of a size that retrieval likes.

All spans are offsets into the paragraph; together they cover it without a gap.
"""

import re
from collections.abc import Iterator

SHORTEST_PASSAGE = 60
LONGEST_PASSAGE = 200
LONGEST_JOINED = 260
LONGEST_LIST = 400

Span = tuple[int, int]

_SENTENCE_END = re.compile("[。!?\uff01\uff1f][”’」』)\uff09》]*|\n")
_CLAUSE_END = re.compile("[;\uff1b][”’」』)\uff09》]*")
_COLON = re.compile("[:\uff1a]")


def passages(text: str) -> list[Span]:
    """Groups of whole sentences, about 60 to 200 characters each; a short tail joins the group before it."""
    groups: list[Span] = []
    for start, end in _pieces(text):
        if groups and _belongs(groups[-1], start, end, is_tail=end == len(text)):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups


def _belongs(group: Span, start: int, end: int, *, is_tail: bool) -> bool:
    """Whether a sentence goes into the group before it: that is short, both fit, or it is a short tail."""
    length = group[1] - group[0]
    together = length + end - start
    if length < SHORTEST_PASSAGE or together <= LONGEST_PASSAGE:
        return True
    return is_tail and end - start < SHORTEST_PASSAGE and together <= LONGEST_JOINED


def _pieces(text: str) -> Iterator[Span]:
    """Sentences; one that is too long is cut at its semicolons, unless it is a list short enough to keep."""
    for start, end in _cut(text, 0, len(text), _SENTENCE_END):
        length = end - start
        is_list = _COLON.search(text, start, end) is not None and length <= LONGEST_LIST
        if length <= LONGEST_PASSAGE or is_list:
            yield start, end
        else:
            yield from _cut(text, start, end, _CLAUSE_END)


def _cut(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[Span]:
    for found in stop.finditer(text, start, end):
        if found.end() > start:
            yield start, found.end()
            start = found.end()
    if start < end:
        yield start, end
