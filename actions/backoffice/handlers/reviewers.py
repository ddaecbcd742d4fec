"""Who may learn whose review it is: anybody but those whom the review is about."""

from dataclasses import dataclass

from sqlalchemy import Connection

from actions.backoffice.handlers.review_texts import ReviewTexts
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.repository.reviews import ReviewRepository, StoredReview
from actions.errors import NotAllowed
from actions.wire.rectifications import ReviewerContact


@dataclass(frozen=True)
class Reviewers:
    reviews: ReviewRepository
    people: PeopleRepository
    texts: ReviewTexts

    def is_own_work(self, connection: Connection, review: StoredReview, account: str) -> bool:
        """Whether the account has handled the matter."""
        return account in self.reviews.handlers(connection, review)

    def require_others_work(self, connection: Connection, review: StoredReview, account: str) -> None:
        """Raises: NotAllowed: the account has handled the matter."""
        if self.is_own_work(connection, review, account):
            message = self.texts.refusals.own_work
            raise NotAllowed(f"{account!r} has handled {review.about!r}", message=message)

    def is_contactable(self, connection: Connection, review: StoredReview) -> bool:
        return self.contact(connection, review).phone is not None

    def contact(self, connection: Connection, review: StoredReview) -> ReviewerContact:
        """The number that was left for it, else the one on record. Nobody's where it is anonymous."""
        if review.anonymous:
            return ReviewerContact(phone=None, name=None)
        person = self.people.find(connection, review.subject) if review.subject else None
        phone = review.phone or (person.phone if person else "")
        return ReviewerContact(phone=phone or None, name=person.name if person else None)
