"""Leads through a dispute: a question at a time, then the advice, then, where it is wanted, the draft."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from actions.dialogue.appointment_flow.asking import led
from actions.dialogue.dispute_flow import wordings
from actions.dialogue.dispute_flow.advising import Adviser
from actions.dialogue.dispute_flow.asking import NO, TOPIC, YES, Asking, Settled, Unclear, step_of
from actions.dialogue.dispute_flow.drafting import Drafting
from actions.dialogue.dispute_flow.plan import KIND, Ask, DisputePlan
from actions.dialogue.dispute_flow.texts import DisputeTexts
from actions.dialogue.places import meant_regions
from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.commands import Steering, command
from actions.dialogue.service_flow.reading import is_question, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.rules.dispute_ladder import Tried
from bot.wire import Reply, ReplyType
from chassis.logs import get_logger
from knowledge_base.errors import KnowledgeError

_CLOSED: dict[str, Any] = {"flow": None}
_REPORTS = re.compile("举报|舉報|告发|告發")
"""Said of a dispute these words want something else; an unpaid wage alone could be the answer."""
_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})
_OURS = frozenset(
    {"answer_step", "nlu_fallback", "ask_policy", "ask_dispute", "choose_region", "acknowledge"}
)
_QUESTIONS = frozenset({"ask_policy", "nlu_fallback"})
_PLAIN_FROM_THE_START = frozenset({Tried.MEDIATED, Tried.AGREEMENT_BROKEN, Tried.AWARDED})
"""What is believed of the first words: “要过” in them may be about anything."""


@dataclass(frozen=True)
class DisputeFlow:
    asking: Asking
    adviser: Adviser
    drafting: Drafting
    texts: DisputeTexts
    refusals: Refusals
    today: Callable[[], date]
    kind: str = KIND

    async def begin(self, turn: Turn) -> Outcome:
        """With all that the first words say: 我们二十个人被欠薪，调解过没成."""
        plan = _foreknown(turn, replace(_fresh(turn), region=_only_region(turn)))
        return led(await self._go_on(turn, plan), self._opening(plan))

    def _opening(self, plan: DisputePlan) -> str:
        """With what the first words were taken to be about, so that a mistake is seen."""
        if plan.matter is None:
            return self.texts.opening
        return self.texts.opening_of.format(matter=self.texts.choices[Ask.MATTER][plan.matter])

    async def begin_draft(self, turn: Turn) -> Outcome:
        """With what an earlier advice in this conversation has settled."""
        plan = DisputePlan.of(turn) if turn.flow.get("kind") == KIND else _foreknown(turn, _fresh(turn))
        region = plan.region or _only_region(turn)
        return await self._go_on(turn, replace(plan, drafting=True, region=region))

    async def take(self, turn: Turn) -> Taken:
        plan = DisputePlan.of(turn)
        if _leaves(turn):
            return Taken(Outcome([self._reply(self.texts.left)], _CLOSED))
        if turn.intent == "request_handoff":
            return Taken()
        if turn.intent == "draft_mediation" and not plan.drafting:
            return Taken(await self.begin_draft(turn))
        if plan.asks == Ask.ADVISED:
            return _beside(turn)
        return await (self._pressed(turn, plan) if turn.is_payload else self._heard(turn, plan))

    async def _pressed(self, turn: Turn, plan: DisputePlan) -> Taken:
        ask, value = Ask(plan.asks), turn.value("value") or ""
        if turn.intent not in {"answer_step", "draft_mediation"}:
            return Taken(slots=_CLOSED)
        if turn.value("step") != step_of(ask):
            return Taken(await self._go_on(turn, plan))
        if ask is Ask.CONFIRM and value in (YES, NO):
            return Taken(await self._confirmed(turn, plan, yes=value == YES))
        settled = self.asking.pressed(plan, ask, value)
        return Taken(await self._go_on(turn, settled if isinstance(settled, DisputePlan) else plan))

    async def _heard(self, turn: Turn, plan: DisputePlan) -> Taken:
        """An answer first, whatever the words are taken for: a story of a dispute could be anything."""
        steered = command(turn.text)
        if steered and steered.steering is Steering.BACK:
            return Taken(await self._go_on(turn, plan.before()))
        if turn.intent == "file_report" and _REPORTS.search(turn.text):
            return Taken(slots=_CLOSED)
        ask = Ask(plan.asks)
        if ask is Ask.CONFIRM:
            return await self._heard_at_the_end(turn, plan)
        settled = self.asking.heard(turn, plan, ask, today=self.today())
        if isinstance(settled, DisputePlan):
            return Taken(await self._go_on(turn, settled))
        return await self._unanswered(turn, plan, settled)

    async def _heard_at_the_end(self, turn: Turn, plan: DisputePlan) -> Taken:
        place = one_of(turn.text, [*self.asking.choices(plan, Ask.CONFIRM).values()])
        yes = yes_or_no(turn.text, question="") if place is None else place == 0
        if yes is None:
            return await self._unanswered(turn, plan, None)
        return Taken(await self._confirmed(turn, plan, yes=yes))

    async def _confirmed(self, turn: Turn, plan: DisputePlan, *, yes: bool) -> Outcome:
        if yes:
            return await self.drafting.write(turn, plan)
        again = replace(plan, employer=None, address=None, since=None, claims=(), facts=None)
        return await self._go_on(turn, again)

    async def _unanswered(self, turn: Turn, plan: DisputePlan, settled: Settled) -> Taken:
        """A question in between is answered first; no answer is asked again; another wish leaves it."""
        ask = Ask(plan.asks)
        if is_question(turn.text) and not isinstance(settled, Unclear):
            asked = self.asking.ask(plan, ask)
            return Taken(after=asked.replies, slots=asked.slots)
        if turn.intent not in _OURS:
            return Taken(slots=_CLOSED)
        lead = settled.why if isinstance(settled, Unclear) else self.texts.again
        return Taken(self.asking.ask(plan, ask, lead=lead))

    async def _go_on(self, turn: Turn, plan: DisputePlan) -> Outcome:
        ask = plan.next_ask(today=self.today())
        if ask is not Ask.ADVISED:
            return self.asking.ask(plan, ask)
        try:
            return await self.adviser.advise(turn, plan, today=self.today())
        except KnowledgeError as error:
            get_logger().error("grounds_missing", code=error.code, reason=str(error))
            return Outcome([await self._no_grounds(turn)])

    async def _no_grounds(self, turn: Turn) -> Reply:
        """The same message may be sent again: what was settled before it is still there."""
        contacts = await self.refusals.contact_book.contacts(turn.region)
        hotlines = self.refusals.texts.handoff.hotlines(contacts)
        text = self.texts.no_grounds.format(hotlines=hotlines)
        return Reply(type=ReplyType.HANDOFF, text=text, topic=TOPIC, failed=True)

    def _reply(self, text: str) -> Reply:
        return Reply(type=ReplyType.TEXT, text=text, topic=TOPIC)


def _fresh(turn: Turn) -> DisputePlan:
    return DisputePlan(begun=turn.message_id)


def _only_region(turn: Turn) -> str | None:
    regions = meant_regions(turn)
    return regions[0] if len(regions) == 1 else None


def _foreknown(turn: Turn, plan: DisputePlan) -> DisputePlan:
    if turn.is_payload:
        return plan
    tried = wordings.tried_in(turn.text)
    return replace(
        plan,
        matter=wordings.matter_in(turn.text),
        people=wordings.people_in(turn.text),
        tried=tried if tried in _PLAIN_FROM_THE_START else None,
    )


def _leaves(turn: Turn) -> bool:
    if turn.is_payload:
        return turn.intent == "leave_flow"
    steered = command(turn.text)
    return steered is not None and steered.steering in _LEAVING


def _beside(turn: Turn) -> Taken:
    """After the advice: a question keeps what was settled, for the draft; anything else leaves it."""
    return Taken() if turn.intent in _QUESTIONS else Taken(slots=_CLOSED)
