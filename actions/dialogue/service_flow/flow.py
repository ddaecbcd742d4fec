"""An open application takes the turn: a command, an answer, something beside it, a change of mind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from actions.dialogue.service_flow.answering import Answering
from actions.dialogue.service_flow.answers import Problem, Said, Say, read
from actions.dialogue.service_flow.commands import command
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.item_book import ItemBook
from actions.dialogue.service_flow.matching import named, occasion
from actions.dialogue.service_flow.prompts import BACK
from actions.dialogue.service_flow.reading import is_question
from actions.dialogue.service_flow.rescue import Rescue
from actions.dialogue.service_flow.stance import (
    FOR_THE_FORM,
    Stance,
    stance_of,
    stance_of_button,
    takes_any_words,
)
from actions.dialogue.service_flow.steering import SteeringWheel
from actions.dialogue.service_flow.steps import Step, StepKind, current
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.service_flow.telling import CLOSED, KIND, Teller
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, BackofficeUnavailable
from actions.wire.applications import Application, ApplicationState

DISCARD = "discard"
"""What the button that throws away the draft carries."""


@dataclass(frozen=True)
class ServiceFlow:
    """Raises nothing that the back office refuses: `rescue` says it."""

    drafts: Drafts
    teller: Teller
    answering: Answering
    wheel: SteeringWheel
    rescue: Rescue
    book: ItemBook
    today: Callable[[], date]
    kind: str = KIND

    async def take(self, turn: Turn) -> Taken:
        try:
            return await self._take(turn)
        except BackofficeUnavailable as error:
            if _is_for_the_topic(turn):
                return Taken()
            return Taken(await self.rescue.outcome(turn, error))
        except BackofficeError as error:
            return Taken(await self.rescue.outcome(turn, error))

    async def _take(self, turn: Turn) -> Taken:
        application = await self.drafts.read(turn, str(turn.flow.get("id")))
        if application.state is not ApplicationState.DRAFT:
            return await self._over(turn, application)
        step = current(application)
        if self._was_asked_something_else(turn, step):
            return Taken(await self.teller.prompt(turn, application))
        if turn.is_payload:
            return await self._pressed(turn, application, step)
        return await self._heard(turn, application, step)

    def _was_asked_something_else(self, turn: Turn, step: Step) -> bool:
        """The same message again, or a draft that went on elsewhere: its answer is to another question."""
        came_again = turn.flow.get("turn") == turn.message_id != ""
        return came_again or turn.flow.get("step") != step.mark

    async def _pressed(self, turn: Turn, application: Application, step: Step) -> Taken:
        value = turn.value("value") or ""
        if turn.intent == "leave_flow" and value.startswith(DISCARD):
            return Taken(await self.wheel.discard(turn, application))
        if turn.intent == "leave_flow":
            return Taken(self.teller.kept(application))
        if turn.intent == "signed_in" and step.kind is StepKind.SIGN_IN:
            return Taken(await self.answering.answer(turn, application, step, Said(Say.SIGNED_IN)))
        if turn.intent == "answer_step" and _is_for(turn, step):
            return Taken(await self._chosen(turn, application, step))
        return await self._beside(turn, application, stance_of_button(turn, application))

    async def _chosen(self, turn: Turn, application: Application, step: Step) -> Outcome:
        value = turn.value("value") or ""
        if value == BACK:
            return await self.wheel.back(turn, application, step)
        return await self.answering.answer(turn, application, step, Said(value))

    async def _heard(self, turn: Turn, application: Application, step: Step) -> Taken:
        """Answers of a strict form first; where any words would do, only after all else that they may be."""
        any_words = takes_any_words(application, step)
        answer = None if any_words else self._read(turn, application, step)
        if isinstance(answer, Said):
            return Taken(await self.answering.answer(turn, application, step, answer))
        found = command(turn.text)
        if found and self.wheel.understands(application, step, found):
            return Taken(await self.wheel.steer(turn, application, step, found))
        stance = stance_of(turn, application, step, spoken_of=await self._spoken_of(turn))
        if stance is not Stance.STAYS:
            return await self._beside(turn, application, stance)
        if turn.intent == "leave_flow":
            return Taken(self.teller.kept(application))
        return Taken(await self._written(turn, application, step, answer))

    async def _written(
        self, turn: Turn, application: Application, step: Step, answer: Said | Problem | None
    ) -> Outcome:
        """What is left is meant for the step, whether it fits or not."""
        answer = answer or self._read(turn, application, step)
        if isinstance(answer, Said):
            return await self.answering.answer(turn, application, step, answer)
        wrong = answer.text if answer else self.teller.prompts.again(application, step)
        return await self.teller.prompt(turn, application, lead=wrong)

    async def _beside(self, turn: Turn, application: Application, stance: Stance) -> Taken:
        """The topic answers; then the form goes on where it was, waits unsaid, or is left."""
        if stance is Stance.WAITS:
            return Taken()
        if stance is Stance.LEAVES:
            return Taken(before=[self.teller.keeping(application)], slots=CLOSED)
        if stance is Stance.STAYS:
            return Taken(await self.teller.prompt(turn, application))
        lead = self.teller.texts.go_on.format(items=self.teller.texts.names(application))
        outcome = await self.teller.prompt(turn, application, lead=lead)
        return Taken(after=outcome.replies, slots=outcome.slots)

    async def _over(self, turn: Turn, application: Application) -> Taken:
        """It was submitted, discarded or has expired since it was spoken of here."""
        told = {
            ApplicationState.SUBMITTED: lambda: self.teller.submitted(application, before=True),
            ApplicationState.EXPIRED: lambda: self.teller.expired(application),
        }.get(application.state, self.teller.gone)()
        if application.state is ApplicationState.EXPIRED:
            await self.drafts.discard(turn, application)
        if _is_for_the_topic(turn):
            return Taken(before=told.replies, slots=told.slots)
        return Taken(told)

    def _read(self, turn: Turn, application: Application, step: Step) -> Said | Problem | None:
        if turn.intent == "signed_in" and step.kind is StepKind.SIGN_IN:
            return Said(Say.SIGNED_IN)
        return read(step, application, turn.text, today=self.today(), texts=self.teller.texts)

    async def _spoken_of(self, turn: Turn) -> list[str]:
        catalogue = await self.book.catalogue()
        event = occasion(turn.text, catalogue.life_events)
        return [*(item.code for item in named(turn.text, catalogue.items)), *([event.code] if event else [])]


def _is_for(turn: Turn, step: Step) -> bool:
    """A button of an earlier step answers nothing."""
    pressed = Step.of(turn.value("step") or "")
    return pressed is not None and (pressed.place, pressed.page) == (step.place, step.page)


def _is_for_the_topic(turn: Turn) -> bool:
    """What the form is not needed for."""
    asks = is_question(turn.text) and not turn.is_payload
    return asks or turn.intent not in FOR_THE_FORM
