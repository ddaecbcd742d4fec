"""Makes one part of the word index out of several, in steps so short that others can write between them.

The new part counts from the last step on, which is one transaction; until then, and after a kill, nobody sees
it. Lists that belong to no part are swept away.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, delete, func, insert, select, tuple_, update

from chassis.database import begin_writing
from knowledge_base.adapters.index_tables import (
    OF_PARTS,
    OF_WORDS,
    index_parts,
    indexed_versions,
    posting_lists,
    revision,
)
from knowledge_base.adapters.postings_layout import Layout, Placed, Share

_ROWS = 2000  # lists read, written or deleted in one step

Moves = dict[Share, NDArray[np.int32]]
"""The new position for each old one; -1 where nobody owns it."""


def next_number(connection: Connection, counter: int) -> int:
    """Count one up, in a transaction that writes."""
    row = revision.c.id == counter
    changed = connection.execute(update(revision).where(row).values(number=revision.c.number + 1))
    if changed.rowcount == 0:
        connection.execute(insert(revision).values(id=counter, number=1))
    return int(connection.execute(select(revision.c.number).where(row)).scalar_one())


def merge(engine: Engine, layout: Layout, parts: Sequence[int]) -> None:
    """Put these parts together, without the positions that nobody owns any more."""
    chosen = set(parts)
    placed = [version for version in layout.placed if version.share[0] in chosen]
    with begin_writing(engine) as connection:
        new_part = next_number(connection, OF_PARTS)
    moves, sizes = _plan(layout, placed)
    for rows in _steps(engine, sorted(chosen)):
        merged = list(_merged(rows, moves, new_part))
        with begin_writing(engine) as connection:
            if merged:
                connection.execute(insert(posting_lists), merged)
    with begin_writing(engine) as connection:
        _switch(connection, placed, moves, new_part)
        connection.execute(delete(index_parts).where(index_parts.c.part.in_(chosen)))
        if sizes:
            rows = [{"part": new_part, "region": region, "passages": size} for region, size in sizes.items()]
            connection.execute(insert(index_parts), rows)
        next_number(connection, OF_WORDS)
    sweep(engine)


def sweep(engine: Engine) -> None:
    """Delete the lists that no part has: of parts that were merged, or that a kill left half made."""
    with engine.connect() as connection:
        # In this order: a part that is put meanwhile is not among those that are there.
        there = list(_parts_there(connection))
        alive = set(connection.execute(select(index_parts.c.part)).scalars())
    for part in there:
        while part not in alive and _delete_some(engine, part):
            pass


def _plan(layout: Layout, placed: Sequence[Placed]) -> tuple[Moves, dict[str, int]]:
    moves = {
        version.share: np.full(layout.positions[version.share], -1, dtype=np.int32) for version in placed
    }
    sizes: dict[str, int] = defaultdict(int)
    for version in sorted(placed, key=lambda version: (version.share, version.starts_at)):
        region, size = version.share[1], len(version.lengths)
        moves[version.share][version.stretch] = np.arange(sizes[region], sizes[region] + size)
        sizes[region] += size
    return moves, dict(sizes)


def _steps(engine: Engine, parts: Sequence[int]) -> Iterator[Sequence[Any]]:
    """The lists of these parts by token and region; those of one token and region in one step."""
    column = posting_lists.c
    place = column.token, column.region
    after: tuple[str, str] | None = None
    while True:
        found: list[Any] = []
        with engine.connect() as connection:
            # Each part by itself is read in the order of its key.
            for part in parts:
                query = select(posting_lists).where(column.part == part).order_by(*place).limit(_ROWS)
                found += connection.execute(
                    query.where(tuple_(*place) > after) if after is not None else query
                ).all()
        if not found:
            return
        ends = [
            max((row.token, row.region) for row in rows)
            for rows in _by_part(found).values()
            if len(rows) == _ROWS
        ]
        after = min(ends) if ends else max((row.token, row.region) for row in found)
        yield [row for row in found if (row.token, row.region) <= after]


def _by_part(rows: Sequence[Any]) -> dict[int, list[Any]]:
    by_part: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_part[row.part].append(row)
    return by_part


def _merged(rows: Sequence[Any], moves: Moves, part: int) -> Iterator[dict[str, Any]]:
    ordered = sorted(rows, key=lambda row: (row.token, row.region, row.part))
    for (token, region), lists in groupby(ordered, key=lambda row: (row.token, row.region)):
        moved = [_moved(row, moves.get((row.part, region))) for row in lists]
        positions = np.concatenate([where for where, _ in moved])
        if len(positions):
            yield {
                "part": part,
                "token": token,
                "region": region,
                "passages": len(positions),
                "positions": positions.tobytes(),
                "counts": np.concatenate([count for _, count in moved]).tobytes(),
            }


def _moved(row: Any, move: NDArray[np.int32] | None) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    counts = np.frombuffer(row.counts, dtype=np.uint16)
    if move is None:  # no version of this share is left
        return np.empty(0, dtype=np.int32), counts[:0]
    positions = move[np.frombuffer(row.positions, dtype=np.int32)]
    kept = positions >= 0
    return positions[kept], counts[kept]


def _switch(connection: Connection, placed: Sequence[Placed], moves: Moves, part: int) -> None:
    """A version that was taken out or put anew since is not where it was, and stays as it is."""
    column = indexed_versions.c
    for version in placed:
        connection.execute(
            update(indexed_versions)
            .where(
                column.document_id == version.key[0],
                column.number == version.key[1],
                column.part == version.share[0],
            )
            .values(part=part, starts_at=int(moves[version.share][version.starts_at]))
        )


def _parts_there(connection: Connection) -> Iterator[int]:
    column = posting_lists.c.part
    part = connection.execute(select(func.min(column))).scalar()
    while part is not None:
        yield part
        part = connection.execute(select(func.min(column)).where(column > part)).scalar()


def _delete_some(engine: Engine, part: int) -> bool:
    """Whether there was something to delete."""
    column = posting_lists.c
    of_part = column.part == part
    with begin_writing(engine) as connection:
        end = connection.execute(
            select(column.token).where(of_part).order_by(column.token).offset(_ROWS).limit(1)
        ).scalar()
        chosen = of_part if end is None else of_part & (column.token < end)
        if connection.execute(delete(posting_lists).where(chosen)).rowcount:
            return True
        return connection.execute(delete(posting_lists).where(of_part)).rowcount > 0
