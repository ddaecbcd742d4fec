"""Files of conversations, encrypted. Each method works in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Connection, Row, delete, exists, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.files import attachments, file_allowances, files
from actions.errors import FileUnknown, StepRefused
from actions.wire.files import StoredFile


class Origin(StrEnum):
    SENT = "sent"
    MADE = "made"


@dataclass(frozen=True)
class NewFile:
    """A file that has passed every check."""

    id: str
    conversation: str
    origin: Origin
    name: str
    media_type: str
    content: bytes
    created_at: datetime


@dataclass(frozen=True)
class FileContent:
    file: StoredFile
    content: bytes


# Without the content: a list of files is no reason to read them all.
_DESCRIBED: Sequence[Column[Any]] = (
    files.c.id,
    files.c.name,
    files.c.media_type,
    files.c.bytes,
    files.c.created_at,
    files.c.origin,
)
_NEVER_ATTACHED = ~exists().where(attachments.c.file_id == files.c.id)


@dataclass(frozen=True)
class FileRepository:
    cipher: Cipher

    def add(self, connection: Connection, file: NewFile) -> StoredFile:
        connection.execute(
            insert(files).values(
                id=file.id,
                conversation_id=file.conversation,
                origin=file.origin,
                media_type=file.media_type,
                bytes=len(file.content),
                created_at=file.created_at,
                name=self.cipher.seal(file.name, of=_place(file.id, "name")),
                content=self.cipher.seal_bytes(file.content, of=_place(file.id, "content")),
            )
        )
        return StoredFile(
            id=file.id,
            name=file.name,
            media_type=file.media_type,
            bytes=len(file.content),
            created_at=file.created_at,
            made=file.origin is Origin.MADE,
        )

    def use(
        self, connection: Connection, conversation: str, origin: Origin, *, count: int, size: int
    ) -> tuple[int, int]:
        """Count files and bytes that the conversation gets, or gives back; how many it has then.

        Whoever counts for the same conversation at the same time waits for the transaction.
        """
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        counted = file_allowances.c
        statement = (
            dialect.insert(file_allowances)
            .values(conversation_id=conversation, origin=origin, files=count, bytes=size)
            .on_conflict_do_update(
                index_elements=[counted.conversation_id, counted.origin],
                set_={"files": counted.files + count, "bytes": counted.bytes + size},
            )
            .returning(counted.files, counted.bytes)
        )
        row = connection.execute(statement).one()
        return row.files, row.bytes

    def of_conversation(self, connection: Connection, conversation: str) -> list[StoredFile]:
        """The oldest first."""
        query = select(*_DESCRIBED).where(files.c.conversation_id == conversation)
        ordered = query.order_by(files.c.created_at, files.c.id)
        return [self._to_stored(row) for row in connection.execute(ordered)]

    def attached(self, connection: Connection, to: str) -> list[StoredFile]:
        """In the order in which they were attached."""
        query = select(*_DESCRIBED).join(attachments).where(attachments.c.attached_to == to)
        ordered = query.order_by(attachments.c.position)
        return [self._to_stored(row) for row in connection.execute(ordered)]

    def read(self, connection: Connection, id_: str, *, conversation: str | None = None) -> FileContent:
        """Any file, or with a conversation one of that.

        Raises:
            FileUnknown.
        """
        query = select(*_DESCRIBED).where(files.c.id == id_)
        if conversation is not None:
            query = query.where(files.c.conversation_id == conversation)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise FileUnknown(repr(id_[:40]))
        sealed: bytes = connection.execute(select(files.c.content).where(files.c.id == id_)).scalar_one()
        return FileContent(self._to_stored(row), self.cipher.open_bytes(sealed, of=_place(id_, "content")))

    def attach(
        self, connection: Connection, ids: Sequence[str], conversation: str | None, *, to: str
    ) -> None:
        """Make files of the conversation belong to `to` too, such as `report:JB2026112200001`.

        They stand after those that were attached before; one that belongs there already stays where it is.

        Raises:
            FileUnknown: one of them is not of that conversation; nothing is attached.
        """
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return
        self._lock(connection, wanted, conversation)
        query = select(attachments.c.file_id).where(attachments.c.attached_to == to)
        before = list(connection.scalars(query))
        rows = [
            {"file_id": id_, "attached_to": to, "position": position}
            for position, id_ in enumerate((id_ for id_ in wanted if id_ not in before), len(before))
        ]
        if rows:
            connection.execute(insert(attachments), rows)

    def remove(self, connection: Connection, id_: str, conversation: str) -> StoredFile:
        """Drop one of the conversation's that belongs to nothing, and give its room back.

        Raises:
            FileUnknown.
            StepRefused: it belongs to something.
        """
        self._lock(connection, [id_], conversation)
        row = connection.execute(select(*_DESCRIBED).where(files.c.id == id_)).one()
        if connection.execute(delete(files).where(files.c.id == id_, _NEVER_ATTACHED)).rowcount != 1:
            raise StepRefused(f"{id_!r} is attached")
        self.use(connection, conversation, Origin(row.origin), count=-1, size=-row.bytes)
        return self._to_stored(row)

    def forget(self, connection: Connection, *, before: datetime) -> list[str]:
        """Drop files that belong to nothing and are older; their ids."""
        old = select(files.c.id).where(files.c.created_at < before, _NEVER_ATTACHED).order_by(files.c.id)
        ids = list(connection.scalars(old.with_for_update(of=files)))
        connection.execute(delete(files).where(files.c.id.in_(ids)))
        return ids

    def _lock(self, connection: Connection, ids: Sequence[str], conversation: str | None) -> None:
        """Hold them until the transaction ends: none is removed while it is being attached."""
        query = (
            select(files.c.id)
            .where(files.c.id.in_(ids), files.c.conversation_id == conversation)
            .order_by(files.c.id)
            .with_for_update()
        )
        found = set(connection.scalars(query))
        if missing := [id_ for id_ in ids if id_ not in found]:
            raise FileUnknown(repr(missing[0][:40]))

    def _to_stored(self, row: Row[Any]) -> StoredFile:
        return StoredFile(
            id=row.id,
            name=self.cipher.open(row.name, of=_place(row.id, "name")),
            media_type=row.media_type,
            bytes=row.bytes,
            created_at=row.created_at,
            made=row.origin == Origin.MADE,
        )


def _place(id_: str, part: str) -> str:
    return f"files:{id_}:{part}"
