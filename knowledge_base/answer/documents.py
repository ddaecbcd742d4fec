"""The documents that an answer speaks of."""

from collections.abc import Iterator, Mapping

from knowledge_base.models import Document
from knowledge_base.ports import DocumentStore


class DocumentsOnDemand(Mapping[str, Document]):
    """All documents by id, each read from the store where it is first asked for: there may be thousands, and
    an answer speaks of a few."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._read: dict[str, Document | None] = {}

    def __getitem__(self, document_id: str) -> Document:
        if document_id not in self._read:
            self._read[document_id] = self._store.document(document_id)
        found = self._read[document_id]
        if found is None:
            raise KeyError(document_id)
        return found

    def __iter__(self) -> Iterator[str]:
        return (document.id for document in self._store.documents())

    def __len__(self) -> int:
        return len(self._store.documents())
