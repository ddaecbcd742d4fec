"""What staff write, in SQL: every write is one transaction with its line of the audit chain."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, insert, select, update

from chassis import audit
from chassis.audit import Action
from chassis.database import begin_writing
from chassis.staff import Person
from knowledge_base.adapters import tables
from knowledge_base.adapters.curated_tables import care, point_changes, point_suggestions
from knowledge_base.adapters.rows import to_document
from knowledge_base.adapters.sql_store import save_version
from knowledge_base.curation import (
    OPEN,
    Author,
    Care,
    ChangeState,
    PointChange,
    PointSuggestion,
    SuggestionSource,
    SuggestionState,
)
from knowledge_base.errors import DocumentUnknown
from knowledge_base.models import Chunk, Document, Section, Version
from knowledge_base.policies.points import PolicyPoint

Row = Mapping[str, Any]


class SqlCurationStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator["_Curation"]:
        with self._engine.connect() as connection:
            yield _Curation(connection)

    @contextmanager
    def writing(self) -> Iterator["_Curation"]:
        with begin_writing(self._engine) as connection:
            yield _Curation(connection)


class _Curation:
    """Reads and writes on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def changes(self, document_id: str) -> list[PointChange]:
        column = point_changes.c
        query = select(point_changes).where(column.document_id == document_id)
        return [_to_change(row) for row in self._rows(query.order_by(column.point, column.number))]

    def all_changes(self) -> list[PointChange]:
        column = point_changes.c
        query = select(point_changes).order_by(column.document_id, column.point, column.number)
        return [_to_change(row) for row in self._rows(query)]

    def open_changes(self) -> list[PointChange]:
        column = point_changes.c
        query = select(point_changes).where(column.state.in_(OPEN)).order_by(column.written_at, column.point)
        return [_to_change(row) for row in self._rows(query)]

    def suggestion(self, suggestion_id: str) -> PointSuggestion | None:
        rows = self._rows(select(point_suggestions).where(point_suggestions.c.id == suggestion_id))
        return _to_suggestion(rows[0]) if rows else None

    def suggestions(self, state: SuggestionState, *, limit: int) -> list[PointSuggestion]:
        column = point_suggestions.c
        query = select(point_suggestions).where(column.state == state).limit(limit)
        rows = self._rows(query.order_by(column.times.desc(), column.created_at, column.id))
        return [_to_suggestion(row) for row in rows]

    def suggestion_ids(self) -> set[str]:
        return {row["id"] for row in self._rows(select(point_suggestions.c.id))}

    def care(self, document_id: str | None = None) -> list[Care]:
        query = select(care).order_by(care.c.document_id, care.c.point)
        if document_id is not None:
            query = query.where(care.c.document_id == document_id)
        return [Care(**row) for row in self._rows(query)]

    def lock_document(self, document_id: str) -> Document:
        query = select(tables.documents).where(tables.documents.c.id == document_id).with_for_update()
        rows = self._rows(query)
        if not rows:
            raise DocumentUnknown(f"no document {document_id!r}")
        return to_document(rows[0])

    def put_change(self, change: PointChange) -> None:
        row = {
            **_plain(change),
            "content": change.content.model_dump(mode="json") if change.content else None,
            "authors": [asdict(author) for author in change.authors],
            "decided_by": asdict(change.decided_by) if change.decided_by else None,
        }
        self._put(point_changes, row, "document_id", "point", "number")

    def put_suggestion(self, suggestion: PointSuggestion) -> None:
        row = {
            **_plain(suggestion),
            "decided_by": asdict(suggestion.decided_by) if suggestion.decided_by else None,
        }
        self._put(point_suggestions, row, "id")

    def put_care(self, kept: Care) -> None:
        self._put(care, _plain(kept), "document_id", "point")

    def put_version(
        self,
        document: Document,
        version: Version,
        sections: Sequence[Section],
        chunks: Sequence[Chunk],
        *,
        publish: bool,
    ) -> Version:
        return save_version(self._connection, document, version, sections, chunks, publish=publish)

    def log(self, person: Person, action: Action, *, at: datetime) -> None:
        audit.append(self._connection, tables.audit, person, action, at=at)

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _put(self, table: Table, row: dict[str, Any], *key: str) -> None:
        change = update(table).values(row)
        for name in key:
            change = change.where(table.c[name] == row[name])
        if self._connection.execute(change).rowcount == 0:
            self._connection.execute(insert(table).values(row))


def _plain(noun: PointChange | PointSuggestion | Care) -> dict[str, Any]:
    return {field.name: getattr(noun, field.name) for field in fields(noun)}


def _to_change(row: Row) -> PointChange:
    return PointChange(
        **{
            **row,
            "content": PolicyPoint.model_validate(row["content"]) if row["content"] else None,
            "state": ChangeState(row["state"]),
            "authors": tuple(Author(**author) for author in row["authors"]),
            "decided_by": _to_author(row["decided_by"]),
        }
    )


def _to_suggestion(row: Row) -> PointSuggestion:
    return PointSuggestion(
        **{
            **row,
            "source": SuggestionSource(row["source"]),
            "state": SuggestionState(row["state"]),
            "conversations": tuple(row["conversations"]),
            "decided_by": _to_author(row["decided_by"]),
        }
    )


def _to_author(kept: Row | None) -> Author | None:
    return Author(**kept) if kept else None
