"""Rows of any table as JSON can hold them, and back: days and times as ISO 8601, bytes as base64."""

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Date, LargeBinary, Table

from chassis.database import Moment
from knowledge_base.archiving import Row
from knowledge_base.errors import ArchiveRefused
from knowledge_base.messages import message


def to_row(values: Mapping[str, Any]) -> Row:
    return {name: _told(value) for name, value in values.items()}


def from_row(table: Table, row: Row) -> dict[str, Any]:
    """Raises: ArchiveRefused: a value is not what its column holds."""
    try:
        return {name: _read(table.c[name], value) for name, value in row.items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        told = message("archive_row", table=table.name)
        raise ArchiveRefused(f"{table.name}: {error}", message=told) from error


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value


def _read(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value, validate=True)
    return value
