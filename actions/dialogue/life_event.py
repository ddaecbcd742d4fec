"""An occasion that needs several services: recognised, its items offered, one form for those chosen."""

from actions.dialogue.contact_book import ContactBook
from actions.dialogue.places import meant_regions
from actions.dialogue.reception import Reception
from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.choosing import Applying
from actions.dialogue.service_flow.matching import common_event, named, occasion
from actions.dialogue.signpost import Signpost
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError


class LifeEvent(Signpost):
    """Where a district has no packages, it says where they are taken."""

    action_name = "action_life_event"
    topic = "life_event"

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
            return await self._offered(turn) or await super().answer(turn)
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=self.topic)])

    async def _offered(self, turn: Turn) -> Outcome | None:
        if pressed := turn.value("event"):
            event = await self.applying.book.life_event(pressed)
            return await self.applying.offer(turn, event) if event else None
        regions = meant_regions(turn)
        events = await self.applying.events_in(regions)
        catalogue = await self.applying.book.catalogue()
        items = [item for item in named(turn.text, catalogue.items) if item.region in regions]
        together = common_event(items, events) if len(items) > 1 else None
        if together:
            return await self.applying.apply(turn, items, life_event=together.code)
        event = occasion(turn.text, events)
        if event:
            return await self.applying.offer(turn, event)
        return self.applying.which_event(events) if events else None
