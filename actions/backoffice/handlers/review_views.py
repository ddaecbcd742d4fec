"""Reviews as their citizens read them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from actions.backoffice.repository.rectifications import RectificationRepository
from actions.backoffice.repository.reviews import StoredReview
from actions.wire.reviews import Reason, ReviewView


@dataclass(frozen=True)
class ReviewViews:
    """`catalogue` are the reasons that are offered now."""

    rectifications: RectificationRepository
    catalogue: list[Reason]

    def of(self, connection: Connection, review: StoredReview) -> ReviewView:
        rectification = self.rectifications.latest(connection, review.id)
        return ReviewView(
            id=review.id,
            kind=review.kind,
            about=review.about,
            title=review.title,
            level=review.level,
            reasons=self.reasons(review),
            comment=review.comment,
            photos=list(review.photos),
            created_at=review.created_at,
            changeable_until=review.changeable_until,
            version=review.version,
            rectification=rectification.number if rectification else None,
        )

    def reasons(self, review: StoredReview) -> list[Reason]:
        """In the order of the catalogue; one that is offered no more is left out."""
        return [reason for reason in self.catalogue if reason.code in review.reasons]
