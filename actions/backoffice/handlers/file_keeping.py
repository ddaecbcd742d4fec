"""Puts files into a conversation that has room for them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from actions.backoffice.files.refusal import Reason
from actions.backoffice.repository.files import FileRepository, NewFile, Origin
from actions.backoffice.texts import Texts
from actions.backoffice.writes import WriteSession
from actions.errors import FilesTooMany
from actions.wire.files import StoredFile

BYTES_OF_A_MEGABYTE = 1_000_000


class FileTexts(Texts):
    """`too_many` and what is said for every reason not to keep a file."""

    refused: dict[Reason, str]
    too_many: str


@dataclass(frozen=True)
class FileLimits:
    """`megabytes` of one file; `files` and `megabytes_together` of a conversation, of each origin."""

    megabytes: int
    files: int
    megabytes_together: int

    @property
    def bytes(self) -> int:
        return self.megabytes * BYTES_OF_A_MEGABYTE


@dataclass(frozen=True)
class FileKeeping:
    files: FileRepository
    texts: FileTexts
    limits: FileLimits

    def keep(
        self,
        session: WriteSession,
        conversation: str,
        *,
        origin: Origin,
        name: str,
        media_type: str,
        content: bytes,
    ) -> StoredFile:
        """Raises: FilesTooMany."""
        self._take_room(session, conversation, origin, len(content))
        file = NewFile(
            id=uuid4().hex,
            conversation=conversation,
            origin=origin,
            name=name,
            media_type=media_type,
            content=content,
            created_at=session.now,
        )
        stored = self.files.add(session.connection, file)
        detail = {"origin": origin, "media_type": media_type, "bytes": stored.bytes}
        session.record(subject=f"file:{stored.id}", action="file.stored", detail=detail)
        return stored

    def _take_room(self, session: WriteSession, conversation: str, origin: Origin, size: int) -> None:
        count, together = self.files.use(session.connection, conversation, origin, count=1, size=size)
        if count > self.limits.files or together > self.limits.megabytes_together * BYTES_OF_A_MEGABYTE:
            message = self.texts.too_many.format(
                files=self.limits.files, megabytes=self.limits.megabytes_together
            )
            raise FilesTooMany(f"{count} files, {together} bytes", message=message)


@dataclass(frozen=True)
class LooseFiles:
    """Files that were sent, or made, and never became part of anything."""

    files: FileRepository
    days: int

    def forget(self, session: WriteSession) -> list[str]:
        """Those older than `days`; their ids."""
        ids = self.files.forget(session.connection, before=session.now - timedelta(days=self.days))
        for id_ in ids:
            session.record(subject=f"file:{id_}", action="file.forgotten", detail={})
        return ids
