"""Official sentences and table rows, shortened to what was asked. No word is added that is not there."""

import re

from knowledge_base.answer.context import Want
from knowledge_base.answer.fit import pairs
from knowledge_base.models import Chunk

_SENTENCE = re.compile(r"[^。!?;]+[。!?;]?")
_LEAD = re.compile(r"^(?:——|[一二三四五六七八九十]+是|\d+\.|[①-⑳])\s*")
_ORDINAL_COLUMN = re.compile(r"^(?:序号|编号)[::]")
_SHORT_CHARACTERS = 120


def tell(chunk: Chunk, *, query: str, want: Want) -> str:
    """What a chunk of an official text says to the question, in the text's own words."""
    if chunk.is_table_row:
        return _tell_row(chunk)
    return _tell_sentences(chunk.text, query=query, want=want)


def _tell_row(chunk: Chunk) -> str:
    cells = [cell.strip() for cell in chunk.text.split(";") if cell.strip()]
    return ";".join(cell for cell in cells if not _ORDINAL_COLUMN.match(cell)).rstrip("。") + "。"


def _tell_sentences(text: str, *, query: str, want: Want) -> str:
    """The sentence that has most of the question's words, with its neighbour where both are short."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]
    if len(text) <= _SHORT_CHARACTERS or len(sentences) <= 1:
        return _LEAD.sub("", text.strip())
    asked = pairs(query)

    def score(sentence: str) -> float:
        return sum(pair in sentence for pair in asked) + 1.5 * want.is_met_by(sentence)

    best = max(range(len(sentences)), key=lambda i: score(sentences[i]))
    chosen = [best]
    for neighbour in (best + 1, best - 1):
        if 0 <= neighbour < len(sentences) and score(sentences[neighbour]) > 0:
            length = sum(len(sentences[i]) for i in (*chosen, neighbour))
            if length <= _SHORT_CHARACTERS:
                chosen.append(neighbour)
    told = "".join(sentences[i] for i in sorted(chosen))
    return _LEAD.sub("", told).rstrip(";") + ("。" if told.endswith(";") else "")
