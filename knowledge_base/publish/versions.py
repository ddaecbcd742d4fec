"""Documents found by what they are called, and what changed between two of their versions."""

from dataclasses import dataclass

from knowledge_base.errors import DocumentUnknown, VersionsNotComparable
from knowledge_base.models import Document, Version
from knowledge_base.naming import name_key
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.diff import Difference, Reading, differ
from knowledge_base.publish.diff_document import diff_document


@dataclass(frozen=True)
class Compared:
    """Two versions of one document, and what changed from the one to the other."""

    document: Document
    old: Version
    new: Version
    difference: Difference

    def as_docx(self) -> bytes:
        return diff_document(
            self.difference, title=self.document.title, old=self.old.number, new=self.new.number
        )


@dataclass(frozen=True)
class Versions:
    store: DocumentStore

    def find(self, words: str, *, offset: int, limit: int) -> tuple[list[Document], int]:
        """Documents whose title, 文号, issuer or id has all the words, and how many there are in all."""
        wanted = [name_key(word) for word in words.split()]
        found = [document for document in self.store.documents() if _fits(document, wanted)]
        return found[offset : offset + limit], len(found)

    def document(self, document_id: str) -> Document:
        """Raises: DocumentUnknown."""
        document = self.store.document(document_id)
        if document is None:
            raise DocumentUnknown(f"no document {document_id!r}")
        return document

    def version(self, document_id: str, number: int) -> Version:
        """Raises: DocumentUnknown."""
        version = self.store.version(document_id, number)
        if version is None:
            raise DocumentUnknown(f"no version {number} of document {document_id!r}")
        return version

    def compare(self, document_id: str, *, old: int, new: int) -> Compared:
        """Raises: DocumentUnknown, VersionsNotComparable."""
        document = self.document(document_id)
        before, after = self.version(document_id, old), self.version(document_id, new)
        if old == new or before.source is not after.source:
            raise VersionsNotComparable(f"versions {old} and {new} of {document_id!r}")
        return Compared(document, before, after, differ(self._reading(before), self._reading(after)))

    def _reading(self, version: Version) -> Reading:
        return Reading(version.text, self.store.sections(version.document_id, version.number))


def _fits(document: Document, wanted: list[str]) -> bool:
    names = (document.title, document.number or "", document.issuer, document.id)
    told = name_key(" ".join(names))
    return all(word in told for word in wanted)
