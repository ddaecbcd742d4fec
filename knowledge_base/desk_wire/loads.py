"""Files on their way into the knowledge base, as staff see them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from knowledge_base.wire import TableView, Wire

MAX_FILES = 50
"""Files sent at once; a ZIP is one."""
MAX_BODY_BYTES = 120 * 1024 * 1024
MAX_CORRECTIONS = 100
"""Corrections sent at once."""
MAX_LOADS_PAGE = 100

StateName = Literal["waiting", "reading", "ready", "refused", "drafted", "cancelled"]


class CorrectionKind(StrEnum):
    """What is put right; see `CorrectionView`."""

    SET_HEAD = "set_head"
    SET_LEVEL = "set_level"
    RENAME_SECTION = "rename_section"
    SET_TEXT = "set_text"
    MERGE_WITH_PREVIOUS = "merge_with_previous"
    SPLIT_AT = "split_at"
    SET_CELL = "set_cell"


class LoadSummary(Wire):
    """`done` of `total` pages are read. `message` says why it was refused."""

    id: int
    name: str
    size_bytes: int
    state: StateName
    person: str
    created_at: datetime
    changed_at: datetime
    address: str | None = None
    region: str | None = None
    effective_from: date | None = None
    done: int
    total: int
    message: str = ""
    title: str | None = None
    revision: int
    document_id: str | None = None
    number: int | None = None
    proposal_id: int | None = None


class RefusedFile(Wire):
    """A file that nobody will read, with why."""

    name: str
    message: str


class LoadsSent(Wire):
    loads: list[LoadSummary]
    refused: list[RefusedFile] = Field(default_factory=list)


class LoadPage(Wire):
    """The latest first; `older` is what to ask for next as `before`."""

    loads: list[LoadSummary]
    older: int | None = None


class HeadView(Wire):
    """What the file says of itself, as it was put right."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    region: str | None = None
    signed_on: date | None = None
    published_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    validity: Literal["in_force", "expired", "repealed"] | None = None


class LineView(Wire):
    anchor: str
    text: str


class PreviewSectionView(Wire):
    """A section with its own lines or its table. Corrections name the `anchor` of its heading or table."""

    id: str
    path: list[str]
    anchor: str | None = None
    lines: list[LineView] = Field(default_factory=list)
    table: TableView | None = None


class CorrectionView(Wire):
    """One thing put right.

    `set_head`: `field` and `value`. `set_level`: a paragraph as a heading, `level` deep. `rename_section` and
    `set_text`: `value` in place of the words. `merge_with_previous`: a heading as text of the section above.
    `split_at`: a paragraph opens a section called `value`, `level` deep. `set_cell`: `value` in the cell
    `row,column` (from 0) of the table. `was` is how the place read.
    """

    kind: CorrectionKind
    anchor: str = Field(default="", max_length=40)
    cell: str = Field(default="", max_length=40)
    field: str = Field(default="", max_length=20)
    value: str = Field(default="", max_length=5_000)
    level: int = Field(default=0, ge=0, le=9)
    was: str = ""


class DuplicateView(Wire):
    """What is there already: another load, or a document (`number` of the version with the same words)."""

    kind: Literal["same_file", "same_text", "same_document", "same_number", "same_number_load"]
    title: str
    load_id: int | None = None
    document_id: str | None = None
    number: int | None = None


class LoadView(Wire):
    """One load; the rest is there once it was read, and as long as it is not thrown away."""

    load: LoadSummary
    head: HeadView | None = None
    doubts: list[str] = Field(default_factory=list)
    sections: list[PreviewSectionView] = Field(default_factory=list)
    corrections: list[CorrectionView] = Field(default_factory=list)
    unapplied: list[CorrectionView] = Field(default_factory=list)
    duplicates: list[DuplicateView] = Field(default_factory=list)


class OriginalView(Wire):
    """What the file says, line by line, before anything was made of it."""

    lines: list[str]


class CorrectionsRequest(Wire):
    """`revision` is that of the load which the person saw."""

    revision: int = Field(ge=1)
    corrections: list[CorrectionView] = Field(min_length=1, max_length=MAX_CORRECTIONS)


class TakeBackRequest(Wire):
    """`index` counts from 0 in the load's corrections."""

    revision: int = Field(ge=1)
    index: int = Field(ge=0, le=100_000)


class DraftRequest(Wire):
    revision: int = Field(ge=1)
