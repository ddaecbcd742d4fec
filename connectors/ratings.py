"""Passes the levels of reviews on to the knowledge service, which counts them.

A review is kept first, and its level goes with a later round: it is neither delayed nor lost while that
service is down. The key is the conversation's, so that what is passed on twice is counted once.
"""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, select, update

from actions.wire.reviews import ReviewLevel
from chassis.clock import Clock
from connectors.conversations.tables import conversations, reviews
from knowledge_base.desk_wire.asked import Rated, RatingRequest

_AT_ONCE = 100
_FIGURES = {level.value: 5 - place for place, level in enumerate(ReviewLevel)}
"""5 is 非常满意, 1 非常不满意."""


class RatingOffice(Protocol):
    async def rate(self, rating: RatingRequest) -> Rated:
        """Raises: KnowledgeError."""


@dataclass(frozen=True)
class RatingStore:
    engine: Engine
    clock: Clock

    def waiting(self) -> list[RatingRequest]:
        """What the knowledge service has not heard of, the oldest first, not all at once."""
        query = (
            select(
                reviews.c.conversation_id, reviews.c.level, conversations.c.channel, conversations.c.region
            )
            .join(conversations, conversations.c.id == reviews.c.conversation_id)
            .where(reviews.c.passed_on_at.is_(None))
            .order_by(reviews.c.created_at, reviews.c.conversation_id)
            .limit(_AT_ONCE)
        )
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            RatingRequest(
                key=row.conversation_id,
                level=_FIGURES[row.level],
                channel=row.channel,
                region=row.region or "",
            )
            for row in rows
        ]

    def note(self, conversation_id: str) -> None:
        """It has heard of this one."""
        with self.engine.begin() as connection:
            connection.execute(
                update(reviews)
                .where(reviews.c.conversation_id == conversation_id)
                .values(passed_on_at=self.clock.now())
            )


@dataclass(frozen=True)
class RatingRound:
    office: RatingOffice
    store: RatingStore

    async def __call__(self) -> int:
        """How many were passed on. Raises: KnowledgeError: the others are for the next round."""
        waiting = await asyncio.to_thread(self.store.waiting)
        for rating in waiting:
            await self.office.rate(rating)
            await asyncio.to_thread(self.store.note, rating.key)
        return len(waiting)
