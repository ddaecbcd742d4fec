"""What is known of a document: from its own head, and from the heads that we checked and ship."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from knowledge_base.errors import DocumentRefused
from knowledge_base.messages import message
from knowledge_base.models import Document, DocumentHead, Validity
from knowledge_base.naming import name_key

_FIELDS = (
    "title",
    "number",
    "issuer",
    "signed_on",
    "published_on",
    "period_from",
    "period_to",
    "validity",
)
_KEPT = (*_FIELDS, "url", "effective_from", "effective_to", "superseded_by", "superseded_on", "withdrawn_on")
"""What an ingested file or a member of staff may have added to a shipped head."""


def new_document(head: DocumentHead, *, region: str | None) -> Document:
    """A document that we did not know. Its id follows from its number, or its title and region.

    Raises:
        DocumentRefused: it says neither what it is called nor where it applies.
    """
    title, region = head.title, region or head.region
    if not title:
        raise DocumentRefused(message=message("title_missing"))
    if not region:
        raise DocumentRefused(message=message("region_missing"))
    name = name_key(head.number) if head.number else f"{region} {name_key(title)}"
    document_id = f"doc-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return fill(Document(id=document_id, title=title, issuer="", region=region), head, head_wins=True)


def fill(known: Document, head: DocumentHead, *, head_wins: bool) -> Document:
    """The document with what its head adds. Where both speak, the head wins or what is known does."""
    found: dict[str, Any] = {
        name: getattr(head, name)
        for name in _FIELDS
        if getattr(head, name) is not None and (head_wins or not getattr(known, name))
    }
    return replace(known, **found)


def complete(shipped: Document, stored: Document | None) -> Document:
    """The shipped head, with what an ingested file told beyond it."""
    if stored is None:
        return shipped
    gaps = {name: getattr(stored, name) for name in _KEPT if getattr(shipped, name) is None}
    return replace(shipped, **gaps)


def differences(known: Document, head: DocumentHead) -> Iterator[str]:
    """Where the head contradicts what is known, in words."""
    for name in _FIELDS:
        ours, theirs = getattr(known, name), getattr(head, name)
        if ours and theirs and _comparable(ours) != _comparable(theirs):
            yield message(
                "head_differs", field=message(f"field_{name}"), read=_told(theirs), known=_told(ours)
            )


def _comparable(value: str | date | Validity) -> object:
    return name_key(value) if isinstance(value, str) else value


def _told(value: str | date | Validity) -> str:
    return message(f"value_{value}") if isinstance(value, Validity) else str(value)
