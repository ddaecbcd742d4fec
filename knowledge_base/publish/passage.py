"""Where in an official text a point stands: by the path of headings that it cites.

A step of the path may be cut after the heading's first clause, a box (专栏) or chapter after its number, and
steps in between may be left out. The last step may be the first sentence of a paragraph that has no heading.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.answer.text import squeeze
from knowledge_base.models import RECORD_PATH, Section

WHOLE_DOCUMENT = ("文件说明",)
"""The path of a point about the document itself, which stands in no one section."""
_BOX = re.compile(r"^专栏\d+")
_NUMBER_ALONE = re.compile(r"第[一二三四五六七八九十百]+[章节条]")
_AFTER_THE_CUT = re.compile(r"[:,(]")
_NOT_A_DIGIT = re.compile(r"(?!\d)")


@dataclass(frozen=True)
class Passage:
    """A section with all below it, or a paragraph of one. `start` and `end` are offsets in the text."""

    path: tuple[str, ...]
    start: int
    end: int
    text: str


def find_passage(path: Sequence[str], text: str, sections: Sequence[Section]) -> Passage | None:
    """The outermost section that the path names: a box may repeat the title of a paragraph.

    None where the text has no such section, or more than one.
    """
    if tuple(path) in (WHOLE_DOCUMENT, RECORD_PATH):
        return Passage(tuple(path), 0, len(text), text)
    steps = [_step(part) for part in path]
    found = _outermost(section for section in sections if _is_at(section.path, steps))
    if found is not None:
        return _whole(found, text, sections)
    above = _outermost(section for section in sections if _is_at(section.path, steps[:-1]))
    return _paragraph(_whole(above, text, sections), steps[-1]) if above else None


def _outermost(found: Iterable[Section]) -> Section | None:
    candidates = sorted(found, key=lambda section: len(section.path))
    if not candidates:
        return None
    level = len(candidates[0].path)
    paths = {section.path for section in candidates if len(section.path) == level}
    return candidates[0] if len(paths) == 1 else None


def _is_at(titles: Sequence[str], steps: Sequence[str]) -> bool:
    """Whether the path of titles ends with the last step, and has the others above it, in order."""
    if not steps or not titles or not _matches(_step(titles[-1]), steps[-1]):
        return False
    remaining = iter([_step(title) for title in titles[:-1]])
    return all(any(_matches(title, step) for title in remaining) for step in steps[:-1])


def _step(part: str) -> str:
    return squeeze(part).removeprefix("——").rstrip("。")


def _matches(title: str, step: str) -> bool:
    if title == step:
        return True
    after = _NOT_A_DIGIT if _BOX.match(step) or _NUMBER_ALONE.fullmatch(step) else _AFTER_THE_CUT
    return title.startswith(step) and bool(after.match(title, len(step)))


def _whole(section: Section, text: str, sections: Sequence[Section]) -> Passage:
    depth = len(section.path)
    below = [other for other in sections if other.path[:depth] == section.path]
    start, end = min(other.start for other in below), max(other.end for other in below)
    return Passage(section.path, start, end, text[start:end])


def _paragraph(around: Passage, first_words: str) -> Passage | None:
    found = [
        (start, line)
        for start, line in _lines(around)
        if _step(line.split("。", 1)[0]).startswith(first_words)
    ]
    if len(found) != 1:
        return None
    [(start, line)] = found
    return Passage((*around.path, line.split("。", 1)[0].strip()), start, start + len(line), line)


def _lines(passage: Passage) -> Iterator[tuple[int, str]]:
    start = passage.start
    for line in passage.text.split("\n"):
        yield start, line
        start += len(line) + 1
