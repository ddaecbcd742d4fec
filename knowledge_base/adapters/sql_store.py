"""Documents, versions, sections and chunks in SQL: SQLite or PostgreSQL. Every write is one transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    func,
    insert,
    select,
    update,
)

from chassis.database import begin_writing
from knowledge_base.adapters import tables
from knowledge_base.adapters.index_tables import OF_DOCUMENTS, revision
from knowledge_base.adapters.rows import (
    document_row,
    to_chunk,
    to_document,
    to_term,
    to_version,
    version_row,
)
from knowledge_base.adapters.sql_contents import put_contents, read_chunks, read_sections
from knowledge_base.adapters.sql_digests import note_digest, read_digest, read_digests
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import (
    Chunk,
    Document,
    Section,
    Source,
    Term,
    Version,
    VersionKey,
    VersionState,
)
from knowledge_base.naming import name_key, renumber
from knowledge_base.terms import first_day_of, last_day_before

_MOST_IDS = 500  # well below what SQLite takes as parameters of one statement

_TERMS = (
    select(
        tables.versions.c.document_id,
        tables.versions.c.number,
        tables.versions.c.source,
        tables.documents.c.region,
        tables.versions.c.state,
        tables.versions.c.effective_from,
        tables.versions.c.effective_to,
        tables.documents.c.superseded_by,
        tables.documents.c.superseded_on,
        tables.documents.c.withdrawn_on,
    )
    .join(tables.documents)
    .where(tables.versions.c.state.in_([VersionState.PUBLISHED, VersionState.SUPERSEDED]))
)

_REVISION = select(revision.c.number).where(revision.c.id == OF_DOCUMENTS)


class SqlDocumentStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._terms: tuple[int, list[Term]] = (-1, [])  # of which revision

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
        with begin_writing(self._engine) as connection:
            return save_version(connection, document, version, sections, chunks, publish=publish)

    def publish(self, document_id: str, number: int) -> None:
        version = self.version(document_id, number)
        if version is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        with begin_writing(self._engine) as connection:
            publish_version(connection, version, version.effective_from)

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

    def supersede(self, document_id: str, *, by: str, on: date) -> None:
        column = tables.documents.c
        change = update(tables.documents).where(column.id == document_id)
        with begin_writing(self._engine) as connection:
            changed = connection.execute(change.values(superseded_by=by, superseded_on=on))
            if changed.rowcount == 0:
                raise DocumentUnknown(f"no document {document_id!r}")

    def terms(self) -> list[Term]:
        """Read anew only where a document's head or a version's row has changed since."""
        number, terms = self._terms
        with self._engine.connect() as connection:
            # The number first: what is read then is of that moment or later, never older than it says.
            now = connection.execute(_REVISION).scalar() or 0
            if now != number:
                terms = read_terms(connection)
                self._terms = now, terms
        return list(terms)

    def digests(self) -> dict[VersionKey, str]:
        return read_digests(self._engine)

    def digest(self, document_id: str, number: int) -> str:
        return read_digest(self._engine, (document_id, number))

    def version_chunks(self, document_id: str, number: int) -> list[Chunk]:
        with self._engine.connect() as connection:
            return read_chunks(connection, document_id, number)

    def sections(self, document_id: str, number: int) -> list[Section]:
        with self._engine.connect() as connection:
            return read_sections(connection, document_id, number)

    def _read(self, query: Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


def read_terms(connection: Connection) -> list[Term]:
    terms = [to_term(dict(row)) for row in connection.execute(_TERMS).mappings()]
    return sorted(terms, key=lambda term: (term.document_id, term.number))


def _version_query(document_id: str) -> Select[Any]:
    column = tables.versions.c
    return select(tables.versions).where(column.document_id == document_id).order_by(column.number)


def put_document(connection: Connection, document: Document) -> None:
    """In a transaction that writes: the document's head as given."""
    row = document_row(document)
    column = tables.documents.c
    # The lock keeps two writers from giving out one version number; SQLite has one writer anyway.
    known = connection.execute(select(column.id).where(column.id == document.id).with_for_update()).first()
    if known:
        connection.execute(update(tables.documents).where(column.id == document.id).values(row))
    else:
        connection.execute(insert(tables.documents).values(row))


def save_version(
    connection: Connection,
    document: Document,
    version: Version,
    sections: Sequence[Section],
    chunks: Sequence[Chunk],
    *,
    publish: bool,
) -> Version:
    """In a transaction that writes: as `DocumentStore.save`."""
    put_document(connection, document)
    stored = _put_version(connection, version)
    numbered = renumber(chunks, stored.number)
    put_contents(connection, stored, sections, numbered)
    note_digest(connection, (stored.document_id, stored.number), numbered)
    first_day = version.effective_from or stored.effective_from
    return publish_version(connection, stored, first_day) if publish else stored


def _put_version(connection: Connection, version: Version) -> Version:
    """The stored version of this very text: the one that is there, or a new draft with the next number."""
    column = tables.versions.c
    same_text = _version_query(version.document_id).where(
        column.source == version.source, column.content_hash == version.content_hash
    )
    row = connection.execute(same_text).mappings().first()
    if row:
        return _with_first_day(connection, to_version(dict(row)), version.effective_from)
    newest = select(func.max(column.number)).where(column.document_id == version.document_id)
    number = (connection.execute(newest).scalar() or 0) + 1
    stored = replace(version, number=number, state=VersionState.DRAFT)
    connection.execute(insert(tables.versions).values(version_row(stored)))
    return stored


def _with_first_day(connection: Connection, stored: Version, first_day: date | None) -> Version:
    """A draft takes the given first day; the days of what was published change by publishing."""
    if stored.state is not VersionState.DRAFT or first_day in (None, stored.effective_from):
        return stored
    _set(connection, stored.document_id, stored.number, effective_from=first_day)
    return replace(stored, effective_from=first_day)


def publish_version(connection: Connection, version: Version, first_day: date | None) -> Version:
    """In a transaction that writes: the version as the published one of its source, from that day on."""
    column = tables.versions.c
    of_source = (column.document_id == version.document_id) & (column.source == version.source)
    before = select(column.number, column.effective_from).where(
        of_source, column.state == VersionState.PUBLISHED, column.number != version.number
    )
    published = replace(
        version,
        state=VersionState.PUBLISHED,
        effective_from=first_day_of(version, first_day),
        effective_to=None if version.state is VersionState.SUPERSEDED else version.effective_to,
    )
    for number, began in connection.execute(before).all():
        last_day = last_day_before(first_day, began=began)
        _set(connection, version.document_id, number, state=VersionState.SUPERSEDED, effective_to=last_day)
    _set(
        connection,
        version.document_id,
        version.number,
        state=VersionState.PUBLISHED,
        effective_from=published.effective_from,
        effective_to=published.effective_to,
    )
    return published


def _set(connection: Connection, document_id: str, number: int, **values: object) -> None:
    column = tables.versions.c
    connection.execute(
        update(tables.versions)
        .where(column.document_id == document_id, column.number == number)
        .values(values)
    )
