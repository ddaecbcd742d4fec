"""The points of one document as a version of it that can be stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from knowledge_base.models import Document, Source, Version, VersionState
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.publish.content import content_hash
from knowledge_base.publish.points import PointsText, lay_out


@dataclass(frozen=True)
class _Points:
    id: str
    region: str
    points: tuple[PolicyPoint, ...]


def points_version(
    document: Document, points: Sequence[PolicyPoint], *, first_day: date | None, at: datetime
) -> tuple[Version, PointsText]:
    """`first_day` is that of the official text which the points rest on, where one is here."""
    laid_out = lay_out(_Points(document.id, document.region, tuple(points)))
    version = Version(
        document_id=document.id,
        number=0,
        source=Source.POLICY_POINT,
        text=laid_out.text,
        content_hash=content_hash(laid_out.text, laid_out.sections),
        state=VersionState.DRAFT,
        created_at=at,
        effective_from=first_day or document.effective_from or document.signed_on or document.published_on,
    )
    return version, laid_out
