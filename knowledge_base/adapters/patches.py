"""What a change of the desk did to documents and their versions: so that it can be undone to the letter.

A patch is JSON: by the row it is of (`documents/<id>`, `versions/<id>/<number>`) and the column, what stood
there before and what stands there after.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Table, select, update

from knowledge_base.adapters import tables
from knowledge_base.models import VersionKey, VersionState

Row = dict[str, Any]
Snapshot = dict[str, Row]
Patch = dict[str, dict[str, tuple[Any, Any]]]

_PUBLISHED = VersionState.PUBLISHED.value
_VERSION_COLUMNS = ("state", "effective_from", "effective_to")
_DOCUMENT_COLUMNS = tuple(column.name for column in tables.documents.columns if column.name != "id")


class ChangedSince(Exception):
    """Something of what the patch changed was changed again; it cannot be taken back alone."""


def snapshot(connection: Connection, document_ids: Iterable[str]) -> Snapshot:
    """How these documents stand, in a transaction that writes; they are locked until its end."""
    ids = sorted(set(document_ids))
    column = tables.documents.c
    found = connection.execute(
        select(tables.documents).where(column.id.in_(ids)).order_by(column.id).with_for_update()
    ).mappings()
    rows = {f"documents/{row['id']}": _told(row, _DOCUMENT_COLUMNS) for row in found}
    of_versions = select(
        tables.versions.c.document_id,
        tables.versions.c.number,
        *(tables.versions.c[name] for name in _VERSION_COLUMNS),
    ).where(tables.versions.c.document_id.in_(ids))
    for row in connection.execute(of_versions).mappings():
        rows[f"versions/{row['document_id']}/{row['number']}"] = _told(row, _VERSION_COLUMNS)
    return rows


def difference(before: Snapshot, after: Snapshot) -> Patch:
    """Rows that are new since are left out: drafts that nobody reads yet."""
    patch: Patch = {}
    for key, row in before.items():
        changed = {
            name: (value, after[key][name]) for name, value in row.items() if value != after[key][name]
        }
        if changed:
            patch[key] = changed
    return patch


def revert(connection: Connection, patch: Patch) -> None:
    """Put back what stood before, in a transaction that writes.

    Raises:
        ChangedSince: nothing was put back.
    """
    now = snapshot(connection, {_row_of(key)[0] for key in patch})
    for key, columns in patch.items():
        for name, (_, after) in columns.items():
            if now.get(key, {}).get(name) != after:
                raise ChangedSince(f"{key} {name}")
    for key, columns in patch.items():
        _put(connection, key, {name: before for name, (before, _) in columns.items()})


def published_before(patch: Patch) -> tuple[VersionKey, ...]:
    """The versions that are published again once the patch is reverted."""
    keys = [_row_of(key) for key, columns in patch.items() if columns.get("state", [""])[0] == _PUBLISHED]
    return tuple((document_id, number) for document_id, number in keys if number is not None)


def apply_region(connection: Connection, document_id: str, region: str, *, number: int | None = None) -> None:
    """The passages of a document, or of one version, are to be found there."""
    column = tables.chunks.c
    elsewhere = (column.document_id == document_id) & (column.region != region)
    if number is not None:
        elsewhere &= column.number == number
    numbers = set(connection.scalars(select(column.number).where(elsewhere).distinct()))
    if not numbers:
        return
    connection.execute(update(tables.chunks).where(elsewhere).values(region=region))
    version = tables.versions.c
    connection.execute(
        update(tables.versions)
        .where(version.document_id == document_id, version.number.in_(numbers))
        .values(chunks_digest=None)
    )


def _told(row: Any, columns: Iterable[str]) -> Row:
    return {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in columns}


def _put(connection: Connection, key: str, told: Row) -> None:
    document_id, number = _row_of(key)
    if number is None:
        table, where = tables.documents, [tables.documents.c.id == document_id]
    else:
        table = tables.versions
        where = [table.c.document_id == document_id, table.c.number == number]
    values = {name: _read(table, name, value) for name, value in told.items()}
    connection.execute(update(table).where(*where).values(values))
    if "region" in values:
        apply_region(connection, document_id, values["region"])


def _row_of(key: str) -> tuple[str, int | None]:
    """The document, and which of its versions, if any."""
    kind, _, rest = key.partition("/")
    if kind == "documents":
        return rest, None
    document_id, _, number = rest.rpartition("/")
    return document_id, int(number)


def _read(table: Table, name: str, value: Any) -> Any:
    return date.fromisoformat(value) if value and isinstance(table.c[name].type, Date) else value
