"""What is counted of reviews: those given in some days, with what became of them."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from actions.backoffice.tables.reviews import rectifications, reviews
from actions.rules.review_statistics import RectificationFact
from actions.wire.rectifications import FixRating, RectificationState
from actions.wire.reviews import ReviewKind, ReviewLevel


@dataclass(frozen=True)
class CountedReview:
    """No word of what was said, and nothing of who said it."""

    kind: ReviewKind
    item: str | None
    unit: str
    channel: str
    level: ReviewLevel
    reasons: tuple[str, ...]
    left_out: bool
    created_at: datetime
    rectification: RectificationFact | None


class ReviewFacts:
    def given(
        self, connection: Connection, *, region: str | None, since: datetime, until: datetime
    ) -> list[CountedReview]:
        """From `since` on and before `until`."""
        period = (reviews.c.created_at >= since, reviews.c.created_at < until)
        query = select(reviews).where(*period)
        opened = select(rectifications).join(reviews).where(*period)
        if region is not None:
            query, opened = (one.where(reviews.c.region == region) for one in (query, opened))
        # The last that a review opened overwrites those before it.
        in_order = opened.order_by(rectifications.c.opened_at, rectifications.c.number)
        by_review = {row.review_id: _to_fact(row) for row in connection.execute(in_order)}
        return [
            CountedReview(
                kind=ReviewKind(row.kind),
                item=row.item,
                unit=row.unit,
                channel=row.channel,
                level=ReviewLevel(row.level),
                reasons=tuple(json.loads(row.reasons)),
                left_out=row.left_out,
                created_at=row.created_at,
                rectification=by_review.get(row.id),
            )
            for row in connection.execute(query)
        ]


def _to_fact(row: Row[Any]) -> RectificationFact:
    return RectificationFact(
        state=RectificationState(row.state),
        reply_by=row.reply_by,
        replied_at=row.replied_at,
        fix_owed=row.scheduled_for is not None and row.fixed_at is None,
        fix_rating=FixRating(row.fix_rating) if row.fix_rating else None,
    )
