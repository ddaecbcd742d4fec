"""What an answer to a question is, whether a button carries it or words do. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.dialogue.report_flow.asking import ANONYMOUS, DONE, NAMED, UNKNOWN
from actions.dialogue.report_flow.counts import at_least, months_of, number_in
from actions.dialogue.report_flow.hearing import cents_of, hear
from actions.dialogue.report_flow.plan import Ask, Plan
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.answers import Problem
from actions.dialogue.service_flow.reading import bare, is_question, one_of, plain, yes_or_no
from actions.errors import AnswerInvalid
from actions.rules.eligibility import YesNo
from actions.rules.field_values import normalise
from actions.wire.catalogue import FieldKind, FormField
from actions.wire.reports import Breach
from chassis.regions import RegionRegistry

WRITTEN = frozenset({Ask.EMPLOYER, Ask.PLACE, Ask.TOLD})
"""Whatever is written could be the answer."""

_LEAST_LETTERS, _LONGEST_PLACE, _LONGEST_TOLD = 2, 200, 1000
_LONGEST_QUESTION = 20
_QUESTION_ENDS = ("?", "吗", "呢", "么")
_MOST_PEOPLE, _MOST_MONTHS = 100_000, 600


def pressed(plan: Plan, ask: Ask, value: str) -> Plan | None:
    """None for a value that no button of the question carries."""
    if (value == UNKNOWN and ask in _UNKNOWN_ALLOWED) or (value == DONE and ask in _MAY_BE_DONE):
        return plan.settling(ask)
    chosen: dict[tuple[Ask, bool], dict[str, Any]] = {
        (Ask.BREACH, value in set(Breach)): {"breach": value},
        (Ask.REGION, RegionRegistry.load().find(value) is not None): {"region": value},
        (Ask.GATHERING, value in set(YesNo)): {"gathering": value == YesNo.YES},
        (Ask.WHO, value in (ANONYMOUS, NAMED)): {"anonymous": value == ANONYMOUS},
    }
    return replace(plan, **chosen[ask, True]) if (ask, True) in chosen else None


def read(
    plan: Plan, ask: Ask, text: str, *, streets: Sequence[str], texts: ReportTexts, today: date
) -> Plan | Problem | None:
    """The plan with the answer, and with whatever else the words tell; None where they are no answer."""
    heard = plan.hearing(hear(text))
    if ask in _UNKNOWN_ALLOWED and ReportWordings.load().answers_as("unknown", text):
        return plan.settling(ask)
    readers: dict[Ask, Callable[[], Plan | Problem | None]] = {
        Ask.BREACH: lambda: _breach(heard, text, texts),
        Ask.REGION: lambda: _region(heard, text),
        Ask.EMPLOYER: lambda: _employer(heard, text, texts),
        Ask.PLACE: lambda: _place(heard, text, texts),
        Ask.STREET: lambda: _street(heard, text, streets),
        Ask.PEOPLE: lambda: _people(heard, text),
        Ask.MONTHS: lambda: _months(heard, text),
        Ask.OWED: lambda: _owed(heard, text),
        Ask.GATHERING: lambda: _gathering(heard, text, texts),
        Ask.TOLD: lambda: _told(heard, text),
        Ask.EVIDENCE: lambda: _done(heard, text),
        Ask.WHO: lambda: _who(heard, text, texts, today),
        Ask.NAME: lambda: _name(heard, text, texts, today),
        Ask.PHONE: lambda: _phone(heard, text, texts, today),
    }
    return readers[ask]() if ask in readers else None


def asks_something(text: str) -> bool:
    """A story may hold 什么 and 怎么 and ask nothing."""
    short = len(bare(text)) <= _LONGEST_QUESTION
    return is_question(text) and (short or plain(text).endswith(_QUESTION_ENDS))


def _breach(plan: Plan, text: str, texts: ReportTexts) -> Plan | None:
    place = one_of(text, [*texts.breaches.values()])
    if place is not None:
        return replace(plan, breach=[*texts.breaches][place].value)
    return plan if plan.breach else None


def _region(plan: Plan, text: str) -> Plan | None:
    covered = RegionRegistry.load().covered()
    place = one_of(text, [region.name for region in covered])
    if place is not None:
        return replace(plan, region=covered[place].code)
    return plan if plan.region else None


def _employer(plan: Plan, text: str, texts: ReportTexts) -> Plan | Problem:
    if plan.employer:
        return plan
    written = plain(text)
    if len(bare(text)) < _LEAST_LETTERS:
        return Problem(texts.again[Ask.EMPLOYER])
    return replace(plan, employer=written[:100])


def _place(plan: Plan, text: str, texts: ReportTexts) -> Plan | Problem:
    if plan.place:
        return plan
    if len(bare(text)) < _LEAST_LETTERS:
        return Problem(texts.again[Ask.PLACE])
    return replace(plan, place=plain(text).removeprefix("在")[:_LONGEST_PLACE])


def _street(plan: Plan, text: str, streets: Sequence[str]) -> Plan | None:
    said = bare(text)
    named = next((one for one in streets if one.removesuffix("道").removesuffix("街") in said), None)
    if named:
        return replace(plan, street=named)
    return plan if plan.street in streets else None


def _people(plan: Plan, text: str) -> Plan | None:
    """A bare number is people; 十几 is at least ten."""
    if plan.people:
        return plan
    said = bare(text).removesuffix("人").removesuffix("个").removeprefix("一共").removeprefix("大概")
    number, exact = at_least(said)
    number = number if number is not None else number_in(said)
    if number is None or not 1 <= number <= _MOST_PEOPLE:
        return None
    return replace(plan, people=number, people_words="" if exact else said)


def _months(plan: Plan, text: str) -> Plan | None:
    number = plan.months if plan.months is not None else months_of(plain(text))
    number = number if number is not None else number_in(bare(text))
    return replace(plan, months=number) if number is not None and number <= _MOST_MONTHS else None


def _owed(plan: Plan, text: str) -> Plan | None:
    cents = plan.owed_cents if plan.owed_cents is not None else cents_of(plain(text))
    return replace(plan, owed_cents=cents) if cents is not None and cents <= 10**12 else None


def _gathering(plan: Plan, text: str, texts: ReportTexts) -> Plan | None:
    answer = yes_or_no(text, question=texts.ask[Ask.GATHERING])
    if answer is None and ReportWordings.load().hints_at("no_gathering", text):
        answer = False
    if answer is not None:
        return replace(plan, gathering=answer)
    return plan if plan.gathering is not None else None


def _told(plan: Plan, text: str) -> Plan:
    if ReportWordings.load().answers_as("nothing", text):
        return plan.settling(Ask.TOLD)
    told = "\n".join(part for part in (plan.told, text.strip()[:_LONGEST_TOLD]) if part)
    return plan.settling(Ask.TOLD, told=told)


def _done(plan: Plan, text: str) -> Plan | None:
    return plan.settling(Ask.EVIDENCE) if ReportWordings.load().answers_as("done", text) else None


def _who(plan: Plan, text: str, texts: ReportTexts, today: date) -> Plan | None:
    place = one_of(text, [texts.anonymous_button, texts.named_button])
    if place is not None:
        return replace(plan, anonymous=place == 0)
    if plan.anonymous is not None:
        return plan
    left = _phone(plan, text, texts, today)
    return replace(left, anonymous=False) if isinstance(left, Plan) else None


def _name(plan: Plan, text: str, texts: ReportTexts, today: date) -> Plan | Problem:
    value = _normalised(FieldKind.NAME, Ask.NAME, text, texts, today)
    return value if isinstance(value, Problem) else replace(plan, name=value)


def _phone(plan: Plan, text: str, texts: ReportTexts, today: date) -> Plan | Problem:
    value = _normalised(FieldKind.PHONE, Ask.PHONE, text, texts, today)
    return value if isinstance(value, Problem) else replace(plan, phone=value)


def _normalised(kind: FieldKind, ask: Ask, text: str, texts: ReportTexts, today: date) -> str | Problem:
    field = FormField(code=ask.value, label=texts.labels[ask], prompt=texts.ask[ask], kind=kind)
    try:
        return normalise(field, text, today=today)
    except AnswerInvalid as wrong:
        return Problem(wrong.message)


_UNKNOWN_ALLOWED = frozenset({Ask.EMPLOYER, Ask.STREET, Ask.MONTHS, Ask.OWED})
_MAY_BE_DONE = frozenset({Ask.TOLD, Ask.EVIDENCE})
