"""Notices to conversations. Each method works in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from actions.backoffice.cipher import Cipher
from actions.backoffice.repository.cases import CaseRepository
from actions.backoffice.tables.notices import notices
from actions.wire.notices import Notice

SERIES = "notices"


@dataclass(frozen=True)
class NoticeRepository:
    cipher: Cipher
    numbers: CaseRepository

    def add(self, connection: Connection, conversation_id: str, text: str, topic: str, at: datetime) -> None:
        """The last step of a transaction: whoever adds one meanwhile waits for its end.

        Drawn from a series, numbers become readable in their order. With numbers of the database's own, a
        reader who remembers the last one could miss a smaller one that was committed after it.
        """
        id_ = self.numbers.next_number(connection, SERIES)
        connection.execute(
            insert(notices).values(
                id=id_,
                conversation_id=conversation_id,
                text=self.cipher.seal(text, of=_place(id_)),
                topic=topic,
                at=at,
            )
        )

    def list(self, connection: Connection, after: int, limit: int) -> list[Notice]:
        """Those after a number, oldest first."""
        query = select(notices).where(notices.c.id > after).order_by(notices.c.id).limit(limit)
        return [self._to_notice(row) for row in connection.execute(query)]

    def _to_notice(self, row: Row[Any]) -> Notice:
        text = self.cipher.open(row.text, of=_place(row.id))
        return Notice(**{**row._mapping, "text": text})


def _place(id_: int) -> str:
    return f"notices:{id_}"
