"""The digests of the versions' chunks, kept with the versions.

Saving a version writes its digest. One that is missing, for the chunks were changed since in another way, is
made good where it is asked for.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, select, update

from chassis.database import begin_writing
from knowledge_base.adapters import tables
from knowledge_base.adapters.rows import to_chunk
from knowledge_base.digests import digest_of
from knowledge_base.models import Chunk, VersionKey, VersionState

_column = tables.versions.c


def note_digest(connection: Connection, key: VersionKey, chunks: Sequence[Chunk]) -> str:
    """In a transaction that writes."""
    digest = digest_of(chunks)
    connection.execute(
        update(tables.versions)
        .where(
            _column.document_id == key[0],
            _column.number == key[1],
            _column.chunks_digest.is_distinct_from(digest),
        )
        .values(chunks_digest=digest)
    )
    return digest


def read_digests(engine: Engine) -> dict[VersionKey, str]:
    """Of all versions that are or were published."""
    query = select(_column.document_id, _column.number, _column.chunks_digest)
    with engine.connect() as connection:
        rows = connection.execute(query.where(_column.state != VersionState.DRAFT)).all()
    return {
        (row.document_id, row.number): row.chunks_digest or _made_good(engine, (row.document_id, row.number))
        for row in rows
    }


def read_digest(engine: Engine, key: VersionKey) -> str:
    """Of one version; empty where it is not there."""
    query = select(_column.chunks_digest).where(_column.document_id == key[0], _column.number == key[1])
    with engine.connect() as connection:
        row = connection.execute(query).first()
    if row is None:
        return ""
    return row.chunks_digest or _made_good(engine, key)


def _made_good(engine: Engine, key: VersionKey) -> str:
    column = tables.chunks.c
    query = select(tables.chunks).where(column.document_id == key[0], column.number == key[1])
    with begin_writing(engine) as connection:
        rows = connection.execute(query.order_by(column.position)).mappings().all()
        return note_digest(connection, key, [to_chunk(dict(row)) for row in rows])
