"""A document takes the place of another from a day on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from knowledge_base.errors import DocumentUnknown, SupersededByItself
from knowledge_base.messages import message
from knowledge_base.models import Document, VersionState
from knowledge_base.ports import DocumentStore


@dataclass(frozen=True)
class Succession:
    """The document and the one that takes its place. `changed` is false where that was known already."""

    document: Document
    successor: Document
    changed: bool
    doubts: tuple[str, ...] = ()


def supersede(store: DocumentStore, document_id: str, *, by: str, on: date) -> Succession:
    """From that day on `by` is answered from instead, where it is published; before it, the old document.

    Raises:
        DocumentUnknown: there is no such document.
        SupersededByItself: both are the same, or the new one was itself superseded by the old one.
    """
    known, successor = _known(store, document_id), _known(store, by)
    if by == document_id:
        raise SupersededByItself(f"{by!r} twice", message=message("superseded_by_the_same"))
    if document_id in later(store, successor):
        raise SupersededByItself(f"{document_id!r} by {by!r}")
    changed = (known.superseded_by, known.superseded_on) != (by, on)
    if changed:
        store.supersede(document_id, by=by, on=on)
    return Succession(
        document=_known(store, document_id),
        successor=successor,
        changed=changed,
        doubts=tuple(_doubts(store, successor)),
    )


def _known(store: DocumentStore, document_id: str) -> Document:
    document = store.document(document_id)
    if document is None:
        raise DocumentUnknown(
            f"no document {document_id!r}", message=message("document_unknown", id=document_id)
        )
    return document


def later(store: DocumentStore, document: Document) -> set[str]:
    """The documents that took its place, one after the other, whether or not they are here."""
    found: set[str] = set()
    following: Document | None = document
    while following and following.superseded_by and following.superseded_by not in found:
        found.add(following.superseded_by)
        following = store.document(following.superseded_by)
    return found


def _doubts(store: DocumentStore, successor: Document) -> Iterator[str]:
    versions = store.versions(successor.id)
    if not any(version.state is VersionState.PUBLISHED for version in versions):
        yield message("successor_not_published", title=successor.title)
