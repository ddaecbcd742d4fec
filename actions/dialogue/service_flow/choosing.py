"""Which item, which of the items of an occasion: chosen by numbers, words or buttons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.dialogue import buttons
from actions.dialogue.service_flow.guide import Guide
from actions.dialogue.service_flow.guide_texts import GuideTexts
from actions.dialogue.service_flow.item_book import ItemBook
from actions.dialogue.service_flow.opening import Opening
from actions.dialogue.service_flow.reading import is_question, one_of, some_of
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.service_flow.telling import CLOSED
from actions.dialogue.turn import Outcome, Turn
from actions.wire.catalogue import Catalogue, LifeEvent, ServiceItem
from bot.wire import Button, Reply, ReplyType

ITEM, EVENT, EVENT_ITEMS = "item", "event", "event_items"
"""What is chosen, as the slot `flow` calls it."""

_ALL = "all"
_ANSWERS = frozenset({"answer_step", "leave_flow", "continue_flow"})


@dataclass(frozen=True)
class Applying:
    """From a choice to the form."""

    book: ItemBook
    guide: Guide
    opening: Opening
    texts: GuideTexts

    async def apply(
        self, turn: Turn, items: Sequence[ServiceItem], *, life_event: str | None = None
    ) -> Outcome:
        """Leads into the form; what is not applied for is told about instead."""
        applicable = [item for item in items if item.applicable]
        if applicable:
            return await self.opening.begin(turn, applicable, life_event=life_event)
        item = items[0]
        text = self.texts.not_applicable.format(item=item.name, about=item.about)
        reply = Reply(
            type=ReplyType.TEXT, text=text, topic="commitment", buttons=self.guide.ways_on(turn, item)
        )
        return Outcome([reply], {**CLOSED, "about_item": item.code})

    def which_item(self, items: Sequence[ServiceItem], *, guessed: bool = False) -> Outcome:
        question = self.texts.guessed_item if guessed else self.texts.which_item
        lines = self.texts.numbered_lines([item.name for item in items])
        reply = Reply(
            type=ReplyType.FORM,
            text="\n".join([question, *lines]),
            topic="commitment",
            buttons=[buttons.apply(item.name, item.code) for item in items],
        )
        return Outcome([reply], {"flow": {"kind": ITEM, "codes": [item.code for item in items]}})

    def which_event(self, events: Sequence[LifeEvent]) -> Outcome:
        lines = self.texts.numbered_lines([event.name for event in events])
        reply = Reply(
            type=ReplyType.FORM,
            text="\n".join([self.texts.which_event, *lines]),
            topic="life_event",
            buttons=[buttons.start_life_event(event.name, event.code) for event in events],
        )
        return Outcome([reply], {"flow": {"kind": EVENT, "codes": [event.code for event in events]}})

    async def events_in(self, regions: Sequence[str]) -> list[LifeEvent]:
        """The occasions that have packages there."""
        return [event for event in (await self.book.catalogue()).life_events if event.region in regions]

    async def offer(self, turn: Turn, event: LifeEvent, *, lead: str = "") -> Outcome:
        """The items of an occasion, to choose from."""
        items = self._of(event, await self.book.catalogue())
        applicable = [item for item in items if item.applicable]
        direct = self.texts.between.join(item.name for item in items if not item.applicable)
        if not applicable:
            text = self.texts.event_none.format(names=direct)
            return Outcome([Reply(type=ReplyType.TEXT, text=text, topic="life_event")], CLOSED)
        lines = [
            *([lead] if lead else []),
            *self.guide.place_of(turn, event.region),
            self.texts.event.format(name=event.name, about=event.about),
            *self.texts.numbered_lines([item.name + self.texts.marked(item.demo) for item in applicable]),
            *([self.texts.event_direct.format(names=direct)] if direct else []),
            self.texts.event_how,
        ]
        reply = Reply(
            type=ReplyType.FORM,
            text="\n".join(lines),
            topic="life_event",
            buttons=self._choices(event, applicable),
        )
        slots: dict[str, Any] = {"flow": {"kind": EVENT_ITEMS, "event": event.code}}
        return Outcome([reply], slots)

    def _choices(self, event: LifeEvent, items: Sequence[ServiceItem]) -> list[Button]:
        ways = [buttons.answer_step(self.texts.event_all_button, event.code, _ALL)]
        return ways + [buttons.answer_step(item.name, event.code, item.code) for item in items]

    def _of(self, event: LifeEvent, catalogue: Catalogue) -> list[ServiceItem]:
        by_code = {item.code: item for item in catalogue.items}
        return [by_code[code] for code in event.items if code in by_code]

    async def chosen_items(self, turn: Turn, event: LifeEvent) -> list[ServiceItem]:
        """What the turn chooses of the occasion's items; empty where nothing is chosen."""
        items = [item for item in self._of(event, await self.book.catalogue()) if item.applicable]
        if turn.is_payload:
            pressed = turn.value("value") if turn.value("step") == event.code else None
            return items if pressed == _ALL else [item for item in items if item.code == pressed]
        return [items[place] for place in some_of(turn.text, [item.name for item in items])]


@dataclass(frozen=True)
class ItemChoice:
    """Several items bear the name that was said."""

    applying: Applying
    kind: str = ITEM

    async def take(self, turn: Turn) -> Taken:
        found = [await self.applying.book.item(code) for code in turn.flow.get("codes", [])]
        items = [item for item in found if item]
        place = None if turn.is_payload else one_of(turn.text, [item.name for item in items])
        if place is not None:
            return Taken(await self.applying.apply(turn, [items[place]]))
        return Taken(slots=CLOSED)


@dataclass(frozen=True)
class EventChoice:
    """A package is wanted, and which is not said."""

    applying: Applying
    kind: str = EVENT

    async def take(self, turn: Turn) -> Taken:
        found = [await self.applying.book.life_event(code) for code in turn.flow.get("codes", [])]
        events = [event for event in found if event]
        place = None if turn.is_payload else one_of(turn.text, [event.name for event in events])
        if place is not None:
            return Taken(await self.applying.offer(turn, events[place]))
        return Taken(slots=CLOSED)


@dataclass(frozen=True)
class EventItemsChoice:
    """Which of the occasion's items are wanted."""

    applying: Applying
    kind: str = EVENT_ITEMS

    async def take(self, turn: Turn) -> Taken:
        event = await self.applying.book.life_event(str(turn.flow.get("event")))
        if event is None or turn.intent == "leave_flow":
            return Taken(slots=CLOSED)
        items = await self.applying.chosen_items(turn, event)
        if items:
            return Taken(await self.applying.apply(turn, items, life_event=event.code))
        if turn.intent in _ANSWERS or (turn.intent == "nlu_fallback" and not is_question(turn.text)):
            return Taken(await self.applying.offer(turn, event, lead=self.applying.texts.event_again))
        beside = await self.applying.offer(turn, event)
        if is_question(turn.text) and not turn.is_payload:
            return Taken(after=beside.replies, slots=beside.slots)
        return Taken(slots=CLOSED)
