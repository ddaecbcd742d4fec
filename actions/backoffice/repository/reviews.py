"""Reviews, one for each matter. Each method works in the caller's transaction."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.reviews import reviews
from actions.backoffice.tables.writes import audit
from actions.errors import ReviewUnknown, VersionConflict
from actions.wire.reviews import ReviewKind, ReviewLevel
from chassis.database import insert_unless_there

_STAFF = "staff:"


@dataclass(frozen=True)
class StoredReview:
    """`unit` has handled the matter; `handled_by` are accounts of its staff, where they are known."""

    id: str
    version: int
    kind: ReviewKind
    about: str
    title: str
    subject: str | None
    conversation_id: str | None
    region: str | None
    item: str | None
    unit: str
    channel: str
    level: ReviewLevel
    reasons: tuple[str, ...]
    comment: str
    photos: tuple[str, ...]
    anonymous: bool
    phone: str | None
    handled_by: tuple[str, ...]
    created_at: datetime
    changeable_until: datetime
    left_out: bool = False


@dataclass(frozen=True)
class ReviewRepository:
    cipher: Cipher

    def add(self, connection: Connection, review: StoredReview) -> bool:
        """Whether the matter had no review yet. Waits for a transaction that is adding one."""
        return insert_unless_there(connection, reviews, **self._to_row(review))

    def find(self, connection: Connection, id_: str) -> StoredReview:
        """Raises: ReviewUnknown."""
        row = connection.execute(select(reviews).where(reviews.c.id == id_)).one_or_none()
        if row is None:
            raise ReviewUnknown(repr(id_))
        return self._to_review(row)

    def own(
        self, connection: Connection, *, subject: str | None, conversation: str | None
    ) -> list[StoredReview]:
        """The person's, and those given in the conversation by nobody in person; the latest first."""
        nobodys = reviews.c.subject.is_(None) & (reviews.c.conversation_id == conversation)
        # `== None` would be everybody who was not signed in.
        theirs = nobodys if subject is None else nobodys | (reviews.c.subject == subject)
        query = select(reviews).where(theirs)
        ordered = query.order_by(reviews.c.created_at.desc(), reviews.c.id)
        return [self._to_review(row) for row in connection.execute(ordered)]

    def reviewed(self, connection: Connection, kind: ReviewKind, about: list[str]) -> set[str]:
        """Which of these matters have a review."""
        query = select(reviews.c.about).where(reviews.c.kind == kind, reviews.c.about.in_(about))
        return set(connection.scalars(query))

    def keep(self, connection: Connection, changed: StoredReview) -> StoredReview:
        """Its next version.

        Raises:
            VersionConflict: somebody else changed it in the meantime.
        """
        kept = replace(changed, version=changed.version + 1)
        result = connection.execute(
            update(reviews)
            .where(reviews.c.id == changed.id, reviews.c.version == changed.version)
            .values(**self._to_row(kept))
        )
        if result.rowcount != 1:
            raise VersionConflict(f"{changed.id!r} is not at version {changed.version}")
        return kept

    def handlers(self, connection: Connection, review: StoredReview) -> set[str]:
        """The accounts that have handled the matter: those known, and those in the trail of the case."""
        query = select(audit.c.actor).where(audit.c.subject == f"case:{review.about}").distinct()
        actors = connection.scalars(query) if review.kind is ReviewKind.CASE else ()
        return {
            *review.handled_by,
            *(actor.removeprefix(_STAFF) for actor in actors if actor.startswith(_STAFF)),
        }

    def _to_row(self, review: StoredReview) -> dict[str, Any]:
        phone = self.cipher.seal(review.phone, of=_place(review.id, "phone")) if review.phone else None
        return {
            **vars(review),
            "reasons": json.dumps(review.reasons),
            "photos": json.dumps(review.photos),
            "handled_by": json.dumps(review.handled_by),
            "comment": self.cipher.seal(review.comment, of=_place(review.id, "comment")),
            "phone": phone,
        }

    def _to_review(self, row: Row[Any]) -> StoredReview:
        return StoredReview(
            **{
                **row._mapping,
                "kind": ReviewKind(row.kind),
                "level": ReviewLevel(row.level),
                "reasons": tuple(json.loads(row.reasons)),
                "photos": tuple(json.loads(row.photos)),
                "handled_by": tuple(json.loads(row.handled_by)),
                "comment": self.cipher.open(row.comment, of=_place(row.id, "comment")),
                "phone": self.cipher.open(row.phone, of=_place(row.id, "phone")) if row.phone else None,
            }
        )


def _place(id_: str, column: str) -> str:
    return f"reviews:{id_}:{column}"
