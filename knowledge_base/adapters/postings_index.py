"""BM25 over a table of postings, for PostgreSQL, whose own ranking knows no document frequencies.

Formula and constants are those of SQLite's FTS5, so that both rank alike. A rebuild is one transaction.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Engine, bindparam, text

from knowledge_base.adapters.indexed_text import words_of
from knowledge_base.models import Chunk, Filter
from knowledge_base.tokens import query_tokens

_INSERT_PASSAGE = text(
    "INSERT INTO knowledge_passages (chunk_id, region, source, length) "
    "VALUES (:id, :region, :source, :length)"
)
_INSERT_POSTING = text(
    "INSERT INTO knowledge_postings (token, chunk_id, occurrences) VALUES (:token, :id, :occurrences)"
)
_LONGEST_TOKEN = 200
_SEARCH = """
WITH corpus AS (
    SELECT count(*) AS size, avg(length) AS mean_length FROM knowledge_passages
), frequency AS (
    SELECT token, count(*) AS passages FROM knowledge_postings WHERE token IN :words GROUP BY token
), weight AS (
    SELECT token, greatest(ln((size - passages + 0.5) / (passages + 0.5)), 0.000001) AS idf
    FROM frequency, corpus
)
SELECT p.chunk_id, sum(
    idf * occurrences * 2.2 / (occurrences + 1.2 * (0.25 + 0.75 * p.length / mean_length))
) AS score
FROM knowledge_postings AS found
JOIN weight ON weight.token = found.token
JOIN knowledge_passages AS p ON p.chunk_id = found.chunk_id
CROSS JOIN corpus
WHERE {conditions}
GROUP BY p.chunk_id ORDER BY score DESC, p.chunk_id LIMIT :limit
"""


class PostingsWordIndex:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        passages: list[dict[str, Any]] = []
        postings: list[dict[str, Any]] = []
        for chunk in chunks:
            words = [word[:_LONGEST_TOKEN] for word in words_of(chunk)]
            source = chunk.source.value
            passages.append({"id": chunk.id, "region": chunk.region, "source": source, "length": len(words)})
            postings += [
                {"token": token, "id": chunk.id, "occurrences": count}
                for token, count in Counter(words).items()
            ]
        with self._engine.begin() as connection:
            connection.execute(text("DELETE FROM knowledge_postings"))
            connection.execute(text("DELETE FROM knowledge_passages"))
            if passages:
                connection.execute(_INSERT_PASSAGE, passages)
            if postings:
                connection.execute(_INSERT_POSTING, postings)

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        wanted = [token[:_LONGEST_TOKEN] for token in query_tokens(tokens)]
        if not wanted:
            return []
        conditions, lists = ["true"], {"words": wanted}
        if where.regions:
            conditions.append("p.region IN :regions")
            lists["regions"] = list(where.regions)
        if where.sources:
            conditions.append("p.source IN :sources")
            lists["sources"] = [source.value for source in where.sources]
        query = text(_SEARCH.format(conditions=" AND ".join(conditions))).bindparams(
            *(bindparam(name, expanding=True) for name in lists)
        )
        with self._engine.connect() as connection:
            found = connection.execute(query, {**lists, "limit": limit})
            return [(chunk_id, float(score)) for chunk_id, score in found]

    def count(self) -> int:
        with self._engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM knowledge_passages")).scalar_one())
