"""The outbox of notices in SQL. Whoever takes a notice has it to themselves for a while."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from chassis.database import begin_writing
from knowledge_base.adapters.approval_tables import notices
from knowledge_base.notice import Notice, NoticeChannel, NoticeState

_TAKEN_FOR = timedelta(minutes=2)
"""Longer than any sender takes: a notice that was taken and not reported on is tried again after it."""


def put_notice(
    connection: Connection, channel: NoticeChannel, *, subject: str, text: str, at: datetime
) -> None:
    """In the transaction that makes what the notice tells of."""
    connection.execute(
        insert(notices).values(
            channel=channel.value,
            subject=subject,
            text=text,
            state=NoticeState.WAITING.value,
            attempts=0,
            due_at=at,
            created_at=at,
            failure="",
        )
    )


class NoticeStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(self, channel: NoticeChannel, *, now: datetime, limit: int) -> list[Notice]:
        """Those that are due, the oldest first, each counted as tried once more."""
        column = notices.c
        due = (
            select(notices)
            .where(
                column.channel == channel.value,
                column.state == NoticeState.WAITING.value,
                column.due_at <= now,
            )
            .order_by(column.id)
            .limit(limit)
        )
        if not self._any(due):
            return []
        with begin_writing(self._engine) as connection:
            free = due.with_for_update(skip_locked=True)
            taken = [_to_notice(row) for row in connection.execute(free).mappings()]
            connection.execute(
                update(notices)
                .where(column.id.in_([notice.id for notice in taken]))
                .values(attempts=column.attempts + 1, due_at=now + _TAKEN_FOR)
            )
        return taken

    def sent(self, notice_id: int, *, at: datetime) -> None:
        self._set(notice_id, state=NoticeState.SENT.value, sent_at=at, failure="")

    def failed(self, notice_id: int, *, failure: str, try_again_at: datetime | None) -> None:
        """Without `try_again_at`, for good."""
        if try_again_at is None:
            self._set(notice_id, state=NoticeState.FAILED.value, failure=failure)
        else:
            self._set(notice_id, due_at=try_again_at, failure=failure)

    def notices(self, *, limit: int = 100) -> list[Notice]:
        """The latest first."""
        query = select(notices).order_by(notices.c.id.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [_to_notice(row) for row in connection.execute(query).mappings()]

    def _any(self, query: Any) -> bool:
        """A round that finds nothing takes no lock."""
        with self._engine.connect() as connection:
            return connection.execute(query).first() is not None

    def _set(self, notice_id: int, **values: object) -> None:
        with begin_writing(self._engine) as connection:
            connection.execute(update(notices).where(notices.c.id == notice_id).values(values))


def _to_notice(row: Any) -> Notice:
    return Notice(
        id=row["id"],
        channel=NoticeChannel(row["channel"]),
        subject=row["subject"],
        text=row["text"],
        state=NoticeState(row["state"]),
        attempts=row["attempts"],
        due_at=row["due_at"],
        created_at=row["created_at"],
        sent_at=row["sent_at"],
        failure=row["failure"],
    )
