"""The sections and the chunks of a version, in SQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from knowledge_base.adapters import tables
from knowledge_base.adapters.rows import chunk_row, section_row, to_chunk, to_section
from knowledge_base.models import Chunk, Section, Version


def put_contents(
    connection: Connection, version: Version, sections: Sequence[Section], chunks: Sequence[Chunk]
) -> None:
    """Replaces what is not as given: the text is the same, but our reading of it may have improved."""
    document_id, number = version.document_id, version.number
    if read_sections(connection, document_id, number) != list(sections):
        _clear(connection, tables.sections, version)
        rows = [
            section_row(section, document_id=document_id, number=number, position=position)
            for position, section in enumerate(sections)
        ]
        connection.execute(insert(tables.sections), rows) if rows else None
    if read_chunks(connection, document_id, number) != list(chunks):
        _clear(connection, tables.chunks, version)
        rows = [chunk_row(chunk, position=position) for position, chunk in enumerate(chunks)]
        connection.execute(insert(tables.chunks), rows) if rows else None


def _clear(connection: Connection, table: Any, version: Version) -> None:
    of_version = (table.c.document_id == version.document_id) & (table.c.number == version.number)
    connection.execute(delete(table).where(of_version))


def read_sections(connection: Connection, document_id: str, number: int) -> list[Section]:
    return [to_section(row) for row in _of_version(connection, tables.sections, document_id, number)]


def read_chunks(connection: Connection, document_id: str, number: int) -> list[Chunk]:
    return [to_chunk(row) for row in _of_version(connection, tables.chunks, document_id, number)]


def _of_version(connection: Connection, table: Any, document_id: str, number: int) -> Sequence[Any]:
    of_version = (table.c.document_id == document_id) & (table.c.number == number)
    return connection.execute(select(table).where(of_version).order_by(table.c.position)).mappings().all()
