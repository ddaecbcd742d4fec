"""BM25 in SQLite's own full-text index. A rebuild is one transaction: readers see the old rows or the new."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, bindparam, text

from knowledge_base.adapters.indexed_text import words_of
from knowledge_base.models import Chunk, Filter
from knowledge_base.tokens import query_tokens

_INSERT = text(
    "INSERT INTO knowledge_passages (chunk_id, region, source, words) VALUES (:id, :region, :source, :words)"
)
_SEARCH = """
SELECT chunk_id, bm25(knowledge_passages) AS score FROM knowledge_passages
WHERE {conditions} ORDER BY score, chunk_id LIMIT :limit
"""


class Fts5WordIndex:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        rows = [
            {
                "id": chunk.id,
                "region": chunk.region,
                "source": chunk.source.value,
                "words": " ".join(words_of(chunk)),
            }
            for chunk in chunks
        ]
        with self._engine.begin() as connection:
            connection.execute(text("DELETE FROM knowledge_passages"))
            if rows:
                connection.execute(_INSERT, rows)

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        wanted = query_tokens(tokens)
        if not wanted:
            return []
        query, values = _query(where)
        values |= {"words": " OR ".join(f'"{token}"' for token in wanted), "limit": limit}
        with self._engine.connect() as connection:
            # FTS5 calls the best match the most negative.
            return [(chunk_id, -rank) for chunk_id, rank in connection.execute(query, values)]

    def count(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM knowledge_passages")).scalar_one())


def _query(where: Filter) -> tuple[Any, dict[str, Any]]:
    conditions, values = ["knowledge_passages MATCH :words"], dict[str, Any]()
    if where.regions:
        conditions.append("region IN :regions")
        values["regions"] = list(where.regions)
    if where.sources:
        conditions.append("source IN :sources")
        values["sources"] = [source.value for source in where.sources]
    statement = text(_SEARCH.format(conditions=" AND ".join(conditions)))
    return statement.bindparams(*(bindparam(name, expanding=True) for name in values)), values
