"""Brings what the back office has to tell a conversation into it: each notice once, and in order.

The gateway asks; the back office calls nobody. The number of a notice is taken in the same transaction that
stores the message, so a gateway that dies in between tells it afterwards, and two gateways tell it once.
"""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, func, select, update

from actions.wire.notices import Notice
from bot.wire import Reply, ReplyType
from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from chassis.logs import get_logger
from connectors.conversations import entries
from connectors.errors import ConversationUnknown
from connectors.events import EventHub
from connectors.handoff.tables import notices_taken


class NoticeSource(Protocol):
    async def notices(self, after: int) -> list[Notice]:
        """Those after a number, oldest first, not all at once. Raises: BackofficeError."""


@dataclass(frozen=True)
class NoticeStore:
    engine: Engine
    clock: Clock

    def last_taken(self) -> int:
        with self.engine.connect() as connection:
            return connection.execute(select(func.max(notices_taken.c.notice_id))).scalar_one() or 0

    def take(self, notice: Notice) -> bool:
        """Put it into its conversation. False: it is there already, or the conversation is not."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            if not insert_unless_there(connection, notices_taken, notice_id=notice.id, at=now):
                return False
            try:
                entries.lock(connection, notice.conversation_id, now=now)
            except ConversationUnknown:
                get_logger().warning("notice_without_conversation", notice_id=notice.id)
                return False
            reply = Reply(type=ReplyType.TEXT, text=notice.text, topic=notice.topic)
            message = entries.say(connection, notice.conversation_id, reply, now=now)
            connection.execute(
                update(notices_taken)
                .where(notices_taken.c.notice_id == notice.id)
                .values(message_id=message.id)
            )
        return True


@dataclass(frozen=True)
class NoticeRound:
    source: NoticeSource
    store: NoticeStore
    hub: EventHub

    async def __call__(self) -> int:
        """How many were told."""
        told, after = 0, await asyncio.to_thread(self.store.last_taken)
        while found := [notice for notice in await self.source.notices(after) if notice.id > after]:
            for notice in found:
                if await asyncio.to_thread(self.store.take, notice):
                    self.hub.ring(notice.conversation_id)
                    told += 1
            after = found[-1].id
        return told
