"""Official sentences and table rows, shortened to what was asked. No word is added that is not there."""

import re

from knowledge_base.answer.context import Want
from knowledge_base.answer.fit import share
from knowledge_base.models import Chunk

_SENTENCE = re.compile(r"[^。!?;！？；]+[。!?;！？；]?")
_LEAD = re.compile(r"^(?:——|[一二三四五六七八九十]+是|\d+\.|[①-⑳])\s*")
_ORDINAL_COLUMN = re.compile(r"^(?:序号|编号)[::]")
_COLUMN = re.compile(r"^[^:：]{1,12}[:：]\s*")
_UNIT_COLUMN = re.compile(r"^(?:计量)?单位[:：]\s*(\S+)$")
_UNIT_IN_NAME = re.compile(r"[(（]([^()（）]{1,6})[)）]$")
_BARE_NUMBER = re.compile(r"[:：]\s*(?:[<>≥≤]|大于|小于|不低于)?\s*\[?\d[\d.,]*\]?$")
_EMPTY = re.compile(r"[:：]\s*[-—/]$")
_LONGEST_TOLD = 160
_HOLDS_WHAT_IS_WANTED = 0.3
_WORTH_TELLING = 0.4
"""Of the best sentence's score: one that says less of what was asked only tires the reader."""


def tell(chunk: Chunk, *, query: str, want: Want) -> str:
    """What a chunk of an official text says to the question, in the text's own words."""
    if chunk.is_table_row:
        return _tell_row(chunk)
    return _tell_sentences(chunk.text, query=query, want=want)


def _tell_row(chunk: Chunk) -> str:
    """What the row is of, then its cells under their headers; a bare number gets the unit of the row."""
    cells = [cell.strip() for cell in chunk.text.split(";") if cell.strip()]
    told = [cell for cell in cells if not _ORDINAL_COLUMN.match(cell)]
    unit = _unit(told)
    first = _COLUMN.sub("", told[0])
    worth_telling = [cell for cell in told[1:] if not (_UNIT_COLUMN.match(cell) or _EMPTY.search(cell))]
    rest = [_with_unit(cell, unit) for cell in worth_telling]
    return f"{first}：{'；'.join(rest)}".rstrip("。：") + "。"


def _unit(cells: list[str]) -> str:
    """Of a column for units, or in brackets behind the name; empty where neither is there."""
    column = next((found[1] for cell in cells if (found := _UNIT_COLUMN.match(cell))), "")
    named = _UNIT_IN_NAME.search(cells[0])
    return column or (named[1] if named else "")


def _with_unit(cell: str, unit: str) -> str:
    bare = _BARE_NUMBER.search(cell)
    return f"{cell}{unit}" if bare and unit and not unit.isdigit() else cell


def _tell_sentences(text: str, *, query: str, want: Want) -> str:
    """The sentences that say most of what was asked, in their own order."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    if len(text) <= _LONGEST_TOLD or len(sentences) <= 1:
        return _LEAD.sub("", text.strip())
    scores = [_score(sentence, query=query, want=want) for sentence in sentences]
    by_score = sorted(range(len(sentences)), key=lambda at: scores[at], reverse=True)
    chosen, length = by_score[:1], len(sentences[by_score[0]])
    for at in by_score[1:]:
        length_with = length + len(sentences[at])
        if scores[at] >= _WORTH_TELLING * scores[by_score[0]] and length_with <= _LONGEST_TOLD:
            chosen.append(at)
            length = length_with
    told = "".join(sentences[at] for at in sorted(chosen))
    return _LEAD.sub("", told).rstrip(";；") + ("。" if told.endswith((";", "；")) else "")


def _score(sentence: str, *, query: str, want: Want) -> float:
    wanted = want.holds is not None and want.is_met_by(sentence)
    return share(query, sentence) + _HOLDS_WHAT_IS_WANTED * wanted
