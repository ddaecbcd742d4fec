"""Keeps every answer that was given: a thread writes what the answers leave, a second later at most."""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from threading import Event, Lock, Thread
from time import sleep
from typing import Any

from sqlalchemy import Engine, insert, select

from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.logs import get_logger
from knowledge_base.adapters.asked_tables import asked
from knowledge_base.answer.context import Context
from knowledge_base.asked.noting import entry_of
from knowledge_base.wire import Answer

FLUSH_SECONDS = 1.0
"""For as long at most an answer is in memory alone: what a kill may take."""
_MOST_WAITING = 2000
_BATCH = 200
_BREATH_SECONDS = 0.0005
"""Between two entries: reading one takes as long, and answers are being made meanwhile."""
_ROOM_SECONDS = 2.0
"""For as long an answer waits where the database takes nothing and as much as may be is waiting."""
_RETRY_SECONDS = (0.2, 1.0, 5.0)
_CLOSE_SECONDS = 8.0

Given = tuple[Context, Answer, datetime]
Keep = Callable[[list[dict[str, Any]]], None]


class AskedLog:
    """`note` only appends; the thread, which no answer wakes, reads, masks and writes what is there.

    Nothing is left out: a batch that cannot be written is tried again until it can be. Where too much is
    waiting meanwhile, or the service stops first, what is lost is counted in `lost` and told in its log.
    """

    def __init__(
        self,
        keep: Keep,
        clock: Clock,
        *,
        flush_seconds: float = FLUSH_SECONDS,
        most_waiting: int = _MOST_WAITING,
        room_seconds: float = _ROOM_SECONDS,
    ) -> None:
        self._keep = keep
        self._clock = clock
        self._flush_seconds = flush_seconds
        self._most_waiting = most_waiting
        self._room_seconds = room_seconds
        self._waiting: deque[Given] = deque()
        self._flushes: deque[Event] = deque()
        self._wanted, self._stopping, self._room = Event(), Event(), Event()
        self._counting = Lock()
        self._thread = Thread(target=self._run, name="asked-log", daemon=True)
        self.lost = 0

    def start(self) -> None:
        self._thread.start()

    def note(self, context: Context, answer: Answer) -> None:
        """Keep an answer. Trials, which ask for an explanation, are none of the citizens'."""
        if context.request.explain:
            return
        if len(self._waiting) >= self._most_waiting and not self._has_room():
            self._lose(1, "too_many_waiting")
            return
        self._waiting.append((context, answer, self._clock.now()))

    def flush(self, *, seconds: float = _ROOM_SECONDS) -> bool:
        """Have all that was noted before written now; whether that was done in time."""
        if not self._thread.is_alive():
            return False
        written = Event()
        self._flushes.append(written)
        self._wanted.set()
        return written.wait(seconds)

    def close(self) -> None:
        """Write what is left, and stop."""
        if not self._thread.is_alive():
            return
        self._stopping.set()
        self._wanted.set()
        self._thread.join(_CLOSE_SECONDS)

    def _has_room(self) -> bool:
        """Whether some of it was written within the time that an answer waits."""
        self._room.clear()
        self._wanted.set()
        self._room.wait(self._room_seconds)
        return len(self._waiting) < self._most_waiting

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wanted.wait(self._flush_seconds)
            self._wanted.clear()
            self._write_all()
        self._write_all()

    def _write_all(self) -> None:
        flushes = [self._flushes.popleft() for _ in range(len(self._flushes))]
        while self._waiting:
            entries = self._take()
            self._room.set()
            if entries:
                self._write(entries)
        for written in flushes:
            written.set()

    def _take(self) -> list[dict[str, Any]]:
        entries = []
        for _ in range(min(len(self._waiting), _BATCH)):
            entry = self._entry(self._waiting.popleft())
            if entry:
                entries.append(entry)
            if not self._stopping.is_set():
                sleep(_BREATH_SECONDS)
        return entries

    def _entry(self, given: Given) -> dict[str, Any] | None:
        context, answer, at = given
        try:
            return entry_of(context, answer, at=at)
        except Exception as error:  # one answer that cannot be read must not cost the others
            get_logger().error("asked_unreadable", trace_id=answer.trace_id, exc_info=error)
            self._lose(1, "unreadable")
            return None

    def _write(self, entries: list[dict[str, Any]]) -> None:
        tries = 0
        while True:
            try:
                self._keep(entries)
            except Exception as error:
                get_logger().error("asked_not_written", entries=len(entries), exc_info=error)
            else:
                return
            if self._stopping.wait(_RETRY_SECONDS[min(tries, len(_RETRY_SECONDS) - 1)]) and tries:
                self._lose(len(entries), "stopping")
                return
            tries += 1

    def _lose(self, count: int, reason: str) -> None:
        with self._counting:
            self.lost += count
        get_logger().error("asked_lost", count=count, reason=reason)


def keep_in(engine: Engine) -> Keep:
    """Into `knowledge_asked`, all or none; those that are there already are not written again."""

    def keep(entries: list[dict[str, Any]]) -> None:
        ids = [entry["id"] for entry in entries]
        with begin_writing(engine) as connection:
            known = set(connection.scalars(select(asked.c.id).where(asked.c.id.in_(ids))))
            fresh = [entry for entry in entries if entry["id"] not in known]
            if fresh:
                connection.execute(insert(asked), fresh)

    return keep
