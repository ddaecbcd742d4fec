"""What somebody must look at: papers that end or have ended, and texts that lean on what no longer holds.

A pure function of what is on record and the day. The last day of a paper still counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from knowledge_base.curation import Care
from knowledge_base.models import Document, Validity
from knowledge_base.terms import gave_way, is_withdrawn

WITHIN_DAYS = (30, 60, 90)
_VERIFIED_FOR_DAYS = 365
_CHECK_AHEAD_DAYS = 30


class ConcernKind(StrEnum):
    """In this order: ends soon; has ended and claims to be in force; cites what no longer holds; to be
    checked; not verified for a year; says what does not stand in its section; contradicts the shipped point.
    """

    EXPIRING = "expiring"
    PAST_ITS_END = "past_its_end"
    CITES_REPEALED = "cites_repealed"
    CHECK_DUE = "check_due"
    NOT_VERIFIED = "not_verified"
    POINT_UNSUPPORTED = "point_unsupported"
    POINT_CONFLICT = "point_conflict"


@dataclass(frozen=True)
class Concern:
    """`day` is the last day, the day of the check, or since when it is so; `days` how many it is from today,
    negative for the past. `within` is the first of `WITHIN_DAYS` that it falls in. `detail` names what is
    meant: a document that is cited, a figure. `key` tells it from any other, and from itself in another span.
    """

    kind: ConcernKind
    document_id: str
    title: str
    point: str = ""
    day: date | None = None
    days: int | None = None
    within: int | None = None
    owner: str = ""
    detail: str = ""

    @property
    def key(self) -> str:
        parts = (self.kind, self.document_id, self.point, self.day, self.within, self.detail)
        return "|".join("" if part is None else str(part) for part in parts)


@dataclass(frozen=True)
class PointConcern:
    """What was found of a point: that it says what does not stand there, or contradicts the shipped one."""

    kind: ConcernKind
    document_id: str
    point: str
    detail: str


@dataclass(frozen=True)
class OnRecord:
    """`since` is from when a document's texts are here, `cites` which documents its text names, by id."""

    documents: Sequence[Document]
    care: Sequence[Care] = ()
    since: Mapping[str, date] = field(default_factory=dict)
    cites: Mapping[str, Sequence[str]] = field(default_factory=dict)
    points: Sequence[PointConcern] = ()


def watch(record: OnRecord, today: date) -> list[Concern]:
    """The most pressing first: by day, those without one last."""
    documents = {document.id: document for document in record.documents}
    owners = {(care.document_id, care.point): care.owner for care in record.care}
    found = [
        *_ends(documents.values(), owners, today),
        *_citations(documents, record.cites, owners, today),
        *_checks(documents, record, owners, today),
        *_of_points(documents, record.points, owners),
    ]
    return sorted(found, key=lambda concern: (concern.day or date.max, concern.document_id, concern.key))


def holds(document: Document, today: date) -> bool:
    """Whether anything may lean on it."""
    ended = document.effective_to is not None and today > document.effective_to
    return document.validity is Validity.IN_FORCE and not ended and not _is_gone(document, today)


def _is_gone(document: Document, today: date) -> bool:
    return gave_way(document, today) or is_withdrawn(document, today)


Owners = Mapping[tuple[str, str], str]


def _ends(documents: Iterable[Document], owners: Owners, today: date) -> Iterator[Concern]:
    for document in documents:
        if document.validity is not Validity.IN_FORCE or _is_gone(document, today):
            continue
        last_day = document.effective_to or document.period_to
        if last_day is None:
            continue
        days = (last_day - today).days
        within = next((limit for limit in WITHIN_DAYS if 0 <= days <= limit), None)
        if days >= 0 and within is None:
            continue
        yield Concern(
            kind=ConcernKind.EXPIRING if days >= 0 else ConcernKind.PAST_ITS_END,
            document_id=document.id,
            title=document.title,
            day=last_day,
            days=days,
            within=within,
            owner=owners.get((document.id, ""), ""),
        )


def _citations(
    documents: Mapping[str, Document], cites: Mapping[str, Sequence[str]], owners: Owners, today: date
) -> Iterator[Concern]:
    for document_id, cited in cites.items():
        document = documents.get(document_id)
        if document is None or not holds(document, today):
            continue
        for other in (documents[name] for name in cited if name in documents and name != document_id):
            if not holds(other, today):
                yield Concern(
                    kind=ConcernKind.CITES_REPEALED,
                    document_id=document_id,
                    title=document.title,
                    owner=owners.get((document_id, ""), ""),
                    detail=other.title,
                )


def _checks(
    documents: Mapping[str, Document], record: OnRecord, owners: Owners, today: date
) -> Iterator[Concern]:
    kept = {(care.document_id, care.point): care for care in record.care}
    places = dict.fromkeys([*((document_id, "") for document_id in documents), *kept])
    for document_id, point in places:
        document = documents.get(document_id)
        if document is None or not holds(document, today):
            continue
        care = kept.get((document_id, point)) or Care(document_id, point)
        verified = care.verified_on or (record.since.get(document_id) if not point else None)
        concern = Concern(
            kind=ConcernKind.CHECK_DUE,
            document_id=document_id,
            title=document.title,
            point=point,
            owner=owners.get((document_id, point), "") or owners.get((document_id, ""), ""),
        )
        if care.check_on and (care.check_on - today).days <= _CHECK_AHEAD_DAYS:
            yield _on(concern, care.check_on, today)
        elif verified and today - verified > timedelta(days=_VERIFIED_FOR_DAYS):
            yield _on(concern, verified, today, kind=ConcernKind.NOT_VERIFIED)


def _on(concern: Concern, day: date, today: date, *, kind: ConcernKind | None = None) -> Concern:
    return Concern(
        kind=kind or concern.kind,
        document_id=concern.document_id,
        title=concern.title,
        point=concern.point,
        day=day,
        days=(day - today).days,
        owner=concern.owner,
    )


def _of_points(
    documents: Mapping[str, Document], points: Iterable[PointConcern], owners: Owners
) -> Iterator[Concern]:
    for found in points:
        document = documents.get(found.document_id)
        if document:
            yield Concern(
                kind=found.kind,
                document_id=found.document_id,
                title=document.title,
                point=found.point,
                owner=owners.get((found.document_id, found.point), "")
                or owners.get((found.document_id, ""), ""),
                detail=found.detail,
            )
