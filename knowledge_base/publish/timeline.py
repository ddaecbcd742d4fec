"""What became of a document, day by day: which text holds on a day, and what the desk did to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chassis.clock import Clock
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.errors import DocumentUnknown
from knowledge_base.messages import message
from knowledge_base.models import Document, Source, Validity, Version
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Change, Proposal
from knowledge_base.terms import gave_way, in_force, is_withdrawn, validity_on


@dataclass(frozen=True)
class Status:
    """How a document stands on a day. `holding` are its versions that are answered from, by source.

    `gave_way` says that another document had taken its place by then.
    """

    document: Document
    day: date
    validity: Validity
    gave_way: bool
    withdrawn: bool
    holding: dict[Source, int]


@dataclass(frozen=True)
class Timeline:
    status: Status
    versions: list[Version]
    changes: list[Change]
    proposals: list[Proposal]


@dataclass(frozen=True)
class Timelines:
    store: ApprovalStore
    documents: DocumentStore
    clock: Clock

    def of(self, document_id: str, *, as_of: date | None = None) -> Timeline:
        """Raises: DocumentUnknown."""
        document = self.documents.document(document_id)
        if document is None:
            raise DocumentUnknown(
                f"no document {document_id!r}", message=message("document_unknown", id=document_id)
            )
        [status] = self._statuses([document], as_of or self.clock.today())
        return Timeline(
            status=status,
            versions=self.documents.versions(document_id),
            changes=self.store.changes(document_id),
            proposals=self.store.proposals(document_id=document_id),
        )

    def all(self, *, as_of: date | None = None) -> list[Status]:
        return list(self._statuses(self.documents.documents(), as_of or self.clock.today()))

    def _statuses(self, documents: list[Document], day: date) -> Iterator[Status]:
        holding: dict[str, dict[Source, int]] = {}
        for term in in_force(self.store.terms(), day).values():
            holding.setdefault(term.document_id, {})[term.source] = term.number
        for document in documents:
            yield Status(
                document=document,
                day=day,
                validity=validity_on(document, day),
                gave_way=gave_way(document, day),
                withdrawn=is_withdrawn(document, day),
                holding=holding.get(document.id, {}),
            )
