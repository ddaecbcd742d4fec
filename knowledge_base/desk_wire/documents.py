"""Documents, their versions, and what changed between two of them, as staff see them."""

from typing import Literal

from pydantic import Field

from knowledge_base.wire import DocumentSummary, Wire

MAX_DOCUMENTS_PAGE = 100

ChangeName = Literal["added", "removed", "moved", "reworded"]


class DocumentPage(Wire):
    """`total` counts all that fit the search."""

    documents: list[DocumentSummary]
    total: int


class PieceView(Wire):
    """A stretch of text that stayed, went or came. A figure that changed is a piece of its own."""

    text: str
    fate: Literal["same", "removed", "added"]
    is_figure: bool = False


class FigureView(Wire):
    """A figure as it was and is; none where there was, or is, none. `row` and `column` in a table."""

    old: str | None = None
    new: str | None = None
    row: str = ""
    column: str = ""


class ChangedLineView(Wire):
    change: ChangeName
    pieces: list[PieceView]
    figures: list[FigureView] = Field(default_factory=list)


class ChangedSectionView(Wire):
    """The empty path is the paper's head and signature. `old_path` where it stood elsewhere."""

    id: str
    path: list[str]
    changes: list[ChangeName]
    lines: list[ChangedLineView] = Field(default_factory=list)
    old_path: list[str] | None = None
    heading: list[PieceView] = Field(default_factory=list)


class ChangedFigureView(Wire):
    """A changed figure with the section that it stands in."""

    path: list[str]
    figure: FigureView


class DifferenceView(Wire):
    """`counts` by kind of change; `unchanged` counts the sections that say the same."""

    document_id: str
    title: str
    old: int
    new: int
    sections: list[ChangedSectionView]
    figures: list[ChangedFigureView]
    counts: dict[ChangeName, int] = Field(default_factory=dict)
    unchanged: int
