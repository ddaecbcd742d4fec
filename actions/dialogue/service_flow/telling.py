"""What is said of an application at the end of a turn, and what is remembered of it."""

from dataclasses import dataclass
from typing import Any

from actions.dialogue import buttons
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.service_flow.answers import Given
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.prompts import TOPICS, Prompts
from actions.dialogue.service_flow.results import filed
from actions.dialogue.service_flow.steps import Step, StepKind, current
from actions.dialogue.service_flow.texts import FlowTexts
from actions.dialogue.turn import Outcome, Turn
from actions.wire.applications import Application, CommitmentText
from bot.wire import Button, Reply, ReplyType

KIND = "application"
"""Of what is open, in the slot `flow`."""

CLOSED: dict[str, Any] = {"flow": None}
"""The slots once nothing is open."""

_SHOW_THE_TEXT = frozenset({StepKind.NOTICE, StepKind.PROMISE})


@dataclass(frozen=True)
class Teller:
    drafts: Drafts
    prompts: Prompts
    invitation: Invitation | None = None

    @property
    def texts(self) -> FlowTexts:
        return self.prompts.texts

    async def prompt(self, turn: Turn, application: Application, *, lead: str = "") -> Outcome:
        """The step that waits, after `lead`. Who has signed in meanwhile is not asked to."""
        application = await self._claimed(turn, application)
        step = current(application)
        text = await self.drafts.commitment(turn, application) if step.kind in _SHOW_THE_TEXT else None
        reply = self.prompts.ask(application, step, text)
        if lead:
            reply = reply.model_copy(update={"text": f"{lead}\n{reply.text}"})
        slots = {"flow": _state(turn, application, step, text), "about_item": application.items[0].code}
        return Outcome([reply], slots)

    def kept(self, application: Application) -> Outcome:
        """It is left, and can be taken up again."""
        return Outcome([self.keeping(application)], CLOSED)

    def keeping(self, application: Application) -> Reply:
        day = self.texts.on(application.expires_at.date())
        text = self.texts.kept.format(items=self.texts.names(application), day=day)
        return self.prompts.reply(
            application,
            text,
            buttons=[
                buttons.continue_flow(self.texts.next_button, application.id),
                buttons.leave_flow(self.texts.discard_button, f"discard:{application.id}"),
            ],
        )

    def submitted(
        self, application: Application, *, before: bool = False, turn: Turn | None = None
    ) -> Outcome:
        """`turn`: the one that filed it, which may be invited to review."""
        text = filed(application, self.texts, before=before)
        told = Outcome(
            [self._closing(application, text, buttons.ask_progress(self.texts.cases_button))], CLOSED
        )
        return self.invitation.of_conversation(turn, told) if self.invitation and turn else told

    def expired(self, application: Application) -> Outcome:
        text = self.texts.expired.format(items=self.texts.names(application))
        return Outcome([self._closing(application, text, self._reopening(application))], CLOSED)

    def discarded(self, application: Application) -> Outcome:
        return Outcome(
            [self._closing(application, self.texts.discarded, self._reopening(application))], CLOSED
        )

    def gone(self) -> Outcome:
        return self.note(self.texts.gone)

    def note(self, text: str, offered: list[Button] | None = None) -> Outcome:
        """Nothing is open, and that is all there is to say."""
        reply = Reply(type=ReplyType.TEXT, text=text, topic=TOPICS[False], buttons=offered or [])
        return Outcome([reply], CLOSED)

    async def _claimed(self, turn: Turn, application: Application) -> Application:
        if turn.citizen_token and current(application).kind is StepKind.SIGN_IN:
            return await self.drafts.change(turn, application, Given(), step=None)
        return application

    def _closing(self, application: Application, text: str, button: Button) -> Reply:
        return self.prompts.reply(application, text, buttons=[button])

    def _reopening(self, application: Application) -> Button:
        if application.life_event:
            return buttons.start_life_event(self.texts.reopen_button, application.life_event)
        return buttons.apply(self.texts.reopen_button, application.items[0].code)


def _state(turn: Turn, application: Application, step: Step, text: CommitmentText | None) -> dict[str, Any]:
    """What was asked, by which message, and which text was shown to be signed."""
    state = {"kind": KIND, "id": application.id, "step": step.mark, "turn": turn.message_id}
    if text and step.kind is StepKind.PROMISE:
        state |= {"text_version": text.version, "text_hash": text.hash}
    return state
