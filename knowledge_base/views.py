"""Documents and versions as they go over HTTP."""

from dataclasses import asdict
from typing import Any

from knowledge_base.models import Document, Section, Table, Version
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.supersede import Succession
from knowledge_base.publish.synchronise import Taken
from knowledge_base.wire import (
    DocumentSummary,
    Ingested,
    SectionView,
    Superseded,
    TableView,
    VersionSummary,
    VersionView,
)


def document_summary(document: Document, store: DocumentStore) -> DocumentSummary:
    versions = [version_summary(version) for version in store.versions(document.id)]
    head: dict[str, Any] = asdict(document)
    return DocumentSummary.model_validate({**head, "versions": versions})


def version_summary(version: Version) -> VersionSummary:
    return VersionSummary(
        number=version.number,
        source=version.source.value,
        state=version.state.value,
        created_at=version.created_at,
        file_name=version.file_name,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
    )


def version_view(version: Version, sections: list[Section]) -> VersionView:
    return VersionView(
        document_id=version.document_id,
        version=version_summary(version),
        sections=[_section_view(section, version.text) for section in sections],
    )


def ingested(taken: Taken, store: DocumentStore) -> Ingested:
    return Ingested(
        document=document_summary(taken.document, store),
        version=version_summary(taken.version),
        changed=taken.changed,
        doubts=list(taken.doubts),
    )


def superseded(succession: Succession, store: DocumentStore) -> Superseded:
    return Superseded(
        document=document_summary(succession.document, store),
        successor=document_summary(succession.successor, store),
        changed=succession.changed,
        doubts=list(succession.doubts),
    )


def _section_view(section: Section, text: str) -> SectionView:
    table = _table_view(section.table) if section.table else None
    return SectionView(path=list(section.path), text=text[section.start : section.end], table=table)


def _table_view(table: Table) -> TableView:
    return TableView(header=list(table.header), rows=[list(row) for row in table.rows], note=table.note)
