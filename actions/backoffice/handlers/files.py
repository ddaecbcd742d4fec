"""Files that citizens send: looked at first, then kept or refused whole."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.files.clamd import Scan
from actions.backoffice.files.inspection import Checked
from actions.backoffice.files.names import clean_name
from actions.backoffice.files.refusal import Refused
from actions.backoffice.handlers.file_keeping import FileKeeping
from actions.backoffice.repository.files import FileContent, Origin
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import FileRefused
from actions.wire.files import StoredFile, StoredFiles


@dataclass(frozen=True)
class FileHandler:
    """`look` and `scan` raise `Refused` for a file that is not kept."""

    engine: Engine
    writer: Writer
    keeping: FileKeeping
    look: Callable[[bytes], Checked]
    scan: Scan

    def store(self, call: WriteCall, conversation: str, *, name: str, content: bytes) -> Response:
        """Keep what the checks leave of a file. `name` is percent-encoded.

        The checks come before the transaction: nobody else waits for them, and what they refuse was never in
        the database.

        Raises:
            FileRefused, FilesTooMany.
        """
        checked = self._checked(content)

        def work(session: WriteSession) -> StoredFile:
            return self.keeping.keep(
                session,
                conversation,
                origin=Origin.SENT,
                name=clean_name(name, checked.kind),
                media_type=checked.kind,
                content=checked.content,
            )

        named = hashlib.sha256(f"{call.digest} {name}".encode()).hexdigest()
        return self.writer.write(replace(call, digest=named), work, status=HTTPStatus.CREATED)

    def list(self, conversation: str) -> StoredFiles:
        with self.engine.connect() as connection:
            return StoredFiles(files=self.keeping.files.of_conversation(connection, conversation))

    def read(self, id_: str, conversation: str) -> FileContent:
        """Raises: FileUnknown."""
        with self.engine.connect() as connection:
            return self.keeping.files.read(connection, id_, conversation=conversation)

    def read_by_staff(self, id_: str, account: str) -> FileContent:
        """Any file; that it was looked at is put on record.

        Raises:
            FileUnknown.
        """

        def work(session: WriteSession) -> FileContent:
            found = self.keeping.files.read(session.connection, id_)
            session.record(subject=f"file:{id_}", action="file.read", detail={})
            return found

        return self.writer.run(f"staff:{account}", work)

    def remove(self, call: WriteCall, id_: str, conversation: str) -> Response:
        """Raises: FileUnknown, StepRefused: it belongs to a report or a review."""

        def work(session: WriteSession) -> StoredFile:
            removed = self.keeping.files.remove(session.connection, id_, conversation)
            session.record(subject=f"file:{id_}", action="file.removed", detail={})
            return removed

        return self.writer.write(call, work)

    def _checked(self, content: bytes) -> Checked:
        try:
            checked = self.look(content)
            self.scan(content)
        except Refused as refused:
            message = self.keeping.texts.refused[refused.reason]
            raise FileRefused(
                str(refused), message=message.format(megabytes=self.keeping.limits.megabytes)
            ) from refused
        return checked
