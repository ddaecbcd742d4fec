"""What is said when the back office refuses a step of the form or does not answer: plainly, with a way on."""

from dataclasses import dataclass

from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.prompts import TOPICS
from actions.dialogue.service_flow.telling import Teller
from actions.dialogue.turn import Outcome, Turn
from actions.errors import (
    ApplicationUnknown,
    BackofficeError,
    BackofficeUnavailable,
    CitizenUnknown,
    VersionConflict,
)
from actions.wire.applications import ApplicationState


@dataclass(frozen=True)
class Rescue:
    drafts: Drafts
    teller: Teller
    refusals: Refusals

    async def outcome(self, turn: Turn, error: BackofficeError) -> Outcome:
        """What was filled in is kept; where the draft can be read, its step is asked again."""
        if isinstance(error, BackofficeUnavailable):
            return await self.unavailable(turn, error)
        if isinstance(error, CitizenUnknown):
            reply = self.refusals.sign_in(self.teller.texts.sign_in_kept, topic=TOPICS[False])
            return Outcome([reply], {"flow": dict(turn.flow)})
        if isinstance(error, ApplicationUnknown):
            return self.teller.gone()
        try:
            return await self._as_it_stands(turn, error)
        except BackofficeError as second:
            return await self.unavailable(turn, second)

    async def _as_it_stands(self, turn: Turn, error: BackofficeError) -> Outcome:
        if not turn.flow.get("id"):
            return self.teller.note(error.message)
        application = await self.drafts.read(turn, str(turn.flow["id"]))
        if application.state is ApplicationState.SUBMITTED:
            return self.teller.submitted(application, before=True)
        if application.state is not ApplicationState.DRAFT:
            return self.teller.gone()
        elsewhere = isinstance(error, VersionConflict)
        lead = self.teller.texts.changed_elsewhere if elsewhere else error.message
        return await self.teller.prompt(turn, application, lead=lead)

    async def unavailable(self, turn: Turn, error: BackofficeError) -> Outcome:
        return Outcome([await self.refusals.reply(turn, error, topic=TOPICS[False])])
