"""Loads as they go over HTTP."""

from collections.abc import Sequence
from dataclasses import asdict

from knowledge_base.desk_wire.loads import (
    CorrectionKind,
    CorrectionView,
    DuplicateView,
    HeadView,
    LineView,
    LoadSummary,
    LoadView,
    PreviewSectionView,
)
from knowledge_base.ingest.corrections import HEAD_FIELDS, Correction, Kind
from knowledge_base.load import Duplicate, Load
from knowledge_base.models import Table
from knowledge_base.publish.preview import Preview, PreviewSection
from knowledge_base.wire import TableView


def load_summary(load: Load) -> LoadSummary:
    told = {name: getattr(load, name) for name in LoadSummary.model_fields}
    return LoadSummary.model_validate({**told, "state": load.state.value})


def load_view(load: Load, preview: Preview | None, duplicates: Sequence[Duplicate]) -> LoadView:
    if preview is None:
        return LoadView(load=load_summary(load), doubts=list(load.doubts))
    head = {name: getattr(preview.parsed.head, name) for name in HEAD_FIELDS}
    return LoadView(
        load=load_summary(load),
        head=HeadView.model_validate(head),
        doubts=list(preview.doubts),
        sections=[_section(section) for section in preview.sections],
        corrections=[correction_view(correction) for correction in preview.corrections],
        unapplied=[correction_view(correction) for correction in preview.unapplied],
        duplicates=[DuplicateView.model_validate(asdict(duplicate)) for duplicate in duplicates],
    )


def correction_view(correction: Correction) -> CorrectionView:
    return CorrectionView(**{**asdict(correction), "kind": CorrectionKind(correction.kind.value)})


def to_correction(sent: CorrectionView) -> Correction:
    """`was` is what we know, not what somebody sends."""
    told = sent.model_dump(exclude={"was"})
    return Correction(**{**told, "kind": Kind(sent.kind.value)})


def _section(section: PreviewSection) -> PreviewSectionView:
    return PreviewSectionView(
        id=section.id,
        path=list(section.path),
        anchor=section.anchor,
        lines=[LineView(anchor=line.anchor, text=line.text) for line in section.lines],
        table=_table(section.table) if section.table else None,
    )


def _table(table: Table) -> TableView:
    return TableView(header=list(table.header), rows=[list(row) for row in table.rows], note=table.note)
