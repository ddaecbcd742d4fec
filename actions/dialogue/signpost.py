"""A wish that no service carries out here yet: said plainly, with the way that works today.

Each topic of that kind is a module of its own with one action, so that the real flow can take its place.
"""

from abc import ABC

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.places import meant_regions
from actions.dialogue.texts import SignpostText
from actions.dialogue.turn import Outcome, Turn
from actions.wire.contacts import Contact
from bot.wire import Button, ReplyType

SERVICE_ITEM_ENTITY = "service_item"


class Signpost(CivicAction, ABC):
    """Says what cannot be done here, where it is done, and what can be asked here."""

    reply_type = ReplyType.TEXT

    async def answer(self, turn: Turn) -> Outcome:
        said: SignpostText = getattr(self.texts, self.topic)
        regions = meant_regions(turn)
        ways = [self.texts.handoff.line(contact) for contact in await self._contacts(regions)]
        ways += [said.also[region] for region in regions if region in said.also]
        text = said.text.format(contacts="\n".join(ways))
        return Outcome([self.reply(self.reply_type, text, buttons=self._buttons(said, turn, regions))])

    async def _contacts(self, regions: list[str]) -> list[Contact]:
        """Those of all the regions, each once."""
        pages = [await self.contact_book.contacts(region) for region in regions]
        return [*{contact.name: contact for page in pages for contact in page}.values()]

    def _buttons(self, said: SignpostText, turn: Turn, regions: list[str]) -> list[Button]:
        items = sorted(turn.values(SERVICE_ITEM_ENTITY), key=len, reverse=True)[:1]
        questions = [said.about_item.format(item=item) for item in items] if said.about_item else []
        questions += [question for region in regions for question in said.questions.get(region, [])]
        offered = [buttons.ask(question) for question in dict.fromkeys(questions)]
        return [*offered, buttons.request_handoff(said.handoff_button)]
