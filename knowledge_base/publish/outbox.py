"""Sends the notices that wait, each way on its own: one that fails holds up no other, and is tried again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from chassis.clock import Clock
from chassis.logs import get_logger
from knowledge_base.adapters.notice_store import NoticeStore
from knowledge_base.errors import NoticeFailed
from knowledge_base.notice import Notice, NoticeChannel, NoticeSender

MOST_ATTEMPTS = 8
_AT_ONCE = 5
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class Outbox:
    store: NoticeStore
    senders: Mapping[NoticeChannel, NoticeSender]
    clock: Clock

    def deliver(self) -> int:
        """How many were sent. A way that fails once is left alone until the next time."""
        return sum(self._deliver(channel, sender) for channel, sender in self.senders.items())

    def _deliver(self, channel: NoticeChannel, sender: NoticeSender) -> int:
        done = 0
        for _ in range(_AT_ONCE):
            for notice in self.store.take(channel, now=self.clock.now(), limit=1):
                if not self._send(notice, sender):
                    return done
                done += 1
                break
            else:
                return done
        return done

    def _send(self, notice: Notice, sender: NoticeSender) -> bool:
        try:
            sender.send(notice)
        except NoticeFailed as error:
            self._put_off(notice, error)
            return False
        self.store.sent(notice.id, at=self.clock.now())
        return True

    def _put_off(self, notice: Notice, error: NoticeFailed) -> None:
        """A minute, four, sixteen …; for good where trying again would not help."""
        attempts = notice.attempts + 1
        wait = min(_FIRST_WAIT * 4 ** (attempts - 1), _LONGEST_WAIT)
        for_good = error.for_good or attempts >= MOST_ATTEMPTS
        get_logger().warning("notice_failed", notice=notice.id, detail=str(error), for_good=for_good)
        self.store.failed(
            notice.id, failure=str(error), try_again_at=None if for_good else self.clock.now() + wait
        )
