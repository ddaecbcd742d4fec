"""Which passages answer a question: those of the right document that hold its facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluation.answers.rules import plain, says
from evaluation.questions import Question

_SECTION_PARTS = re.compile(r"第.{1,3}[章节]|专栏\d+|[^\s第专]+")


@dataclass(frozen=True)
class Passage:
    """A stretch of a document as some system cuts it. `path` is empty where a system knows no headings."""

    id: str
    region: str
    text: str
    path: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    def says(self, fact: str) -> bool:
        """As the answers are scored; most passages are told by the plain text already."""
        return plain(fact) in self.plain and says(self.text, fact)


def gold(question: Question, passages: Sequence[Passage]) -> frozenset[str]:
    """Ids of the passages with the most of the question's facts, of the named section where any is of it.

    Empty where the question names no facts, or no passage has one.
    """
    held = {
        passage: sum(any(passage.says(fact) for fact in group) for group in question.facts)
        for passage in passages
        if passage.region in question.asked_regions
    }
    most = max(held.values(), default=0)
    if most == 0:
        return frozenset()
    best = [passage for passage, count in held.items() if count == most]
    of_section = [passage for passage in best if _is_of(passage, question.section)]
    return frozenset(passage.id for passage in of_section or best)


def _is_of(passage: Passage, section: str | None) -> bool:
    """A section is named by its number, or by a part of its heading."""
    path = plain("".join(passage.path))
    return bool(section) and all(part in path for part in _SECTION_PARTS.findall(plain(section or "")))
