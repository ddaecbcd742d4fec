"""Files of a conversation: sent to us, and made by us."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.files import FileDownload, StoredFile, StoredFiles
from actions.wire.mediation import MediationRequest


class FileCalls(Subject):
    async def store_file(
        self, content: bytes, *, name: str, media_type: str, caller: Caller, key: str
    ) -> StoredFile:
        """What a citizen sends to the caller's conversation. The checks take seconds: be patient."""
        return await self._calls.upload(
            at("files"), StoredFile, content, name=name, media_type=media_type, caller=caller, key=key
        )

    async def files(self, caller: Caller) -> list[StoredFile]:
        """Of the caller's conversation, the oldest first: sent to us, and made by us."""
        return (await self._calls.read(at("files"), StoredFiles, caller=caller)).files

    async def file(self, id_: str, *, caller: Caller) -> FileDownload:
        return await self._calls.download(at("files", id_), caller=caller)

    async def remove_file(self, id_: str, *, caller: Caller, key: str) -> StoredFile:
        """Only while it belongs to nothing."""
        return await self._calls.write("DELETE", at("files", id_), StoredFile, caller=caller, key=key)

    async def mediation_request(self, request: MediationRequest, *, caller: Caller, key: str) -> StoredFile:
        """A draft as a file of the caller's conversation."""
        path = at("mediation-requests")
        return await self._calls.write("POST", path, StoredFile, body=request, caller=caller, key=key)
