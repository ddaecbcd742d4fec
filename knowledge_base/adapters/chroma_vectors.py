"""What lies in a collection of Chroma, beside what its graph finds."""

from collections.abc import Iterator

import numpy as np
from chromadb import Collection

from knowledge_base.adapters.chroma_texts import batches, of_sources
from knowledge_base.adapters.vector_catalog import Catalog
from knowledge_base.models import Filter
from knowledge_base.ports import Vector

_PAGE = 1000


def ids_in(collection: Collection, catalog: Catalog) -> Iterator[str]:
    """The ids of the vectors that can be found."""
    offset = 0
    while ids := collection.get(include=[], limit=_PAGE, offset=offset)["ids"]:
        yield from (vector_id for vector_id in ids if catalog.chunk_of(vector_id) is not None)
        offset += len(ids)


def overlooked(
    catalog: Catalog, collection: Collection, vector: Vector, *, seen: set[str], where: Filter
) -> list[tuple[str, float]]:
    """Ids and distances of what a search for more than there is did not come upon.

    Among many vectors that are alike, such as those of a text that was published again and again, the graph
    has no way to some.
    """
    if of_sources(where) is not None or len(seen) >= collection.count():
        return []
    found: list[tuple[str, float]] = []
    for batch in batches(sorted(set(ids_in(collection, catalog)) - seen)):
        rows = collection.get(ids=batch, include=["embeddings"])
        similarities = np.asarray(rows["embeddings"], dtype=np.float32) @ vector
        found += zip(rows["ids"], (1.0 - similarities).tolist(), strict=True)
    return found
