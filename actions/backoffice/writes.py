"""One write: one transaction, one audit trail, one stored reply.

The key is claimed by the first statement of the transaction. A twin that comes while the first is at work
waits for it (at SQLite's write lock, at PostgreSQL's unique index) and then reads its reply.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi import Response
from sqlalchemy import Connection, Engine, delete, insert, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.writes import audit, writes
from actions.errors import KeyReused
from actions.wire.base import Wire
from chassis.clock import Clock
from chassis.database import begin_writing, insert_unless_there
from chassis.logs import current_trace_id
from chassis.pii import mask

REPLAYED = "Idempotency-Replayed"
_OWN_ID = re.compile(r"[0-9a-f]{32,}")
_T = TypeVar("_T")


@dataclass(frozen=True)
class WriteCall:
    """Who wants to write what.

    `digest` is over all that the reply depends on. `actor` is `person:<subject>`, `conversation:<id>`,
    `staff:<account>` or `system`.
    """

    key: str
    route: str
    digest: str
    actor: str


@dataclass(frozen=True)
class WriteSession:
    """What the work of a write has at hand: its transaction, its moment, its author."""

    connection: Connection
    now: datetime
    actor: str

    def record(self, *, subject: str, action: str, detail: Mapping[str, Any]) -> None:
        """Append to the audit trail. Identity, card and phone numbers in `detail` are masked."""
        self.connection.execute(
            insert(audit).values(
                at=self.now,
                actor=self.actor,
                subject=subject,
                action=action,
                detail=json.dumps(_masked(detail), ensure_ascii=False, default=str),
                trace_id=current_trace_id(),
            )
        )


@dataclass(frozen=True)
class Writer:
    engine: Engine
    cipher: Cipher
    clock: Clock

    def write(
        self, call: WriteCall, work: Callable[[WriteSession], Wire], *, status: int = HTTPStatus.OK
    ) -> Response:
        """Do the work, or repeat the reply of the write that had this key before.

        Whatever the work raises undoes the transaction with the key: the same call may come again.

        Raises:
            KeyReused: the key belongs to another request.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            claim = {"key": call.key, "route": call.route, "digest": call.digest, "at": now}
            if not insert_unless_there(connection, writes, **claim):
                return self._replay(connection, call)
            body = work(WriteSession(connection, now, call.actor)).model_dump_json()
            sealed = self.cipher.seal(body, of=_place(call.key))
            stored = update(writes).where(writes.c.key == call.key).values(status=int(status), reply=sealed)
            connection.execute(stored)
        return Response(body, status_code=int(status), media_type="application/json")

    def run(self, actor: str, work: Callable[[WriteSession], _T]) -> _T:
        """Work without a request, such as a sweep or a seed: one transaction, no key."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            return work(WriteSession(connection, now, actor))

    def forget(self, *, before: datetime) -> int:
        """Drop the stored replies of old writes; how many there were. The audit trail stays."""
        with begin_writing(self.engine) as connection:
            return connection.execute(delete(writes).where(writes.c.at < before)).rowcount

    def _replay(self, connection: Connection, call: WriteCall) -> Response:
        row = connection.execute(select(writes).where(writes.c.key == call.key)).one()
        if (row.route, row.digest) != (call.route, call.digest):
            raise KeyReused(repr(call.key))
        body = self.cipher.open(row.reply, of=_place(call.key))
        return Response(
            body, status_code=row.status, media_type="application/json", headers={REPLAYED: "true"}
        )


def _place(key: str) -> str:
    return f"writes:{key}"


def _masked(value: Any) -> Any:
    """Our own ids and hashes are left alone: they may look like a number."""
    if isinstance(value, str):
        return value if _OWN_ID.fullmatch(value) else mask(value)
    if isinstance(value, Mapping):
        return {str(key): _masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return value
