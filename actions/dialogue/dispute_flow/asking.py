"""Asks for what is not settled of a dispute, and makes something of the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from actions.dialogue import buttons
from actions.dialogue.dispute_flow import wordings
from actions.dialogue.dispute_flow.plan import UNKNOWN, Ask, DisputePlan
from actions.dialogue.dispute_flow.texts import DisputeTexts
from actions.dialogue.places import REGION_ENTITY
from actions.dialogue.service_flow.reading import one_of
from actions.dialogue.turn import Outcome, Turn
from actions.rules.readers.written import visible
from bot.wire import Reply, ReplyType
from chassis.regions import RegionRegistry

TOPIC = "dispute"
YES, NO = "yes", "no"
_LONGEST = {Ask.EMPLOYER: 100, Ask.ADDRESS: 200, Ask.CLAIMS: 1000, Ask.FACTS: 2000}
_SHORTEST = {Ask.EMPLOYER: 2, Ask.ADDRESS: 2, Ask.CLAIMS: 3, Ask.FACTS: 6}
_MAY_SKIP = frozenset({Ask.ADDRESS, Ask.SINCE})
_DAYS = frozenset({Ask.DAY, Ask.CLAIMED, Ask.SINCE})
_WRITTEN = frozenset(_LONGEST)
_NOT_NUMBERED = frozenset({Ask.PEOPLE, Ask.CONFIRM})
"""To how many people, 3 is no third choice."""


@dataclass(frozen=True)
class Unclear:
    """An answer that cannot stand as it is, and what is wrong with it."""

    why: str


Settled = DisputePlan | Unclear | None
"""None where the words are no answer at all."""


@dataclass(frozen=True)
class Asking:
    texts: DisputeTexts

    def ask(self, plan: DisputePlan, ask: Ask, *, lead: str = "") -> Outcome:
        choices = self.choices(plan, ask)
        offered = [buttons.answer_step(title, step_of(ask), value) for value, title in choices.items()]
        offered.append(buttons.leave_flow(self.texts.buttons.leave))
        lines = [lead, self._question(plan, ask)]
        if len(choices) > 1 and ask not in _NOT_NUMBERED:
            lines.append(self.texts.numbered([*choices.values()]))
        text = "\n".join(line for line in lines if line)
        reply = Reply(type=ReplyType.FORM, text=text, topic=TOPIC, buttons=offered)
        return Outcome([reply], {"flow": plan.state(ask)})

    def choices(self, plan: DisputePlan, ask: Ask) -> Mapping[str, str]:
        """Titles by what their buttons carry."""
        if ask is Ask.REGION:
            return {region.code: region.name for region in RegionRegistry.load().covered()}
        if ask is Ask.CONFIRM:
            return {YES: self.texts.buttons.confirm_yes, NO: self.texts.buttons.confirm_no}
        if ask in _MAY_SKIP:
            return {UNKNOWN: self.texts.buttons.skip}
        if ask is Ask.CLAIMS:
            suggested = self.texts.claims.get(plan.matter or "")
            return {suggested: suggested} if suggested else {}
        return self.texts.choices.get(ask, {})

    def pressed(self, plan: DisputePlan, ask: Ask, value: str) -> Settled:
        if value not in self.choices(plan, ask):
            return None
        return plan.settling(ask, _kept(ask, value))

    def heard(self, turn: Turn, plan: DisputePlan, ask: Ask, *, today: date) -> Settled:
        if ask in _DAYS:
            return self._day(turn.text, plan, ask, today=today)
        if ask in _WRITTEN:
            return self._written(turn.text, plan, ask)
        value = self._chosen(turn, plan, ask)
        return None if value is None else plan.settling(ask, _kept(ask, value))

    def _question(self, plan: DisputePlan, ask: Ask) -> str:
        if ask is Ask.DAY and plan.of_remuneration:
            return self.texts.ask["day_left"]
        if ask is Ask.CONFIRM:
            return self.texts.ask[ask].format(
                employer=plan.employer,
                address=plan.address or self.texts.not_filled,
                since=self.texts.day(date.fromisoformat(plan.since)) if plan.since else self.texts.not_filled,
                claims=self.texts.numbered([*plan.claims]),
                facts=plan.facts,
            )
        return self.texts.ask[ask]

    def _chosen(self, turn: Turn, plan: DisputePlan, ask: Ask) -> str | None:
        choices = self.choices(plan, ask)
        counted = wordings.people_in(turn.text) if ask is Ask.PEOPLE else None
        place = one_of(turn.text, [*choices.values()]) if counted is None else None
        if place is not None:
            return [*choices][place]
        if wordings.asks_back(turn.text):
            return None
        return counted or self._said(turn, ask)

    def _said(self, turn: Turn, ask: Ask) -> str | None:
        """In words of their own."""
        if ask is Ask.MATTER:
            return wordings.matter_in(turn.text)
        if ask is Ask.TRIED:
            return wordings.tried_in(turn.text)
        if ask is Ask.EMPLOYED and (employed := wordings.employed_in(turn.text)) is not None:
            return YES if employed else NO
        covered = {region.code for region in RegionRegistry.load().covered()}
        named = turn.values(REGION_ENTITY) & covered if ask is Ask.REGION else set()
        return next(iter(named)) if len(named) == 1 else None

    def _day(self, text: str, plan: DisputePlan, ask: Ask, *, today: date) -> Settled:
        if ask is not Ask.DAY and (wordings.says_never(text) or wordings.says_skip(text)):
            return plan.settling(ask, _kept(ask, UNKNOWN))
        day = wordings.day_said(text, today=today)
        if day is None:
            if one_of(text, [*self.choices(plan, ask).values()]) is not None or wordings.says_unknown(text):
                return plan.settling(ask, _kept(ask, UNKNOWN))
            return None if wordings.asks_back(text) else Unclear(self.texts.again_day)
        return self._possible(day, plan, ask, today=today)

    def _possible(self, day: date, plan: DisputePlan, ask: Ask, *, today: date) -> Settled:
        if day > today and ask is Ask.DAY and plan.of_remuneration:
            return replace(plan, employed=True)
        if day > today:
            return Unclear(self.texts.future)
        begun = plan.counted(today=today).counted_from
        if ask is Ask.CLAIMED and begun is not None and day < begun:
            return Unclear(self.texts.before_begin)
        return plan.settling(ask, day.isoformat())

    def _written(self, text: str, plan: DisputePlan, ask: Ask) -> Settled:
        """In the citizen's own words. Only a question at the end is none."""
        if wordings.says_skip(text):
            return plan.settling(ask, "") if ask in _MAY_SKIP else Unclear(self.texts.needed)
        if wordings.asks_back(text):
            return None
        written = visible(text).strip()
        choices = self.choices(plan, ask)
        if ask is Ask.CLAIMS and choices and one_of(text, [*choices.values()]) is not None:
            written = next(iter(choices))
        if len(written) < _SHORTEST[ask]:
            return Unclear(self.texts.short)
        if len(written) > _LONGEST[ask]:
            return Unclear(self.texts.long.format(most=_LONGEST[ask]))
        return plan.settling(ask, wordings.claims_in(written) if ask is Ask.CLAIMS else written)


def step_of(ask: Ask) -> str:
    """What the buttons of a question carry: no other flow's buttons answer it."""
    return f"{TOPIC}:{ask}"


def _kept(ask: Ask, value: str) -> object:
    """What is kept of a choice."""
    if ask is Ask.EMPLOYED:
        return value == YES
    if ask in _MAY_SKIP and value == UNKNOWN:
        return ""
    return [value] if ask is Ask.CLAIMS else value
