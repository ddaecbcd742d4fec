"""What an archive of the whole knowledge base is made of, and what it goes into."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

from chassis.audit import Verdict
from chassis.staff import Person

Row = dict[str, Any]
"""A row as JSON can hold it."""


class Snapshot(Protocol):
    """Everything as it was at one moment."""

    @property
    def tables(self) -> tuple[str, ...]:
        """In an order in which they can be filled."""
        ...

    def rows(self, table: str) -> Iterator[Row]: ...

    def audit(self) -> Verdict: ...


class ArchiveStore(Protocol):
    """The database that archives are made of and go into."""

    def schema(self) -> str:
        """The newest revision of the tables, as it is sorted: `0010`."""
        ...

    def columns(self) -> Mapping[str, Mapping[str, bool]]:
        """By table the columns, and whether a row needs a value for it."""
        ...

    def note(self, person: Person, action: str, detail: Mapping[str, Any], *, at: datetime) -> None:
        """A line of the audit chain."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...

    def is_empty(self) -> bool: ...

    def restore(self, tables: Iterable[tuple[str, Iterable[Row]]], *, audit: Verdict) -> None:
        """Fill an empty database in one transaction.

        Raises:
            ArchiveTargetInUse: it is not empty.
            ArchiveRefused: the rows do not fit together, or the audit chain does not hold as said.
        """
        ...
