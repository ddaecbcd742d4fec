"""What of a load is there already: the same file, the same words, the same paper."""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge_base.adapters.load_store import LoadStore
from knowledge_base.load import Duplicate, DuplicateKind, Load
from knowledge_base.models import ParsedDocument
from knowledge_base.naming import name_key
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.content import content_hash


@dataclass(frozen=True)
class Duplicates:
    store: LoadStore
    documents: DocumentStore

    def of(self, load: Load, parsed: ParsedDocument) -> list[Duplicate]:
        """The nearest first."""
        return [*self._loads(load), *self._texts(load, parsed), *self._documents(parsed)]

    def _loads(self, load: Load) -> Iterator[Duplicate]:
        same_file, same_number = self.store.alike(load)
        for other in same_file:
            yield Duplicate(DuplicateKind.SAME_FILE, other.title or other.name, load_id=other.id)
        known = {other.id for other in same_file}
        for other in same_number:
            if other.id not in known:
                yield Duplicate(DuplicateKind.SAME_NUMBER_LOAD, other.title or other.name, load_id=other.id)

    def _texts(self, load: Load, parsed: ParsedDocument) -> Iterator[Duplicate]:
        for document_id, number in self.store.versions_of(content_hash(parsed.text, parsed.sections)):
            document = self.documents.document(document_id)
            if document and (document_id, number) != (load.document_id, load.number):
                yield Duplicate(
                    DuplicateKind.SAME_TEXT, document.title, document_id=document_id, number=number
                )

    def _documents(self, parsed: ParsedDocument) -> Iterator[Duplicate]:
        head = parsed.head
        found = self.documents.find_document(number=head.number, title=head.title, region=head.region)
        if found is None:
            return
        renamed = head.title and name_key(head.title) != name_key(found.title)
        kind = DuplicateKind.SAME_NUMBER if renamed else DuplicateKind.SAME_DOCUMENT
        yield Duplicate(kind, found.title, document_id=found.id)
