"""A file on its way into the knowledge base: sent, read, put right, and made a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Kept = Sequence[Mapping[str, Any]]
"""What was read of a file, or put right in it, as JSON keeps it."""


class LoadState(StrEnum):
    """排队 → 正在读 → 读完待核对 → 已成草稿; or 不能收, 已取消."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    REFUSED = "refused"
    DRAFTED = "drafted"
    CANCELLED = "cancelled"


OPEN = frozenset({LoadState.WAITING, LoadState.READING, LoadState.READY})
"""Still to be done with."""


@dataclass(frozen=True)
class Load:
    """`done` of `total` pages are read; a file without pages counts as one.

    `message` is why it was refused. `doubts` are what the reading of the file itself leaves to be checked.
    `region` and `effective_from` are what the person gave beside the file. `revision` counts the changes: who
    changes it says which one they saw. The last three are set once it became a draft.
    """

    id: int
    name: str
    size_bytes: int
    file_hash: str
    state: LoadState
    account: str
    person: str
    created_at: datetime
    changed_at: datetime
    address: str | None = None
    region: str | None = None
    effective_from: date | None = None
    done: int = 0
    total: int = 0
    message: str = ""
    doubts: tuple[str, ...] = ()
    title: str | None = None
    revision: int = 1
    document_id: str | None = None
    number: int | None = None
    proposal_id: int | None = None


@dataclass(frozen=True)
class NewFile:
    """A file as it was sent. `address` is the page's, where it is the saved page of one."""

    name: str
    content: bytes
    address: str | None = None
    region: str | None = None
    effective_from: date | None = None


@dataclass(frozen=True)
class Reading:
    """What came of reading a file. `source_key` is what the paper is recognised by when it comes again."""

    blocks: Kept
    doubts: tuple[str, ...]
    title: str | None
    number_key: str | None
    source_key: str


@dataclass(frozen=True)
class Drafted:
    """The version that a load became, and its proposal."""

    document_id: str
    number: int
    proposal_id: int


class DuplicateKind(StrEnum):
    """The same bytes in another load; the same words in a stored version; a document that this is another
    version of; another document with the same 文号; another load, not done with, with the same 文号."""

    SAME_FILE = "same_file"
    SAME_TEXT = "same_text"
    SAME_DOCUMENT = "same_document"
    SAME_NUMBER = "same_number"
    SAME_NUMBER_LOAD = "same_number_load"


@dataclass(frozen=True)
class Duplicate:
    """What is there already; a load by its id, or a document (`number` of the version, where it is one)."""

    kind: DuplicateKind
    title: str
    load_id: int | None = None
    document_id: str | None = None
    number: int | None = None
