"""What the flow asks of the back office. `actions.backoffice_client.BackofficeClient` is one.

Every method raises `BackofficeError`: a refusal in words for people, or `BackofficeUnavailable`.
"""

from typing import Protocol

from actions.backoffice_calls import Caller
from actions.wire.applications import (
    Application,
    ApplicationChange,
    ApplicationOpening,
    CommitmentText,
    Submission,
)


class ApplicationDesk(Protocol):
    async def open_application(
        self, opening: ApplicationOpening, *, caller: Caller, key: str
    ) -> Application: ...

    async def applications(
        self, caller: Caller, *, conversation_id: str | None = None
    ) -> list[Application]: ...

    async def application(self, id_: str, *, caller: Caller) -> Application: ...

    async def change_application(
        self, id_: str, change: ApplicationChange, *, caller: Caller, key: str
    ) -> Application: ...

    async def discard_application(self, id_: str, *, caller: Caller, key: str) -> Application: ...

    async def commitment(self, id_: str, *, caller: Caller) -> CommitmentText: ...

    async def submit(self, id_: str, submission: Submission, *, caller: Caller, key: str) -> Application: ...
