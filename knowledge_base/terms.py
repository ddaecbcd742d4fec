"""Which versions hold on a day, and whether a document is in force on it. The last day still counts."""

from collections.abc import Container, Iterable
from datetime import date, timedelta

from knowledge_base.models import (
    Document,
    Source,
    Term,
    Validity,
    Version,
    VersionKey,
    VersionState,
)


def key_of(term: Term) -> VersionKey:
    return term.document_id, term.number


def key_of_chunk(chunk_id: str) -> VersionKey:
    """Chunk ids are `document:version:rest`."""
    document_id, number, _ = chunk_id.split(":", 2)
    return document_id, int(number)


def in_force(terms: Iterable[Term], day: date) -> dict[VersionKey, Term]:
    """Of each document and source the version that holds on that day.

    A version whose last day has passed without another in its place is still the one to answer from; that
    it has expired is for the answer to say. A document gives way to the one that took its place, where that
    is here and holds; one that was withdrawn holds no more.
    """
    best: dict[tuple[str, Source], Term] = {}
    for term in terms:
        if not _has_begun(term, day) or is_withdrawn(term, day):
            continue
        place = term.document_id, term.source
        if place not in best or _rank(term, day) > _rank(best[place], day):
            best[place] = term
    holding = {term.document_id for term in best.values()}
    return {key_of(term): term for term in best.values() if not _gave_way(term, day, holding)}


def last_day_before(first_day: date | None, *, began: date | None) -> date | None:
    """The last day of a version that gives way to one that holds from `first_day`.

    None where it never counted: the newer one holds from the same day on, or from no known day, and so only
    says better what the older one said.
    """
    if first_day is None or (began is not None and began >= first_day):
        return None
    return first_day - timedelta(days=1)


def first_day_of(version: Version, first_day: date | None) -> date | None:
    """The first day of a version that is published to hold from `first_day`.

    One that held before and comes back keeps its first day: between the two another one began later, and so
    goes before it.
    """
    held = version.state is VersionState.SUPERSEDED and version.effective_to is not None
    if held and version.effective_from is not None and first_day is not None:
        return min(version.effective_from, first_day)
    return first_day


def validity_on(document: Document, day: date) -> Validity:
    """Whether the document was in force on that day. Without a known last day, what it says of itself."""
    if document.effective_to is None:
        return document.validity
    if day <= document.effective_to:
        return Validity.IN_FORCE
    return Validity.REPEALED if document.validity is Validity.REPEALED else Validity.EXPIRED


def gave_way(document: Document | Term, day: date) -> bool:
    """Whether another document has taken its place by that day."""
    if document.superseded_by is None:
        return False
    return document.superseded_on is None or document.superseded_on <= day


def is_withdrawn(document: Document | Term, day: date) -> bool:
    """Whether staff had taken the document from the readers by that day."""
    return document.withdrawn_on is not None and document.withdrawn_on <= day


def _gave_way(term: Term, day: date, holding: set[str]) -> bool:
    return gave_way(term, day) and term.superseded_by in holding


def _has_begun(term: Term, day: date) -> bool:
    if term.effective_from is not None and day < term.effective_from:
        return False
    return term.state is VersionState.PUBLISHED or term.effective_to is not None


def _rank(term: Term, day: date) -> tuple[bool, date, bool, int]:
    """One that has not ended before one that has; then the one that began last."""
    holds = term.effective_to is None or day <= term.effective_to
    return holds, term.effective_from or date.min, term.state is VersionState.PUBLISHED, term.number


def nothing_before(terms: Iterable[Term], day: date, *, regions: Container[str]) -> date | None:
    """The day on which the first version of these regions begins, where none has begun by `day`."""
    of_regions = [term for term in terms if term.region in regions]
    if any(_has_begun(term, day) for term in of_regions):
        return None
    return min((term.effective_from for term in of_regions if term.effective_from), default=None)
