"""Applying, with a commitment or without: which item is meant, and into the form."""

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.places import meant_regions
from actions.dialogue.reception import PolicyDesk, Reception
from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.choosing import Applying
from actions.dialogue.service_flow.describing import Aspect
from actions.dialogue.service_flow.flow import DISCARD
from actions.dialogue.service_flow.matching import common_event, named, resembling
from actions.dialogue.service_flow.reading import bare
from actions.dialogue.service_flow.wordings import Wordings
from actions.dialogue.signpost import Signpost
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.catalogue import ServiceItem

MOST_GUESSES = 3


class Commitment(Signpost):
    """Where no item is found that is meant, it says where applications are taken."""

    action_name = "action_commitment"
    topic = "commitment"

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        applying: Applying,
        refusals: Refusals,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.applying = applying
        self.refusals = refusals

    async def answer(self, turn: Turn) -> Outcome:
        try:
            return await self._applied(turn) or await self._sent_elsewhere(turn)
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=self.topic)])

    async def _applied(self, turn: Turn) -> Outcome | None:
        if pressed := turn.value("item"):
            item = await self.applying.book.item(pressed)
            return await self.applying.apply(turn, [item]) if item else None
        items = await self._items(turn)
        named_here = named(turn.text, items)
        if named_here:
            return await self._of_named(turn, named_here)
        return await self._of_none(turn, items)

    async def _sent_elsewhere(self, turn: Turn) -> Outcome:
        """With the way to what can be done here, where that is anything in the district."""
        sent = await super().answer(turn)
        if not await self.applying.events_in(meant_regions(turn)):
            return sent
        [reply] = sent.replies
        offered = [buttons.start_life_event(self.applying.texts.events_button), *reply.buttons]
        return Outcome([reply.model_copy(update={"buttons": offered})], sent.slots)

    async def _of_named(self, turn: Turn, items: list[ServiceItem]) -> Outcome:
        """Several of one occasion are applied for together; of others, one after the other."""
        if len(items) == 1:
            return await self.applying.apply(turn, items)
        applicable = [item for item in items if item.applicable]
        event = common_event(applicable, (await self.applying.book.catalogue()).life_events)
        if event and len(applicable) > 1:
            return await self.applying.apply(turn, applicable, life_event=event.code)
        return self.applying.which_item(items)

    async def _of_none(self, turn: Turn, items: list[ServiceItem]) -> Outcome | None:
        """“帮我办吧” means what was spoken of; a slip is asked back."""
        if turn.about_item and Wordings.load().answers_as("just_do_it", bare(turn.text)):
            item = await self.applying.book.item(turn.about_item)
            if item:
                return await self.applying.apply(turn, [item])
        guesses = resembling(turn.text, items, most=MOST_GUESSES)
        return self.applying.which_item(guesses, guessed=True) if guesses else None

    async def _items(self, turn: Turn) -> list[ServiceItem]:
        catalogue = await self.applying.book.catalogue()
        return [item for item in catalogue.items if item.region in meant_regions(turn)]


class DescribeService(CivicAction):
    """What an item needs; by button, for what is typed goes to the policy questions first."""

    action_name = "action_describe_service"
    topic = "commitment"

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        applying: Applying,
        policy_desk: PolicyDesk,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.guide = applying.guide
        self.policy_desk = policy_desk

    async def answer(self, turn: Turn) -> Outcome:
        item = await self.guide.book.item(turn.value("item") or turn.about_item or "")
        aspect = turn.value("aspect") or ""
        question = self.guide.texts.questions.get(aspect)
        if item is None or question is None:
            return await self.policy_desk.ask(turn, turn.text, region=turn.region)
        asked = question.format(item=item.name)
        outcome = await self.policy_desk.ask(turn, asked, region=item.region)
        return self.guide.told(turn, item, Aspect(aspect), outcome)


class ContinueService(CivicAction):
    """What was meant for a form, where none is open in this conversation."""

    action_name = "action_continue_service"
    topic = "commitment"

    def __init__(
        self, texts: Texts, contact_book: ContactBook, reception: Reception | None, applying: Applying
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.opening = applying.opening

    async def answer(self, turn: Turn) -> Outcome:
        carried = turn.value("value") or ""
        if turn.intent == "leave_flow":
            if carried.startswith(DISCARD):
                return await self.opening.discard(turn, carried.partition(":")[2])
            return self.opening.nothing_open()
        return await self.opening.resume(turn, carried if turn.intent == "continue_flow" else None)
