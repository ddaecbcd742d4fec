"""The lists of postings of some versions, counted in memory: what a new part of the word index is made of."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from knowledge_base.adapters.indexed_text import words_of
from knowledge_base.models import Chunk
from knowledge_base.ports import Reading

LONGEST_TOKEN = 200
_MOST_COUNTED = 65_535


@dataclass
class Counted:
    """The passages in reading order, and how often each token stands in which of them, by region."""

    versions: list[dict[str, Any]] = field(default_factory=list)
    chunk_ids: list[str] = field(default_factory=list)
    positions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    tokens: "dict[str, dict[str, tuple[array[int], array[int]]]]" = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(lambda: (array("i"), array("H"))))
    )

    @staticmethod
    def of(readings: Sequence[Reading]) -> "Counted":
        counted = Counted()
        for reading in readings:
            if reading.chunks:
                counted._add(reading)
        return counted

    def lists(self, part: int) -> Iterator[dict[str, Any]]:
        for token, regions in self.tokens.items():
            for region, (positions, counts) in regions.items():
                yield {
                    "part": part,
                    "token": token,
                    "region": region,
                    "passages": len(positions),
                    "positions": positions.tobytes(),
                    "counts": counts.tobytes(),
                }

    def _add(self, reading: Reading) -> None:
        """All chunks of a version are of its document's region and of its own source."""
        first = reading.chunks[0]
        region, starts_at = first.region, self.positions[first.region]
        lengths = [self._count(chunk, region, starts_at + n) for n, chunk in enumerate(reading.chunks)]
        self.versions.append(
            {
                "document_id": reading.key[0],
                "number": reading.key[1],
                "region": region,
                "source": first.source.value,
                "starts_at": starts_at,
                "first_passage": len(self.chunk_ids),
                "stamp": reading.stamp,
                "lengths": np.array(lengths, dtype=np.int32).tobytes(),
            }
        )
        self.chunk_ids += [chunk.id for chunk in reading.chunks]
        self.positions[region] += len(reading.chunks)

    def _count(self, chunk: Chunk, region: str, position: int) -> int:
        words = [word[:LONGEST_TOKEN] for word in words_of(chunk)]
        for token, occurrences in Counter(words).items():
            positions, counts = self.tokens[token][region]
            positions.append(position)
            counts.append(min(occurrences, _MOST_COUNTED))
        return len(words)
