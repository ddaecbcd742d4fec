"""BM25 over lists of postings, in SQL: SQLite or PostgreSQL.

The index stands in parts, each of one version or of many. In a part a token has one list for each region: the
positions of the passages that have it, and how often. So a search reads a few rows a token and adds up
numbers. With 100,000 passages that takes milliseconds; SQLite's FTS5 scores every passage that shares a
character with the question, in over a second.

How rare a token is and how long passages are counts over all versions that the reader may see, whatever the
parts: the scores are those of an index that holds these versions and nothing else. Every change is one
transaction, and a search sees one state of the database.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from math import log
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, func, insert, select

from chassis.database import begin_writing
from knowledge_base.adapters.index_tables import (
    OF_PARTS,
    OF_WORDS,
    index_parts,
    indexed_passages,
    indexed_versions,
    posting_lists,
)
from knowledge_base.adapters.postings_count import LONGEST_TOKEN, Counted
from knowledge_base.adapters.postings_layout import (
    K1,
    Flags,
    Layout,
    Scores,
    Share,
    View,
    layout_number,
    read_layout,
)
from knowledge_base.adapters.postings_merge import merge, next_number, sweep
from knowledge_base.models import Filter, VersionKey
from knowledge_base.ports import Reading
from knowledge_base.tokens import query_tokens

_LEAST_IDF = 1e-6  # of a token that more than half of the passages have
_ROWS = 1000  # inserted at once
_ALIKE = 4
"""Parts of about one size that are merged, and how many times as large the next size is."""

Positions = NDArray[np.int32]
Posting = tuple[str, Share, Positions, NDArray[np.uint16]]


class PostingsWordIndex:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: Layout | None = None
        self._tidying = Lock()

    def put(self, readings: Sequence[Reading]) -> None:
        counted = Counted.of(readings)
        with begin_writing(self._engine) as connection:
            _take_out(connection, [reading.key for reading in readings])
            if counted.versions:
                _write(connection, counted)
            next_number(connection, OF_WORDS)

    def remove(self, keys: Iterable[VersionKey]) -> None:
        gone = list(keys)
        if gone:
            with begin_writing(self._engine) as connection:
                _take_out(connection, gone)
                next_number(connection, OF_WORDS)

    def held(self) -> dict[VersionKey, str]:
        column = indexed_versions.c
        with self._engine.connect() as connection:
            found = connection.execute(select(column.document_id, column.number, column.stamp)).all()
        return {(row.document_id, row.number): row.stamp for row in found}

    def count(self) -> int:
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(indexed_passages)).scalar_one()

    def tidy(self) -> None:
        with self._tidying:
            sweep(self._engine)
            while parts := self._worth_merging():
                merge(self._engine, self._layout(), parts)

    def search(self, tokens: Sequence[str], *, where: Filter, limit: int) -> list[tuple[str, float]]:
        wanted = [token[:LONGEST_TOKEN] for token in query_tokens(tokens)]
        if not wanted:
            return []
        with self._snapshot() as connection:
            layout = self._current(connection)
            view = layout.view(where.versions)
            allowed = layout.narrowed(
                view, regions=where.regions, sources=[source.value for source in where.sources]
            )
            postings = list(_postings(connection, wanted, allowed))
            rarity = _rarities(connection, wanted, view, postings, read=allowed.keys())
            scores = _scores(postings, rarity, view)
            best = [
                hit
                for share, found in scores.items()
                for hit in _best(found, allowed[share], view.shares[share].passages, limit)
            ]
            best = sorted(best, key=lambda hit: -hit[1])
            return sorted(_named(connection, best), key=lambda hit: (-hit[1], hit[0]))[:limit]

    def _worth_merging(self) -> list[int]:
        """Parts of about one size, where there are many; or one that is mostly of what was taken out."""
        layout = self._layout()
        sizes: dict[int, int] = defaultdict(int)
        owned: dict[int, int] = defaultdict(int)
        for (part, _), size in layout.positions.items():
            sizes[part] += size
        for placed in layout.placed:
            owned[placed.share[0]] += len(placed.lengths)
        alike: dict[int, list[int]] = defaultdict(list)
        for part, size in sizes.items():
            if 2 * owned[part] < size:
                return [part]
            alike[int(log(max(size, 1), _ALIKE))].append(part)
        return next((parts for parts in alike.values() if len(parts) >= _ALIKE), [])

    def _layout(self) -> Layout:
        with self._snapshot() as connection:
            return self._current(connection)

    def _current(self, connection: Connection) -> Layout:
        """Read anew only where the index has changed."""
        known = self._known
        if known is None or known.number != layout_number(connection):
            known = read_layout(connection)
            self._known = known
        return known

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        """All that is read in the block is of one moment."""
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")  # Python's driver begins only before a write
                yield connection
            else:
                yield connection.execution_options(isolation_level="REPEATABLE READ")


def _write(connection: Connection, counted: Counted) -> None:
    part = next_number(connection, OF_PARTS)
    last = connection.execute(select(func.max(indexed_passages.c.passage))).scalar()
    first = 0 if last is None else last + 1
    passages = [{"passage": first + n, "chunk_id": chunk_id} for n, chunk_id in enumerate(counted.chunk_ids)]
    versions = [
        {**version, "part": part, "first_passage": first + version["first_passage"]}
        for version in counted.versions
    ]
    parts = [{"part": part, "region": region, "passages": size} for region, size in counted.positions.items()]
    for table, rows in (
        (indexed_passages, iter(passages)),
        (indexed_versions, iter(versions)),
        (index_parts, iter(parts)),
        (posting_lists, counted.lists(part)),
    ):
        while batch := list(islice(rows, _ROWS)):
            connection.execute(insert(table), batch)


def _take_out(connection: Connection, keys: Sequence[VersionKey]) -> None:
    """Their positions stay in the lists without an owner; a part that nobody owns anything of goes."""
    column, passage = indexed_versions.c, indexed_passages.c.passage
    for document_id, number in keys:
        of_version = (column.document_id == document_id) & (column.number == number)
        row = connection.execute(select(indexed_versions).where(of_version)).first()
        if row is None:
            continue
        connection.execute(delete(indexed_versions).where(of_version))
        last = row.first_passage + len(row.lengths) // np.dtype(np.int32).itemsize
        connection.execute(delete(indexed_passages).where(passage >= row.first_passage, passage < last))
        if connection.execute(select(column.part).where(column.part == row.part).limit(1)).first() is None:
            connection.execute(delete(index_parts).where(index_parts.c.part == row.part))


def _rarities(
    connection: Connection,
    wanted: Sequence[str],
    view: View,
    postings: Sequence[Posting],
    *,
    read: Collection[Share],
) -> dict[str, float]:
    """How rare each token is among the passages of the view, in all regions together.

    `postings` are those of the shares that were read; of the others mostly a number suffices.
    """
    passages: dict[str, int] = dict.fromkeys(wanted, 0)
    others = {share: seen for share, seen in view.shares.items() if share not in read}
    partly = [share for share, seen in others.items() if seen.visible is not None]
    for token, share, positions, _ in (*postings, *_postings(connection, wanted, partly)):
        visible = view.shares[share].visible
        passages[token] += len(positions) if visible is None else int(np.count_nonzero(visible[positions]))
    column = posting_lists.c
    whole = {share for share, seen in others.items() if seen.visible is None}
    counts = select(column.part, column.token, column.region, column.passages).where(
        column.part.in_({part for part, _ in whole}),
        column.token.in_(wanted),
        column.region.in_({region for _, region in whole}),
    )
    for row in connection.execute(counts) if whole else ():
        if (row.part, row.region) in whole:
            passages[row.token] += row.passages
    return {token: _idf(count, view.size) for token, count in passages.items()}


def _idf(passages: int, size: int) -> float:
    """Robertson's and Spärck Jones's, as FTS5 has it."""
    return max(log((size - passages + 0.5) / (passages + 0.5)), _LEAST_IDF)


def _postings(connection: Connection, wanted: Sequence[str], shares: Iterable[Share]) -> Iterator[Posting]:
    column = posting_lists.c
    chosen = set(shares)
    query = select(posting_lists).where(
        column.part.in_({part for part, _ in chosen}),
        column.token.in_(wanted),
        column.region.in_({region for _, region in chosen}),
    )
    for row in connection.execute(query) if chosen else ():
        if (row.part, row.region) in chosen:
            positions = np.frombuffer(row.positions, dtype=np.int32)
            yield row.token, (row.part, row.region), positions, np.frombuffer(row.counts, dtype=np.uint16)


def _scores(postings: Iterable[Posting], rarity: dict[str, float], view: View) -> dict[Share, Scores]:
    """The scores of the passages of each share, by position; 0 for those without any token."""
    scores: dict[Share, Scores] = {}
    for token, share, positions, counts in postings:
        damping = view.shares[share].damping
        if share not in scores:
            scores[share] = np.zeros(len(damping), dtype=np.float32)
        where = positions.astype(np.intp)  # once, not in each of the steps below
        weights = counts.astype(np.float32)
        weights /= weights + damping.take(where)
        weights *= np.float32(rarity[token] * (K1 + 1))
        scores[share][where] += weights  # a list has a position once
    return scores


def _best(
    scores: Scores, allowed: Flags, passages: NDArray[np.int32], limit: int
) -> Iterator[tuple[int, float]]:
    """Passages with their scores."""
    scores = np.where(allowed, scores, np.float32(0))
    found = np.flatnonzero(scores)
    if len(found) > limit:
        least = np.partition(scores, -limit)[-limit]
        above, level = np.flatnonzero(scores > least), np.flatnonzero(scores == least)
        found = np.concatenate([above, level[: limit - len(above)]])
    for position in found:
        yield int(passages[position]), float(scores[position])


def _named(connection: Connection, hits: Iterable[tuple[int, float]]) -> Iterator[tuple[str, float]]:
    scores = dict(hits)
    column = indexed_passages.c
    query = select(column.passage, column.chunk_id).where(column.passage.in_(list(scores)))
    for passage, chunk_id in connection.execute(query):
        yield chunk_id, scores[passage]
