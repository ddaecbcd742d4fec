"""Puts the parts of reviews together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.closing import Closing
from actions.dialogue.review_flow.filing import Filing
from actions.dialogue.review_flow.giving import ReviewFlow
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.review_flow.mine import OwnReviews
from actions.dialogue.review_flow.ports import ReviewDesk
from actions.dialogue.review_flow.questions import Questions
from actions.dialogue.review_flow.rating import RatingFlow
from actions.dialogue.review_flow.texts import ReviewTexts
from actions.dialogue.service_flow.taken import OpenFlow


@dataclass(frozen=True)
class ReviewParts:
    giving: ReviewFlow
    own: OwnReviews
    rating: RatingFlow
    invitation: Invitation

    @property
    def flows(self) -> list[OpenFlow]:
        return [self.giving, self.own, self.rating]


def assemble_reviews(desk: ReviewDesk, refusals: Refusals, *, now: Callable[[], datetime]) -> ReviewParts:
    texts = ReviewTexts.load()
    giving = ReviewFlow(
        desk=desk,
        questions=Questions(desk, texts),
        filing=Filing(desk, texts),
        closing=Closing(desk, texts, refusals),
        texts=texts,
        today=lambda: now().date(),
    )
    rating = RatingFlow(desk, texts, refusals)
    own = OwnReviews(desk, texts, refusals, giving, rating, now)
    return ReviewParts(giving, own, rating, Invitation(desk, texts))
