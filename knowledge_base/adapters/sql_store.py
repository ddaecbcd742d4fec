"""Documents, versions, sections and chunks in SQL: SQLite or PostgreSQL. Every write is one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, update

from knowledge_base.adapters import tables
from knowledge_base.adapters.rows import (
    chunk_row,
    document_row,
    section_row,
    to_chunk,
    to_document,
    to_section,
    to_version,
    version_row,
)
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import Chunk, Document, Section, Source, Version, VersionState
from knowledge_base.naming import name_key, renumber

_MOST_IDS = 500  # well below what SQLite takes as parameters of one statement


class SqlDocumentStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def document(self, document_id: str) -> Document | None:
        found = self._read(select(tables.documents).where(tables.documents.c.id == document_id))
        return to_document(found[0]) if found else None

    def documents(self) -> list[Document]:
        return [to_document(row) for row in self._read(select(tables.documents).order_by("id"))]

    def find_document(self, *, number: str | None, title: str | None, region: str | None) -> Document | None:
        column = tables.documents.c
        query = select(tables.documents).order_by(column.id)
        found: Sequence[Any] = []
        if number:
            found = self._read(query.where(column.number_key == name_key(number)))
        if not found and title:
            named = query.where(column.title_key == name_key(title))
            found = self._read(named.where(column.region == region) if region else named)
        return to_document(found[0]) if found else None

    def save(
        self,
        document: Document,
        version: Version,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        *,
        publish: bool = False,
    ) -> Version:
        with self._engine.begin() as connection:
            _put_document(connection, document)
            stored = _put_version(connection, version)
            _put_contents(connection, stored, sections, renumber(chunks, stored.number))
            if publish:
                _publish(connection, stored)
                stored = replace(stored, state=VersionState.PUBLISHED)
        return stored

    def publish(self, document_id: str, number: int) -> None:
        version = self.version(document_id, number)
        if version is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        with self._engine.begin() as connection:
            _publish(connection, version)

    def version(self, document_id: str, number: int) -> Version | None:
        found = self._read(_version_query(document_id).where(tables.versions.c.number == number))
        return to_version(found[0]) if found else None

    def versions(self, document_id: str) -> list[Version]:
        return [to_version(row) for row in self._read(_version_query(document_id))]

    def published_version(self, document_id: str, source: Source) -> Version | None:
        column = tables.versions.c
        query = _version_query(document_id).where(
            column.source == source, column.state == VersionState.PUBLISHED
        )
        found = self._read(query)
        return to_version(found[0]) if found else None

    def published_chunks(self) -> list[Chunk]:
        column = tables.chunks.c
        query = (
            select(tables.chunks)
            .join(tables.versions)
            .where(tables.versions.c.state == VersionState.PUBLISHED)
            .order_by(column.document_id, column.number, column.position)
        )
        return [to_chunk(row) for row in self._read(query)]

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        found: dict[str, Chunk] = {}
        for start in range(0, len(ids), _MOST_IDS):
            query = select(tables.chunks).where(tables.chunks.c.id.in_(ids[start : start + _MOST_IDS]))
            found |= {row["id"]: to_chunk(row) for row in self._read(query)}
        return {chunk_id: found[chunk_id] for chunk_id in ids if chunk_id in found}

    def sections(self, document_id: str, number: int) -> list[Section]:
        with self._engine.connect() as connection:
            return _sections(connection, document_id, number)

    def _read(self, query: Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


def _version_query(document_id: str) -> Select[Any]:
    column = tables.versions.c
    return select(tables.versions).where(column.document_id == document_id).order_by(column.number)


def _put_document(connection: Connection, document: Document) -> None:
    row = document_row(document)
    column = tables.documents.c
    # The lock keeps two writers from giving out one version number; SQLite has one writer anyway.
    known = connection.execute(select(column.id).where(column.id == document.id).with_for_update()).first()
    if known:
        connection.execute(update(tables.documents).where(column.id == document.id).values(row))
    else:
        connection.execute(insert(tables.documents).values(row))


def _put_version(connection: Connection, version: Version) -> Version:
    """The stored version of this very text: the one that is there, or a new draft with the next number."""
    column = tables.versions.c
    same_text = _version_query(version.document_id).where(
        column.source == version.source, column.content_hash == version.content_hash
    )
    row = connection.execute(same_text).mappings().first()
    if row:
        return to_version(dict(row))
    newest = select(func.max(column.number)).where(column.document_id == version.document_id)
    number = (connection.execute(newest).scalar() or 0) + 1
    stored = replace(version, number=number, state=VersionState.DRAFT)
    connection.execute(insert(tables.versions).values(version_row(stored)))
    return stored


def _put_contents(
    connection: Connection, version: Version, sections: Sequence[Section], chunks: Sequence[Chunk]
) -> None:
    """Replaces what is not as given: the text is the same, but our reading of it may have improved."""
    document_id, number = version.document_id, version.number
    if _sections(connection, document_id, number) != list(sections):
        _clear(connection, tables.sections, version)
        rows = [
            section_row(section, document_id=document_id, number=number, position=position)
            for position, section in enumerate(sections)
        ]
        connection.execute(insert(tables.sections), rows) if rows else None
    if _chunks(connection, document_id, number) != list(chunks):
        _clear(connection, tables.chunks, version)
        rows = [chunk_row(chunk, position=position) for position, chunk in enumerate(chunks)]
        connection.execute(insert(tables.chunks), rows) if rows else None


def _clear(connection: Connection, table: Any, version: Version) -> None:
    of_version = (table.c.document_id == version.document_id) & (table.c.number == version.number)
    connection.execute(delete(table).where(of_version))


def _sections(connection: Connection, document_id: str, number: int) -> list[Section]:
    return [to_section(row) for row in _of_version(connection, tables.sections, document_id, number)]


def _chunks(connection: Connection, document_id: str, number: int) -> list[Chunk]:
    return [to_chunk(row) for row in _of_version(connection, tables.chunks, document_id, number)]


def _of_version(connection: Connection, table: Any, document_id: str, number: int) -> Sequence[Any]:
    of_version = (table.c.document_id == document_id) & (table.c.number == number)
    return connection.execute(select(table).where(of_version).order_by(table.c.position)).mappings().all()


def _publish(connection: Connection, version: Version) -> None:
    column = tables.versions.c
    siblings = update(tables.versions).where(
        column.document_id == version.document_id, column.source == version.source
    )
    connection.execute(
        siblings.where(column.state == VersionState.PUBLISHED, column.number != version.number).values(
            state=VersionState.SUPERSEDED
        )
    )
    connection.execute(siblings.where(column.number == version.number).values(state=VersionState.PUBLISHED))
