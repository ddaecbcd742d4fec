"""Books a visit: which street, which window, which day, what time, then a last look."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from actions.backoffice_calls import key_of
from actions.dialogue.appointment_flow.asking import MORE, TOPIC, Questions, led, streets_of
from actions.dialogue.appointment_flow.moments import day_in, slots_at
from actions.dialogue.appointment_flow.plan import KIND, Ask, Plan
from actions.dialogue.appointment_flow.ports import AppointmentDesk
from actions.dialogue.appointment_flow.texts import AppointmentTexts
from actions.dialogue.places import REGION_ENTITY, meant_regions
from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.commands import Steering, command
from actions.dialogue.service_flow.reading import bare, is_question, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, CitizenUnknown, SlotFull
from actions.rules.eligibility import YesNo
from actions.wire.appointments import Appointment, Booking, BookingChange
from bot.wire import Reply, ReplyType
from chassis.regions import RegionRegistry

_Said = TypeVar("_Said", Outcome, Outcome | None)
CLOSED: dict[str, Any] = {"flow": None}
_OURS = frozenset(
    {"answer_step", "signed_in", "nlu_fallback", "ask_policy", "book_appointment", "choose_region"}
)


@dataclass(frozen=True)
class BookingFlow:
    desk: AppointmentDesk
    questions: Questions
    texts: AppointmentTexts
    refusals: Refusals
    today: Callable[[], date]
    kind: str = KIND

    async def begin(self, turn: Turn, *, item: str | None = None) -> Outcome:
        """With all that the first words say: 约明天下午北京街的窗口."""
        regions = meant_regions(turn)
        plan = Plan(begun=turn.message_id, region=regions[0] if len(regions) == 1 else None, item=item)
        return await self._safely(turn, plan, self._heard_at_once)

    async def change(self, turn: Turn, booked: Appointment) -> Outcome:
        """Another time, at the same window unless something else is said."""
        facts = self.texts.of_slot(booked)
        plan = Plan(
            begun=turn.message_id,
            region=booked.window.region,
            street=booked.window.street,
            window=booked.window.code,
            item=booked.item,
            change=booked.number,
            version=booked.version,
            before=f"{facts['day']}{facts['starts']}",
        )
        return await self._safely(turn, plan, self._heard_at_once)

    async def take(self, turn: Turn) -> Taken:
        plan = Plan.of(turn)
        if turn.intent == "leave_flow" and turn.is_payload:
            return Taken(self._said(self.texts.left))
        if turn.intent == "request_handoff":
            return Taken()
        if turn.is_payload:
            ours = turn.intent in _OURS
            return Taken(await self._safely(turn, plan, self._pressed)) if ours else Taken(slots=CLOSED)
        return await self._heard(turn, plan)

    async def _heard(self, turn: Turn, plan: Plan) -> Taken:
        """An answer first, whatever the words are taken for: 好的, 上午 and 1 could be anything."""
        if turn.intent == "signed_in":
            return Taken(await self._safely(turn, plan, self._signed_in))
        answered = await self._safely(turn, plan, self._answered)
        if answered is not None:
            return Taken(answered)
        steered = command(turn.text)
        if steered and steered.steering in _LEAVING:
            return Taken(self._said(self.texts.left))
        if steered and steered.steering is Steering.BACK:
            return Taken(await self._safely(turn, plan.without(_before(plan)), self._go_on))
        return await self._unanswered(turn, plan)

    async def _unanswered(self, turn: Turn, plan: Plan) -> Taken:
        asked = await self._safely(turn, plan, self._go_on)
        if is_question(turn.text):
            return Taken(after=asked.replies, slots=asked.slots)
        return Taken(led(asked, self.texts.again)) if turn.intent in _OURS else Taken(slots=CLOSED)

    async def _safely(
        self, turn: Turn, plan: Plan, do: Callable[[Turn, Plan], Awaitable[_Said]]
    ) -> Outcome | _Said:
        try:
            return await do(turn, plan)
        except SlotFull as error:
            return await self._another_slot(turn, plan, error)
        except BackofficeError as error:
            return await self._refused(turn, plan, error)

    async def _another_slot(self, turn: Turn, plan: Plan, error: BackofficeError) -> Outcome:
        """The place was taken meanwhile: what is still free is offered."""
        try:
            asked = await self._go_on(turn, replace(plan.without(Ask.SLOT), wish=""))
        except BackofficeError as second:
            return await self._refused(turn, plan, second)
        return led(asked, error.message)

    async def _refused(self, turn: Turn, plan: Plan, error: BackofficeError) -> Outcome:
        if isinstance(error, CitizenUnknown):
            reply = self.refusals.sign_in(self.texts.sign_in, topic=TOPIC)
            return Outcome([reply], {"flow": plan.state(Ask.CONFIRM)})
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    async def _heard_at_once(self, turn: Turn, plan: Plan) -> Outcome:
        if turn.is_payload:
            return await self._go_on(turn, plan)
        if plan.street is None:
            plan = await self._with_street(turn, plan)
        day = day_in(turn.text, today=self.today())
        return await self._go_on(turn, replace(plan, day=day.isoformat() if day else None, wish=turn.text))

    async def _with_street(self, turn: Turn, plan: Plan) -> Plan:
        windows = await self.desk.windows(region=plan.region)
        named = [window for window in windows if _street(window.street) in bare(turn.text)]
        if not named:
            return plan
        return replace(plan, region=named[0].region, street=named[0].street)

    async def _signed_in(self, turn: Turn, plan: Plan) -> Outcome:
        asked = await self._go_on(turn, plan)
        return asked if turn.citizen_token else led(asked, self.texts.sign_in_again)

    async def _pressed(self, turn: Turn, plan: Plan) -> Outcome:
        if turn.intent == "signed_in":
            return await self._signed_in(turn, plan)
        value = turn.value("value") or ""
        if turn.intent != "answer_step" or turn.value("step") != plan.asks:
            return await self._go_on(turn, plan)
        if value == MORE:
            return await self._go_on(turn, replace(plan, page=plan.page + 1))
        if plan.asks == Ask.CONFIRM:
            return await self._confirmed(turn, plan, yes=value == YesNo.YES)
        return await self._go_on(turn, plan.settling(plan.asks, value))

    async def _answered(self, turn: Turn, plan: Plan) -> Outcome | None:
        """None where the words settle nothing."""
        yes = yes_or_no(turn.text, question="") if plan.asks == Ask.CONFIRM else None
        if yes is not None:
            return await self._confirmed(turn, plan, yes=yes)
        settled = await self._settled(turn, plan)
        return None if settled is None else await self._go_on(turn, settled)

    async def _settled(self, turn: Turn, plan: Plan) -> Plan | None:
        asks = Ask(plan.asks)
        if asks is Ask.REGION:
            return self._with_region(turn, plan)
        if asks in (Ask.STREET, Ask.WINDOW):
            return await self._with_street_chosen(turn, plan)
        day = day_in(turn.text, today=self.today())
        if day is not None:
            return replace(plan.without(Ask.DAY), day=day.isoformat(), wish=turn.text)
        if asks is Ask.DAY:
            return await self._with_day_chosen(turn, plan)
        return await self._with_slot_chosen(turn, plan)

    def _with_region(self, turn: Turn, plan: Plan) -> Plan | None:
        covered = RegionRegistry.load().covered()
        named = turn.values(REGION_ENTITY)
        place = one_of(turn.text, [region.name for region in covered])
        code = covered[place].code if place is not None else next(iter(named)) if len(named) == 1 else None
        return replace(plan, region=code) if code else None

    async def _with_street_chosen(self, turn: Turn, plan: Plan) -> Plan | None:
        named = await self._with_street(turn, plan.without(Ask.STREET))
        if named.street:
            return named
        streets = streets_of(await self.desk.windows(region=plan.region))
        place = one_of(turn.text, streets)
        return None if place is None else replace(named, street=streets[place])

    async def _with_day_chosen(self, turn: Turn, plan: Plan) -> Plan | None:
        days = [*(await self.questions.free_days(plan))[0]]
        place = one_of(turn.text, [self.texts.of_day(day)["day"] for day in days])
        return None if place is None else replace(plan, day=days[place].isoformat())

    async def _with_slot_chosen(self, turn: Turn, plan: Plan) -> Plan | None:
        shown, free = await self.questions.free_slots(plan)
        named = slots_at(turn.text, shown) or slots_at(turn.text, free)
        if len(named) == 1:
            return replace(plan, slot=named[0].id)
        return replace(plan.without(Ask.SLOT), wish=turn.text) if named else None

    async def _go_on(self, turn: Turn, plan: Plan) -> Outcome:
        return await self.questions.ask(turn, plan)

    async def _confirmed(self, turn: Turn, plan: Plan, *, yes: bool) -> Outcome:
        if not yes or plan.slot is None:
            return await self._go_on(turn, replace(plan.without(Ask.DAY), wish=""))
        booked = await self._book(turn, plan)
        lines = [self.texts.booked.format(**self.texts.of_appointment(booked))]
        lines += [self.texts.changed] if plan.change else []
        return self._said("\n".join([*lines, self.texts.notes]))

    async def _book(self, turn: Turn, plan: Plan) -> Appointment:
        """The same plan books once, however often it is confirmed."""
        assert plan.slot is not None
        key = key_of("book", turn.conversation_id, plan.begun, plan.slot, str(plan.version))
        if plan.change:
            change = BookingChange(version=plan.version, slot=plan.slot)
            return await self.desk.change_appointment(plan.change, change, caller=turn.caller, key=key)
        booking = Booking(slot=plan.slot, item=plan.item)
        return await self.desk.book(booking, caller=turn.caller, key=key)

    def _said(self, text: str) -> Outcome:
        return Outcome([Reply(type=ReplyType.TEXT, text=text, topic=TOPIC)], CLOSED)


_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})


def _before(plan: Plan) -> Ask:
    asks = list(Ask)
    return asks[max(asks.index(Ask(plan.asks)) - 1, 0)] if plan.asks else Ask.STREET


def _street(name: str) -> str:
    """北京街 and 观湖街道 as they are said: 北京, 观湖."""
    return name.removesuffix("道").removesuffix("街")
