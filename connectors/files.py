"""Files that citizens send and get: read with a limit, checked and kept by the back office."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote
from uuid import uuid4

import yaml
from starlette.requests import ClientDisconnect

from actions.backoffice_calls import Caller, key_of
from actions.wire.files import FileDownload, StoredFile
from connectors.errors import FileTooLarge, UploadBrokenOff
from connectors.models import IncomingMessage

PAYLOAD = "/file_sent"
BYTES_OF_A_MEGABYTE = 1_000_000
_TEXTS = Path(__file__).with_name("files.yml")
_MOST_NAME_CHARACTERS = 200
_UNDECLARED = "application/octet-stream"


class FileOffice(Protocol):
    """Each method raises `BackofficeError`: a refusal in words for people, or no answer."""

    async def store_file(
        self, content: bytes, *, name: str, media_type: str, caller: Caller, key: str
    ) -> StoredFile: ...

    async def files(self, caller: Caller) -> list[StoredFile]: ...

    async def file(self, id_: str, *, caller: Caller) -> FileDownload: ...


@dataclass(frozen=True)
class Upload:
    """What is said of a file before it is read. `name` is percent-encoded; `key` is the same for a repeat."""

    announced_bytes: int
    name: str = ""
    key: str = ""


@dataclass(frozen=True)
class Files:
    """`checking` is the office when files are stored, which takes longer than everything else asked of it."""

    office: FileOffice
    checking: FileOffice
    megabytes: int
    upload_seconds: float

    async def take(self, conversation_id: str, upload: Upload, body: AsyncIterator[bytes]) -> StoredFile:
        """Read a file no further than the limit, and have it kept.

        Raises:
            FileTooLarge, UploadBrokenOff, BackofficeError: nothing of it is kept.
        """
        content = await self._read(upload, body)
        return await self.checking.store_file(
            content,
            name=unquote(upload.name, errors="ignore")[-_MOST_NAME_CHARACTERS:],
            media_type=_UNDECLARED,
            caller=Caller(conversation_id=conversation_id),
            key=key_of("file", conversation_id, upload.key or uuid4().hex),
        )

    async def list(self, conversation_id: str) -> list[StoredFile]:
        return await self.office.files(Caller(conversation_id=conversation_id))

    async def fetch(self, conversation_id: str, file_id: str) -> FileDownload:
        return await self.checking.file(file_id, caller=Caller(conversation_id=conversation_id))

    async def vouch(self, conversation_id: str, incoming: IncomingMessage) -> IncomingMessage:
        """The message, with its words where it says truly that a file was sent.

        It comes as the payload of a button that nobody offered.
        """
        if incoming.payload != PAYLOAD:
            return incoming
        sent = [file for file in await self.list(conversation_id) if not file.made]
        return replace(incoming, text=_words().format(name=sent[-1].name)) if sent else incoming

    async def _read(self, upload: Upload, body: AsyncIterator[bytes]) -> bytes:
        most_bytes = self.megabytes * BYTES_OF_A_MEGABYTE
        if upload.announced_bytes > most_bytes:
            raise FileTooLarge(megabytes=self.megabytes)
        read = bytearray()
        try:
            async with asyncio.timeout(self.upload_seconds):
                async for chunk in body:
                    if len(read) + len(chunk) > most_bytes:
                        raise FileTooLarge(megabytes=self.megabytes)
                    read += chunk
        except (ClientDisconnect, TimeoutError) as error:
            raise UploadBrokenOff(type(error).__name__) from error
        return bytes(read)


@cache
def _words() -> str:
    return str(yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))["announcement"])
