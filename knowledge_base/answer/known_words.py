"""The vocabulary of what is published, kept for the questions that come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge_base.answer.cantonese import in_mandarin
from knowledge_base.answer.text import normalise
from knowledge_base.answer.vocabulary import MOST_CHARACTERS, Vocabulary
from knowledge_base.models import Chunk


@dataclass
class KnownWords:
    """Read by every turn, replaced whole after a publication. None until the first reading is done."""

    vocabulary: Vocabulary | None = field(default=None, init=False)

    def read(self, chunks: Iterable[Chunk]) -> None:
        """Takes about a second for each 150,000 characters, and stops reading after a million."""
        texts: list[str] = []
        wordings: list[str] = []
        characters = 0
        for chunk in chunks:
            texts += [normalise(chunk.subject), normalise(chunk.text)]
            wordings += [in_mandarin(normalise(wording)) for wording in chunk.wordings]
            characters += len(texts[-2]) + len(texts[-1])
            if characters > MOST_CHARACTERS:
                break
        self.vocabulary = Vocabulary.of(texts, wordings=wordings)
