"""Sentences of a document that talk to the assistant, not to the reader: staff are told where they stand."""

import re
from collections.abc import Iterator

from knowledge_base.ingest.messages import text
from knowledge_base.instructions import reads_like_an_instruction
from knowledge_base.models import ParsedDocument

_SENTENCE_END = re.compile("(?<=[。!?;\uff01\uff1f\uff1b])|\n")
_SHOWN_CHARACTERS = 40


def instruction_doubts(parsed: ParsedDocument) -> tuple[str, ...]:
    """A doubt for each sentence, heading or table row that reads like an instruction, naming its section."""
    doubts = (
        text("instruction", section=section, sentence=sentence[:_SHOWN_CHARACTERS])
        for section, sentence in _sentences(parsed)
        if reads_like_an_instruction(sentence)
    )
    return tuple(dict.fromkeys(doubts))


def _sentences(parsed: ParsedDocument) -> Iterator[tuple[str, str]]:
    """Each with the heading that it stands under; a heading stands under itself."""
    for section in parsed.sections:
        heading = section.path[-1]
        yield heading, heading
        for sentence in _SENTENCE_END.split(parsed.text[section.start : section.end]):
            if sentence.strip():
                yield heading, sentence.strip()
