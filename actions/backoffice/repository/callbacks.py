"""Wishes to be called, encrypted. Each method works in the caller's transaction."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, insert, or_, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.callbacks import callbacks
from actions.errors import CallbackUnknown, VersionConflict
from actions.wire.callbacks import Callback, CallbackState

_IN_ORDER = (callbacks.c.created_at, callbacks.c.number)


@dataclass(frozen=True)
class CallbackRepository:
    cipher: Cipher

    def find(self, connection: Connection, number: str) -> Callback:
        """Raises: CallbackUnknown."""
        row = connection.execute(select(callbacks).where(callbacks.c.number == number)).one_or_none()
        if row is None:
            raise CallbackUnknown(repr(number))
        return self._to_callback(row)

    def reached(
        self, connection: Connection, *, conversation: str | None, subject: str | None
    ) -> list[Callback]:
        """The person's own, and those of the conversation that are nobody's; the oldest first."""
        query = select(callbacks).where(_reached(conversation, subject)).order_by(*_IN_ORDER)
        return [self._to_callback(row) for row in connection.execute(query)]

    def to_do(self, connection: Connection, *, most: int) -> list[Callback]:
        """Those that nobody has finished, the oldest first."""
        query = select(callbacks).where(callbacks.c.state != CallbackState.DONE).order_by(*_IN_ORDER)
        return [self._to_callback(row) for row in connection.execute(query.limit(most))]

    def add(self, connection: Connection, callback: Callback, *, subject: str | None, channel: str) -> None:
        row = {**callback.model_dump(), **self._sealed(callback), "subject": subject, "channel": channel}
        connection.execute(insert(callbacks).values(row))

    def save(self, connection: Connection, callback: Callback) -> None:
        """Put the next version in place of the one before it.

        Raises:
            VersionConflict: somebody else has changed it.
        """
        changed = connection.execute(
            update(callbacks)
            .where(callbacks.c.number == callback.number, callbacks.c.version == callback.version - 1)
            .values(
                version=callback.version,
                state=callback.state,
                taken_by=callback.taken_by,
                result=self._sealed(callback)["result"],
            )
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{callback.number!r} is not at version {callback.version - 1}")

    def _sealed(self, callback: Callback) -> dict[str, bytes | None]:
        texts = {"phone": callback.phone, "words": callback.words, "result": callback.result}
        return {
            column: None if text is None else self.cipher.seal(text, of=_place(callback.number, column))
            for column, text in texts.items()
        }

    def _to_callback(self, row: Row[Any]) -> Callback:
        opened = {
            column: None
            if getattr(row, column) is None
            else self.cipher.open(getattr(row, column), of=_place(row.number, column))
            for column in ("phone", "words", "result")
        }
        kept = {name: getattr(row, name) for name in Callback.model_fields}
        return Callback.model_validate({**kept, **opened})


def _reached(conversation: str | None, subject: str | None) -> ColumnElement[bool]:
    nobodys = and_(callbacks.c.subject.is_(None), callbacks.c.conversation_id == conversation)
    here = nobodys if conversation is not None else false()
    return here if subject is None else or_(here, callbacks.c.subject == subject)


def _place(number: str, column: str) -> str:
    return f"callbacks:{number}:{column}"
