"""Tells of an item beside what the documents say: what to bring, where, by which day, and the way in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from actions.dialogue import buttons
from actions.dialogue.places import meant_regions
from actions.dialogue.service_flow.describing import Aspect, aspect_of, describe, names_nothing_else
from actions.dialogue.service_flow.guide_texts import GuideTexts
from actions.dialogue.service_flow.item_book import ItemBook
from actions.dialogue.service_flow.matching import named
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.catalogue import ServiceItem
from bot.wire import Button, Reply, ReplyType
from chassis.logs import get_logger
from chassis.regions import RegionRegistry
from knowledge_base.wire import Status

TOPIC = "commitment"
_ANSWERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
_NOT_ABOUT_ITEMS = frozenset({Status.CRISIS, Status.UNSAFE, Status.PERSONAL_CASE})


@dataclass(frozen=True)
class Guide:
    book: ItemBook
    texts: GuideTexts
    today: Callable[[], date]

    async def beside(self, turn: Turn, question: str, outcome: Outcome) -> Outcome:
        """The answer to a policy question, with what the catalogue knows where it is about an item.

        How long something takes stands in the documents. What to bring and where to go mostly does not.
        """
        status = _status(outcome)
        if status is None or status in _NOT_ABOUT_ITEMS:
            return outcome
        item = await self._item(turn, question)
        if item is None:
            return Outcome(outcome.replies, {**outcome.slots, "about_item": None})
        aspect = aspect_of(question)
        if aspect is None or aspect is Aspect.TIME:
            return self._with_the_way_in(turn, item, outcome)
        return self.told(turn, item, aspect, outcome)

    def told(self, turn: Turn, item: ServiceItem, aspect: Aspect, outcome: Outcome) -> Outcome:
        """The description, after what the documents answer. What they do not answer is not said beside it."""
        answered = _status(outcome) in _ANSWERED
        lines = [
            *self.place_of(turn, item.region),
            describe(item, aspect, self.texts, today=self.today()),
        ]
        description = Reply(
            type=ReplyType.TEXT,
            text="\n".join(lines),
            topic=TOPIC,
            buttons=self.ways_on(turn, item, told=aspect),
        )
        slots = {**outcome.slots, "about_item": item.code, "pending_question": None}
        return Outcome([*(outcome.replies if answered else []), description], slots)

    def ways_on(self, turn: Turn, item: ServiceItem, *, told: Aspect | None = None) -> list[Button]:
        """To apply, and what else can be asked. In the middle of a form, neither."""
        if turn.flow:
            return []
        asked = [
            buttons.ask_service(title, item.code, aspect)
            for aspect, title in self.texts.ask_buttons.items()
            if aspect != told
        ]
        return [*self._way_in(item), *asked]

    def place_of(self, turn: Turn, region: str) -> list[str]:
        """Says of which district it is, where that is not the one known of the conversation."""
        known = RegionRegistry.load().find(region)
        if known is None or turn.region == region:
            return []
        return [self.texts.place.format(region=known.name)]

    def _way_in(self, item: ServiceItem) -> list[Button]:
        if not item.applicable:
            return []
        return [buttons.apply(self.texts.apply_button.format(item=item.name), item.code)]

    def _with_the_way_in(self, turn: Turn, item: ServiceItem, outcome: Outcome) -> Outcome:
        slots = {**outcome.slots, "about_item": item.code}
        if turn.flow or _status(outcome) not in _ANSWERED:
            return Outcome(outcome.replies, slots)
        last = outcome.replies[-1]
        offered = last.model_copy(update={"buttons": [*last.buttons, *self._way_in(item)]})
        return Outcome([*outcome.replies[:-1], offered], slots)

    async def _item(self, turn: Turn, question: str) -> ServiceItem | None:
        """The one item that is named, or the one spoken of last where nothing is."""
        try:
            catalogue = await self.book.catalogue()
        except BackofficeError as error:
            get_logger().error("catalogue_unavailable", reason=str(error))
            return None
        regions = meant_regions(turn)
        items = named(question, [item for item in catalogue.items if item.region in regions])
        if len(items) == 1:
            return items[0]
        if items or not names_nothing_else(question):
            return None
        return next((item for item in catalogue.items if item.code == turn.about_item), None)


def _status(outcome: Outcome) -> Status | None:
    """How the knowledge service took the question; None where it was not asked, or did not answer."""
    answer = outcome.replies[-1].answer if outcome.replies else None
    return Status(answer["status"]) if answer else None
