"""Fills an index with chunks as if they were all that is published."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from knowledge_base.digests import digest_of
from knowledge_base.models import Chunk
from knowledge_base.ports import ChunkIndex, Reading, WordIndex
from knowledge_base.terms import key_of_chunk


def readings(chunks: Iterable[Chunk]) -> list[Reading]:
    """One for each version, as its chunks' ids tell them."""
    ordered = sorted(chunks, key=lambda chunk: key_of_chunk(chunk.id))
    by_version = {key: list(found) for key, found in groupby(ordered, key=lambda c: key_of_chunk(c.id))}
    return [Reading(key, digest_of(found), found) for key, found in by_version.items()]


def fill(index: ChunkIndex | WordIndex, chunks: Iterable[Chunk]) -> None:
    """The index holds these chunks and no others afterwards."""
    made = readings(chunks)
    index.remove(index.held().keys() - {reading.key for reading in made})
    put(index, made)


def put(index: ChunkIndex | WordIndex, made: list[Reading]) -> None:
    hold: Any = index.put  # one by one, or all together
    if hasattr(index, "near"):
        for reading in made:
            hold(reading)
    else:
        hold(made)
