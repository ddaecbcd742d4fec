"""Applications until they are submitted."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.applications import (
    Application,
    ApplicationChange,
    ApplicationOpening,
    Applications,
    CommitmentText,
    Submission,
)


class ApplicationCalls(Subject):
    async def open_application(self, opening: ApplicationOpening, *, caller: Caller, key: str) -> Application:
        path = at("applications")
        return await self._calls.write("POST", path, Application, body=opening, caller=caller, key=key)

    async def applications(self, caller: Caller, *, conversation_id: str | None = None) -> list[Application]:
        """Unfinished ones of the conversation, the caller's own where none is named, and of the person."""
        query = {"conversation_id": conversation_id}
        found = await self._calls.read(at("applications"), Applications, caller=caller, query=query)
        return found.applications

    async def application(self, id_: str, *, caller: Caller) -> Application:
        return await self._calls.read(at("applications", id_), Application, caller=caller)

    async def change_application(
        self, id_: str, change: ApplicationChange, *, caller: Caller, key: str
    ) -> Application:
        path = at("applications", id_)
        return await self._calls.write("PATCH", path, Application, body=change, caller=caller, key=key)

    async def discard_application(self, id_: str, *, caller: Caller, key: str) -> Application:
        path = at("applications", id_)
        return await self._calls.write("DELETE", path, Application, caller=caller, key=key)

    async def commitment(self, id_: str, *, caller: Caller) -> CommitmentText:
        path = at("applications", id_, "commitment")
        return await self._calls.read(path, CommitmentText, caller=caller)

    async def submit(self, id_: str, submission: Submission, *, caller: Caller, key: str) -> Application:
        path = at("applications", id_, "submission")
        return await self._calls.write("POST", path, Application, body=submission, caller=caller, key=key)
