"""Whether what an editor settles for a proposal can be."""

from collections.abc import Iterator

from chassis.regions import RegionRegistry
from knowledge_base.errors import TermsInvalid
from knowledge_base.messages import message
from knowledge_base.models import NATIONWIDE
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Terms
from knowledge_base.publish.supersede import later

MOST_REPLACED = 20


def check_terms(terms: Terms, document_id: str, store: DocumentStore) -> None:
    """Raises: TermsInvalid."""
    for fault in _faults(terms, document_id, store):
        raise TermsInvalid(f"{document_id!r}: {terms}", message=fault)


def _faults(terms: Terms, document_id: str, store: DocumentStore) -> Iterator[str]:
    if terms.region != NATIONWIDE and RegionRegistry.load().find(terms.region) is None:
        yield message("terms_region", region=terms.region)
    first, last = terms.effective_from, terms.effective_to
    if first and last and last < first:
        yield message("terms_days", first=first, last=last)
    if len(set(terms.replaces)) != len(terms.replaces) or len(terms.replaces) > MOST_REPLACED:
        yield message("terms_replaced_twice", most=MOST_REPLACED)
    document = store.document(document_id)
    own_later = later(store, document) if document else set()
    for replaced in terms.replaces:
        if store.document(replaced) is None:
            yield message("document_unknown", id=replaced)
        if replaced == document_id or replaced in own_later:
            yield message("terms_replaces_itself", id=replaced)
