"""Rows of the tables to the nouns of the knowledge base, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from knowledge_base.models import (
    Case,
    Chunk,
    Document,
    DocumentKind,
    PointKind,
    Section,
    Source,
    Table,
    Term,
    Validity,
    Version,
    VersionState,
)
from knowledge_base.naming import name_key

Row = Mapping[str, Any]


def document_row(document: Document) -> dict[str, Any]:
    row = {field.name: getattr(document, field.name) for field in fields(document)}
    number_key = name_key(document.number) if document.number else None
    return {**row, "title_key": name_key(document.title), "number_key": number_key}


def to_document(row: Row) -> Document:
    values = {field.name: row[field.name] for field in fields(Document)}
    kind, validity = DocumentKind(row["kind"]), Validity(row["validity"])
    return Document(**{**values, "kind": kind, "validity": validity})


def version_row(version: Version) -> dict[str, Any]:
    row = {field.name: getattr(version, field.name) for field in fields(version)}
    return {**row, "created_at": version.created_at.isoformat()}


def to_version(row: Row) -> Version:
    return Version(
        document_id=row["document_id"],
        number=row["number"],
        source=Source(row["source"]),
        text=row["text"],
        content_hash=row["content_hash"],
        state=VersionState(row["state"]),
        created_at=datetime.fromisoformat(row["created_at"]),
        file_name=row["file_name"],
        effective_from=row["effective_from"],
        effective_to=row["effective_to"],
    )


def to_term(row: Row) -> Term:
    values = {field.name: row[field.name] for field in fields(Term)}
    return Term(**{**values, "source": Source(row["source"]), "state": VersionState(row["state"])})


def section_row(section: Section, *, document_id: str, number: int, position: int) -> dict[str, Any]:
    table = section.table
    cells = {"header": table.header, "rows": table.rows, "note": table.note} if table else None
    return {
        "document_id": document_id,
        "number": number,
        "position": position,
        "path": section.path,
        "starts_at": section.start,
        "ends_at": section.end,
        "cells": cells,
        "row_spans": section.row_spans,
    }


def to_section(row: Row) -> Section:
    return Section(
        path=tuple(row["path"]),
        start=row["starts_at"],
        end=row["ends_at"],
        table=_to_table(row["cells"]) if row["cells"] else None,
        row_spans=tuple((start, end) for start, end in row["row_spans"]),
    )


def _to_table(cells: Row) -> Table:
    return Table(
        header=tuple(cells["header"]), rows=tuple(tuple(row) for row in cells["rows"]), note=cells["note"]
    )


def chunk_row(chunk: Chunk, *, position: int) -> dict[str, Any]:
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "number": chunk.version,
        "position": position,
        "source": chunk.source,
        "region": chunk.region,
        "path": chunk.path,
        "text": chunk.text,
        "starts_at": chunk.start,
        "ends_at": chunk.end,
        "quote": chunk.quote,
        "kind": chunk.kind,
        "subject": chunk.subject,
        "cases": [[case.when, case.then] for case in chunk.cases],
        "wordings": chunk.wordings,
        "period_to": chunk.period_to,
        "is_table_row": chunk.is_table_row,
    }


def to_chunk(row: Row) -> Chunk:
    return Chunk(
        id=row["id"],
        document_id=row["document_id"],
        version=row["number"],
        source=Source(row["source"]),
        region=row["region"],
        path=tuple(row["path"]),
        text=row["text"],
        start=row["starts_at"],
        end=row["ends_at"],
        quote=row["quote"],
        kind=PointKind(row["kind"]) if row["kind"] else None,
        subject=row["subject"],
        cases=tuple(Case(when=when, then=then) for when, then in row["cases"]),
        wordings=tuple(row["wordings"]),
        is_table_row=row["is_table_row"],
        period_to=row["period_to"],
    )
