"""Takes in a report: what the first words say, then one question after the other, a last look, filed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from actions.dialogue.places import REGION_ENTITY, meant_regions
from actions.dialogue.refusals import Refusals
from actions.dialogue.report_flow.answers import WRITTEN, asks_something, pressed, read
from actions.dialogue.report_flow.asking import TOPIC, Questions
from actions.dialogue.report_flow.changing import changed_by, labels_of, stepped_back
from actions.dialogue.report_flow.filing import Filing
from actions.dialogue.report_flow.hearing import hear
from actions.dialogue.report_flow.places import elsewhere_in
from actions.dialogue.report_flow.plan import KIND, Ask, Plan
from actions.dialogue.report_flow.saying import heard_line
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.answers import Problem
from actions.dialogue.service_flow.commands import Command, Steering, command
from actions.dialogue.service_flow.reading import is_question, is_wish, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.rules.eligibility import YesNo
from actions.wire.reports import Breach
from bot.wire import Reply, ReplyType
from chassis.clock import Clock

_Said = TypeVar("_Said", Outcome, Outcome | None)
CLOSED: dict[str, Any] = {"flow": None}
FILES_LOOKED_BACK = timedelta(hours=1)
"""Files sent so long before the report was begun belong to it."""

_OURS = frozenset({"answer_step", "nlu_fallback", "ask_policy", "file_report", "choose_region", "file_sent"})
_PRESSED_BESIDE = frozenset({"ask_policy", "choose_region", "ask_service"})
_PRESSED_AGAIN = frozenset({"signed_in", "file_report"})
_SHORT_WORDS = frozenset({"greet", "thank", "acknowledge", "chitchat", "ask_identity", "ask_capability"})
_ASIDE = frozenset({"request_handoff", "ask_hotline", "leave_queue", "express_displeasure"})
"""Gets its own answer; the report stays open, and is asked for again later."""


@dataclass(frozen=True)
class ReportFlow:
    questions: Questions
    filing: Filing
    texts: ReportTexts
    refusals: Refusals
    clock: Clock
    kind: str = KIND

    async def begin(self, turn: Turn) -> Outcome:
        """With all that the first words say."""
        if not turn.is_payload and (place := elsewhere_in(turn.text)):
            text = self.texts.outside.format(place=place)
            return Outcome([Reply(type=ReplyType.HANDOFF, text=text, topic=TOPIC)], CLOSED)
        plan = self._opened(turn)
        return await self._safely(turn, lambda: self.questions.ask(turn, plan, lead=self._opening(plan)))

    async def take(self, turn: Turn) -> Taken:
        plan = Plan.of(turn)
        came_again = turn.message_id == plan.turn != ""
        if plan.over and not came_again:
            return Taken(slots=CLOSED)
        if came_again:
            again = self.filing.file if plan.over else self.questions.ask
            return Taken(await self._safely(turn, lambda: again(turn, plan)))
        if turn.intent == "leave_flow" and turn.is_payload:
            return Taken(self._left())
        if turn.intent == "file_sent":
            return Taken(await self._safely(turn, lambda: self._file_sent(turn, plan)))
        return await (self._pressed(turn, plan) if turn.is_payload else self._heard(turn, plan))

    def _opened(self, turn: Turn) -> Plan:
        regions = meant_regions(turn)
        plan = Plan(begun=turn.message_id, since=(self.clock.now() - FILES_LOOKED_BACK).isoformat())
        if turn.is_payload:
            carried = turn.value("value")
            plan = replace(plan, breach=carried if carried in set(Breach) else None)
        else:
            plan = plan.hearing(hear(turn.text))
            plan = replace(plan, told=turn.text)
        if plan.region is None and len(regions) == 1:
            plan = replace(plan, region=regions[0])
        return plan

    def _opening(self, plan: Plan) -> str:
        texts = self.texts
        known = Breach(plan.breach) if plan.breach else None
        lines = [texts.opening_of.format(breach=texts.breaches[known]) if known else texts.opening]
        lines += [texts.green_lane] if known is Breach.UNPAID_WAGES else []
        return "\n".join([*lines, *([said] if (said := heard_line(plan, texts)) else [])])

    async def _file_sent(self, turn: Turn, plan: Plan) -> Outcome:
        """Before it is asked for it waits; after that, what is there is listed again."""
        asked_for = plan.asks == Ask.EVIDENCE or Ask.EVIDENCE.value in plan.settled
        lead = "" if asked_for else self.texts.file_early
        return await self.questions.ask(turn, plan.reopening(Ask.EVIDENCE), lead=lead)

    async def _pressed(self, turn: Turn, plan: Plan) -> Taken:
        if turn.intent == "answer_step":
            return Taken(await self._safely(turn, lambda: self._chosen(turn, plan)))
        if turn.intent in _ASIDE:
            return Taken()
        if turn.intent in _PRESSED_BESIDE:
            return await self._beside(turn, plan)
        if turn.intent in _PRESSED_AGAIN:
            return Taken(await self._safely(turn, lambda: self.questions.ask(turn, plan)))
        return self._left_for()

    async def _chosen(self, turn: Turn, plan: Plan) -> Outcome:
        """A button of an earlier question answers nothing."""
        value = turn.value("value") or ""
        if turn.value("step") != plan.asks:
            return await self.questions.ask(turn, plan)
        if plan.asks == Ask.CONFIRM:
            return await self._confirmed(turn, plan, yes=value == YesNo.YES)
        return await self.questions.ask(turn, pressed(plan, Ask(plan.asks), value) or plan)

    async def _heard(self, turn: Turn, plan: Plan) -> Taken:
        """An answer first where its form is strict; where any words would do, after all else they may be."""
        ask = Ask(plan.asks or plan.next_ask)
        outcome = None
        if ask not in WRITTEN:
            outcome = await self._safely(turn, lambda: self._answered(turn, plan, ask))
        if outcome is None and (steered := command(turn.text)):
            outcome = await self._safely(turn, lambda: self._steered(turn, plan, steered))
        return Taken(outcome) if outcome is not None else await self._unanswered(turn, plan, ask)

    async def _unanswered(self, turn: Turn, plan: Plan, ask: Ask) -> Taken:
        if turn.intent in _ASIDE:
            return Taken()
        if asks_something(turn.text) or turn.intent in _SHORT_WORDS:
            return await self._beside(turn, plan)
        if turn.intent not in _OURS and (is_wish(turn.text) or ask not in WRITTEN):
            return self._left_for()
        if turn.intent == "file_report" and is_wish(turn.text) and ask is not Ask.TOLD:
            heard = plan.hearing(hear(turn.text))
            return Taken(await self._safely(turn, lambda: self.questions.ask(turn, heard)))
        return Taken(await self._safely(turn, lambda: self._written(turn, plan, ask)))

    async def _answered(self, turn: Turn, plan: Plan, ask: Ask) -> Outcome | None:
        """None where the words are no answer. What is wrong with a value waits: it may be a command."""
        if ask is Ask.CONFIRM:
            return await self._answered_at_last(turn, plan)
        answer = await self._read(turn, plan, ask)
        return await self.questions.ask(turn, answer) if isinstance(answer, Plan) else None

    async def _written(self, turn: Turn, plan: Plan, ask: Ask) -> Outcome:
        """What is left is meant for the question, whether it fits or not."""
        answer = None if ask is Ask.CONFIRM else await self._read(turn, plan, ask)
        if isinstance(answer, Plan):
            return await self.questions.ask(turn, answer)
        lead = answer.text if isinstance(answer, Problem) else await self._again(plan, ask)
        return await self.questions.ask(turn, plan, lead=lead)

    async def _again(self, plan: Plan, ask: Ask) -> str:
        said = self.texts.again[ask]
        return (
            said.format(streets="、".join(await self.questions.streets(plan))) if ask is Ask.STREET else said
        )

    async def _read(self, turn: Turn, plan: Plan, ask: Ask) -> Plan | Problem | None:
        if ask is Ask.REGION and len(named := turn.values(REGION_ENTITY)) == 1:
            return replace(plan, region=next(iter(named)))
        streets = await self.questions.streets(plan) if ask is Ask.STREET else []
        return read(plan, ask, turn.text, streets=streets, texts=self.texts, today=self.clock.today())

    async def _answered_at_last(self, turn: Turn, plan: Plan) -> Outcome | None:
        place = one_of(turn.text, [self.texts.file_button, self.texts.change_button])
        yes = yes_or_no(turn.text, question="") if place is None else place == 0
        if yes is None and ReportWordings.load().answers_as("confirm", turn.text):
            yes = True
        if yes is not None:
            return await self._confirmed(turn, plan, yes=yes)
        if command(turn.text) or is_question(turn.text):
            return None
        corrected = plan.hearing(hear(turn.text), over=True)
        return await self.questions.ask(turn, corrected) if corrected != plan else None

    async def _confirmed(self, turn: Turn, plan: Plan, *, yes: bool) -> Outcome:
        if yes:
            return await self.filing.file(turn, plan)
        lead = self.texts.change_which.format(labels=labels_of(plan, self.texts))
        return await self.questions.ask(turn, plan, lead=lead)

    async def _steered(self, turn: Turn, plan: Plan, found: Command) -> Outcome | None:
        if found.steering in _LEAVING:
            return self._left()
        if found.steering is Steering.CHANGE:
            changed = changed_by(plan, found, self.texts, today=self.clock.today())
            if changed is None and plan.asks != Ask.CONFIRM:
                return None
            lead = self.texts.change_which.format(labels=labels_of(plan, self.texts)) if not changed else ""
            return await self.questions.ask(turn, changed or plan, lead=lead)
        return await self.questions.ask(turn, stepped_back(plan) if found.steering is Steering.BACK else plan)

    async def _beside(self, turn: Turn, plan: Plan) -> Taken:
        """The topic answers, then the question is asked again."""
        asked = await self._safely(turn, lambda: self.questions.ask(turn, plan))
        return Taken(after=asked.replies, slots=asked.slots)

    async def _safely(self, turn: Turn, do: Callable[[], Awaitable[_Said]]) -> Outcome | _Said:
        try:
            return await do()
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    def _left(self) -> Outcome:
        return Outcome([Reply(type=ReplyType.TEXT, text=self.texts.left, topic=TOPIC)], CLOSED)

    def _left_for(self) -> Taken:
        """Another wish: nothing was filed, and that is said."""
        said = Reply(type=ReplyType.TEXT, text=self.texts.left_for, topic=TOPIC)
        return Taken(before=[said], slots=CLOSED)


_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})
