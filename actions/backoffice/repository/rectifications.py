"""Rectifications with their history. Each method works in the caller's transaction."""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, exists, insert, or_, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.reviews import appeals, rectification_entries, rectifications
from actions.errors import RectificationUnknown, VersionConflict
from actions.rules.review_states import UNANSWERED, Standing
from actions.wire.rectifications import AppealState, FixRating, RectificationEntry, RectificationState


@dataclass(frozen=True)
class StoredRectification:
    """`replied_at` is that of the first reply, `answered_at` of the last; `broken` are keys of limits."""

    number: str
    version: int
    review_id: str
    state: RectificationState
    unit: str
    role: str
    opened_at: datetime
    contactable: bool
    contact_by: datetime
    reply_by: date
    taken_in_by: str | None = None
    contacted_at: datetime | None = None
    replied_at: datetime | None = None
    answered_at: datetime | None = None
    scheduled_for: date | None = None
    fixed_at: datetime | None = None
    broken: tuple[str, ...] = ()
    reply: str | None = None
    fix_rating: FixRating | None = None
    rated_at: datetime | None = None

    @property
    def fix_owed(self) -> bool:
        return self.scheduled_for is not None and self.fixed_at is None

    @property
    def contact_owed(self) -> bool:
        return self.contactable and self.contacted_at is None and self.replied_at is None

    @property
    def standing(self) -> Standing:
        return Standing(self.state, contactable=self.contactable, fix_owed=self.fix_owed)


@dataclass(frozen=True)
class RectificationRepository:
    cipher: Cipher

    def add(self, connection: Connection, rectification: StoredRectification) -> None:
        connection.execute(insert(rectifications).values(**self._to_row(rectification)))

    def find(self, connection: Connection, number: str) -> StoredRectification:
        """Raises: RectificationUnknown."""
        query = select(rectifications).where(rectifications.c.number == number)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise RectificationUnknown(repr(number))
        return self._to_rectification(row)

    def latest(self, connection: Connection, review_id: str) -> StoredRectification | None:
        """The one that the review opened last."""
        query = (
            select(rectifications)
            .where(rectifications.c.review_id == review_id)
            .order_by(rectifications.c.opened_at.desc(), rectifications.c.number.desc())
            .limit(1)
        )
        row = connection.execute(query).one_or_none()
        return self._to_rectification(row) if row else None

    def some(
        self,
        connection: Connection,
        *,
        state: RectificationState | None,
        unit: str | None,
        among: Collection[str] | None,
        without: Collection[str],
        most: int,
    ) -> list[StoredRectification]:
        """Those of a state, of a unit, with and without certain numbers; the latest first."""
        query = select(rectifications)
        if state is not None:
            query = query.where(rectifications.c.state == state)
        if unit is not None:
            query = query.where(rectifications.c.unit == unit)
        if among is not None:
            query = query.where(rectifications.c.number.in_(among))
        query = query.where(rectifications.c.number.not_in(without))
        ordered = query.order_by(rectifications.c.opened_at.desc(), rectifications.c.number.desc())
        return [self._to_rectification(row) for row in connection.execute(ordered.limit(most))]

    def unfinished(self, connection: Connection) -> list[StoredRectification]:
        """Those in which somebody must still do something: act, or decide an appeal."""
        owed = rectifications.c.scheduled_for.is_not(None) & rectifications.c.fixed_at.is_(None)
        undecided = exists().where(
            appeals.c.number == rectifications.c.number, appeals.c.state == AppealState.OPEN
        )
        query = select(rectifications).where(
            rectifications.c.state != RectificationState.DROPPED,
            or_(rectifications.c.state.in_(UNANSWERED), owed, undecided),
        )
        ordered = query.order_by(rectifications.c.number)
        return [self._to_rectification(row) for row in connection.execute(ordered)]

    def keep(self, connection: Connection, changed: StoredRectification) -> StoredRectification:
        """Its next version.

        Raises:
            VersionConflict: somebody else changed it in the meantime.
        """
        kept = replace(changed, version=changed.version + 1)
        result = connection.execute(
            update(rectifications)
            .where(rectifications.c.number == changed.number, rectifications.c.version == changed.version)
            .values(**self._to_row(kept))
        )
        if result.rowcount != 1:
            raise VersionConflict(f"{changed.number!r} is not at version {changed.version}")
        return kept

    def add_entry(self, connection: Connection, number: str, entry: RectificationEntry) -> None:
        connection.execute(
            insert(rectification_entries).values(
                number=number,
                at=entry.at,
                state=entry.state,
                by=entry.by,
                text=self.cipher.seal(entry.text, of=_entries(number)),
            )
        )

    def history(self, connection: Connection, number: str) -> list[RectificationEntry]:
        query = (
            select(rectification_entries)
            .where(rectification_entries.c.number == number)
            .order_by(rectification_entries.c.id)
        )
        return [
            RectificationEntry(
                at=row.at,
                state=RectificationState(row.state),
                by=row.by,
                text=self.cipher.open(row.text, of=_entries(number)),
            )
            for row in connection.execute(query)
        ]

    def _to_row(self, stored: StoredRectification) -> dict[str, Any]:
        reply = self.cipher.seal(stored.reply, of=_reply(stored.number)) if stored.reply else None
        return {**vars(stored), "broken": json.dumps(stored.broken), "reply": reply}

    def _to_rectification(self, row: Row[Any]) -> StoredRectification:
        return StoredRectification(
            **{
                **row._mapping,
                "state": RectificationState(row.state),
                "broken": tuple(json.loads(row.broken)),
                "reply": self.cipher.open(row.reply, of=_reply(row.number)) if row.reply else None,
                "fix_rating": FixRating(row.fix_rating) if row.fix_rating else None,
            }
        )


def _entries(number: str) -> str:
    return f"rectification_entries:{number}"


def _reply(number: str) -> str:
    return f"rectifications:{number}:reply"
