"""Asks for what is not settled of a visit, with what can be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from actions.dialogue import buttons
from actions.dialogue.appointment_flow.moments import slots_at
from actions.dialogue.appointment_flow.plan import Ask, Plan
from actions.dialogue.appointment_flow.ports import AppointmentDesk
from actions.dialogue.appointment_flow.texts import AppointmentTexts
from actions.dialogue.refusals import Refusals
from actions.dialogue.turn import Outcome, Turn
from actions.rules.eligibility import YesNo
from actions.wire.appointments import Slot, Window
from bot.wire import Button, Reply, ReplyType
from chassis.regions import RegionRegistry

TOPIC = "appointment"
MORE = "more"
"""What the button carries that shows further streets."""

_PAGE = 10


@dataclass(frozen=True)
class Questions:
    """Raises BackofficeError."""

    desk: AppointmentDesk
    texts: AppointmentTexts
    refusals: Refusals

    async def ask(self, turn: Turn, plan: Plan) -> Outcome:
        if plan.region is None and plan.street is None:
            return self._ask_region(plan)
        if plan.street is None:
            return await self._ask_street(plan)
        windows = await self.desk.windows(region=plan.region, street=plan.street)
        window = next((one for one in windows if one.code == plan.window or len(windows) == 1), None)
        if window is None:
            if not windows:
                return await self._ask_street(plan.without(Ask.STREET))
            return self._ask_window(plan, windows)
        plan = replace(plan, window=window.code)
        if plan.on is None:
            return await self._ask_day(plan, window)
        return await self._ask_slot(turn, plan, window)

    def _ask_region(self, plan: Plan) -> Outcome:
        regions = RegionRegistry.load().covered()
        offered = [buttons.answer_step(region.name, Ask.REGION, region.code) for region in regions]
        text = f"{self.texts.region}\n{self.texts.numbered([region.name for region in regions])}"
        return self._asking(plan, Ask.REGION, text, offered)

    async def _ask_street(self, plan: Plan) -> Outcome:
        """All in words; the buttons in pages, for a channel shows few."""
        streets = streets_of(await self.desk.windows(region=plan.region))
        shown = streets[plan.page * _PAGE : (plan.page + 1) * _PAGE] or streets[:_PAGE]
        offered = [buttons.answer_step(street, Ask.STREET, street) for street in shown]
        if len(streets) > _PAGE:
            offered.append(buttons.answer_step(self.texts.more_button, Ask.STREET, MORE))
        return self._asking(plan, Ask.STREET, f"{self.texts.street}\n{self.texts.numbered(streets)}", offered)

    def _ask_window(self, plan: Plan, windows: Sequence[Window]) -> Outcome:
        offered = [buttons.answer_step(window.name, Ask.WINDOW, window.code) for window in windows]
        return self._asking(plan, Ask.WINDOW, self.texts.window, offered)

    async def _ask_day(self, plan: Plan, window: Window, *, lead: str = "") -> Outcome:
        days, note = await self.free_days(plan)
        if not days:
            text = self.texts.no_days.format(window=window.name, note=note)
            return led(await self._ask_street(plan.without(Ask.STREET)), text)
        lines = [
            self.texts.day_line.format(**self.texts.of_day(day), free=free) for day, free in days.items()
        ]
        offered = [
            buttons.answer_step(self.texts.of_day(day)["day"], Ask.DAY, day.isoformat()) for day in days
        ]
        text = self.texts.day.format(**self.texts.of_window(window))
        asked = self._asking(plan, Ask.DAY, f"{text}\n{self.texts.numbered(lines)}", offered)
        return led(asked, lead)

    async def _ask_slot(self, turn: Turn, plan: Plan, window: Window) -> Outcome:
        day = plan.on
        assert day is not None
        found = await self.desk.slots(window.code, on=day)
        free = [slot for slot in found.slots if slot.free]
        if not free:
            lead = found.note or self.texts.no_slots.format(**self.texts.of_day(day))
            return await self._ask_day(plan.without(Ask.DAY), window, lead=lead)
        settled = next((slot for slot in free if slot.id == plan.slot), None)
        wished = slots_at(plan.wish, free) if plan.wish else []
        if settled is None and len(wished) == 1:
            settled = wished[0]
        if settled is not None:
            return self._ask_to_confirm(turn, replace(plan, slot=settled.id), window, settled)
        shown = wished or free
        lines = [self.texts.slot_line.format(**self.texts.of_slot(slot), free=slot.free) for slot in shown]
        offered = [
            buttons.answer_step(self.texts.of_slot(slot)["starts"], Ask.SLOT, slot.id) for slot in shown
        ]
        text = self.texts.slot.format(**self.texts.of_day(day))
        return self._asking(
            replace(plan, slot=None), Ask.SLOT, f"{text}\n{self.texts.numbered(lines)}", offered
        )

    def _ask_to_confirm(self, turn: Turn, plan: Plan, window: Window, slot: Slot) -> Outcome:
        if not turn.citizen_token:
            reply = self.refusals.sign_in(self.texts.sign_in, topic=TOPIC)
            return Outcome([reply], {"flow": plan.state(Ask.CONFIRM)})
        text = self.texts.confirm.format(**self.texts.of_window(window), **self.texts.of_slot(slot))
        if plan.change:
            text = f"{text}\n{self.texts.confirm_change.format(before=plan.before)}"
        offered = [
            buttons.answer_step(self.texts.yes_button, Ask.CONFIRM, YesNo.YES),
            buttons.answer_step(self.texts.no_button, Ask.CONFIRM, YesNo.NO),
        ]
        return self._asking(plan, Ask.CONFIRM, text, offered)

    async def free_slots(self, plan: Plan) -> tuple[list[Slot], list[Slot]]:
        """Those of the day that are shown, to which numbers refer, and all."""
        assert plan.window is not None
        found = await self.desk.slots(plan.window, on=plan.on)
        free = [slot for slot in found.slots if slot.free]
        return (slots_at(plan.wish, free) if plan.wish else []) or free, free

    async def free_days(self, plan: Plan) -> tuple[dict[date, int], str]:
        """The days of the week to come with places left, and why there are none or not more."""
        assert plan.window is not None
        found = await self.desk.slots(plan.window)
        free: dict[date, int] = {}
        for slot in found.slots:
            if slot.free:
                free[slot.on] = free.get(slot.on, 0) + slot.free
        return free, found.note

    def _asking(self, plan: Plan, asks: Ask, text: str, offered: list[Button]) -> Outcome:
        leave = buttons.leave_flow(self.texts.leave_button)
        reply = Reply(type=ReplyType.FORM, text=text, topic=TOPIC, buttons=[*offered, leave])
        return Outcome([reply], {"flow": plan.state(asks)})


def streets_of(windows: Sequence[Window]) -> list[str]:
    return list(dict.fromkeys(window.street for window in windows))


def led(asked: Outcome, lead: str) -> Outcome:
    if not lead:
        return asked
    first, *rest = asked.replies
    return Outcome([first.model_copy(update={"text": f"{lead}\n{first.text}"}), *rest], asked.slots)
