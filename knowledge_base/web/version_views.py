"""What changed between two versions, as it goes over HTTP."""

from collections.abc import Sequence

from knowledge_base.desk_wire.documents import (
    ChangedFigureView,
    ChangedLineView,
    ChangedSectionView,
    DifferenceView,
    FigureView,
    PieceView,
)
from knowledge_base.publish.diff import Change, ChangedFigure, ChangedSection
from knowledge_base.publish.versions import Compared
from knowledge_base.publish.wording import Piece


def difference_view(compared: Compared) -> DifferenceView:
    difference = compared.difference
    return DifferenceView(
        document_id=compared.document.id,
        title=compared.document.title,
        old=compared.old.number,
        new=compared.new.number,
        sections=[_section(section) for section in difference.sections],
        figures=[
            ChangedFigureView(path=list(section.path), figure=_figure(figure))
            for section, figure in difference.figures
        ],
        counts={change.value: difference.count(change) for change in Change},
        unchanged=difference.unchanged,
    )


def _section(section: ChangedSection) -> ChangedSectionView:
    return ChangedSectionView(
        id=section.id,
        path=list(section.path),
        changes=[change.value for change in section.changes],
        lines=[
            ChangedLineView(
                change=line.change.value,
                pieces=_pieces(line.pieces),
                figures=[_figure(figure) for figure in line.figures],
            )
            for line in section.lines
        ],
        old_path=None if section.old_path is None else list(section.old_path),
        heading=_pieces(section.heading),
    )


def _pieces(pieces: Sequence[Piece]) -> list[PieceView]:
    return [PieceView(text=one.text, fate=one.fate.value, is_figure=one.is_figure) for one in pieces]


def _figure(found: ChangedFigure) -> FigureView:
    return FigureView(old=found.figure.old, new=found.figure.new, row=found.row, column=found.column)
