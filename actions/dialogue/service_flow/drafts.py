"""The drafts of the caller of a turn: opened, changed, discarded, submitted.

Every write has the key of its intent. That of a change is the draft's version and what is changed, so that a
change that was made already, by a repeated message or on another way, is not made again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.backoffice_calls import key_of
from actions.dialogue.service_flow.answers import Given
from actions.dialogue.service_flow.ports import ApplicationDesk
from actions.dialogue.service_flow.steps import Step
from actions.dialogue.turn import Turn
from actions.wire.applications import (
    Application,
    ApplicationChange,
    ApplicationOpening,
    ApplicationState,
    CommitmentText,
    Signature,
    Submission,
)


@dataclass(frozen=True)
class Drafts:
    desk: ApplicationDesk

    async def read(self, turn: Turn, id_: str) -> Application:
        return await self.desk.application(id_, caller=turn.caller)

    async def unfinished(self, turn: Turn) -> list[Application]:
        """The conversation's and, of who has signed in, the person's; those that expired too."""
        return await self.desk.applications(turn.caller, conversation_id=turn.conversation_id)

    async def open(
        self, turn: Turn, items: Sequence[str], *, life_event: str | None, again: str = ""
    ) -> Application:
        """`again` tells a draft that takes the place of another from that one."""
        opening = ApplicationOpening(
            conversation_id=turn.conversation_id,
            channel=turn.channel or "unknown",
            items=list(items),
            life_event=life_event,
        )
        key = key_of("open", turn.conversation_id, again or turn.message_id, *items)
        return await self.desk.open_application(opening, caller=turn.caller, key=key)

    async def change(
        self, turn: Turn, application: Application, given: Given, *, step: Step | None
    ) -> Application:
        change = ApplicationChange(
            version=application.version,
            answers=given.answers,
            materials=given.materials,
            commitment=given.commitment,
            step=step.mark if step else None,
        )
        return await self._write(turn, application, change)

    async def move_here(self, turn: Turn, application: Application) -> Application:
        """Into this conversation, from that of another channel."""
        change = ApplicationChange(
            version=application.version,
            conversation_id=turn.conversation_id,
            channel=turn.channel or "unknown",
        )
        return await self._write(turn, application, change)

    async def discard(self, turn: Turn, application: Application) -> None:
        if application.state in (ApplicationState.DRAFT, ApplicationState.EXPIRED):
            key = key_of("discard", application.id)
            await self.desk.discard_application(application.id, caller=turn.caller, key=key)

    async def commitment(self, turn: Turn, application: Application) -> CommitmentText:
        return await self.desk.commitment(application.id, caller=turn.caller)

    async def submit(self, turn: Turn, application: Application, signature: Signature | None) -> Application:
        submission = Submission(version=application.version, signature=signature)
        key = key_of("submit", application.id, submission.model_dump_json())
        return await self.desk.submit(application.id, submission, caller=turn.caller, key=key)

    async def _write(self, turn: Turn, application: Application, change: ApplicationChange) -> Application:
        key = key_of("change", application.id, turn.conversation_id, change.model_dump_json())
        return await self.desk.change_application(application.id, change, caller=turn.caller, key=key)
