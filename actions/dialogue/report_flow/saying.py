"""The facts of a report in words: what was heard, and all of it before it is filed. Pure."""

from collections.abc import Callable

from actions.dialogue.report_flow.plan import Ask, Plan
from actions.dialogue.report_flow.texts import ReportTexts
from actions.rules.masking import masked_phone
from actions.wire.reports import Breach
from chassis.regions import RegionRegistry

_HEARD = (Ask.EMPLOYER, Ask.PLACE, Ask.STREET, Ask.REGION, Ask.PEOPLE, Ask.MONTHS, Ask.OWED, Ask.GATHERING)
_CENTS = 100


def said_of(plan: Plan, ask: Ask, texts: ReportTexts) -> str:
    """Empty where it is not known."""
    makers: dict[Ask, Callable[[Plan, ReportTexts], str]] = {
        Ask.BREACH: lambda plan, texts: texts.breaches[Breach(plan.breach)] if plan.breach else "",
        Ask.REGION: _region,
        Ask.EMPLOYER: lambda plan, _: plan.employer or "",
        Ask.PLACE: lambda plan, _: plan.place or "",
        Ask.STREET: lambda plan, _: plan.street or "",
        Ask.PEOPLE: _people,
        Ask.MONTHS: _months,
        Ask.OWED: _owed,
        Ask.GATHERING: _gathering,
    }
    return makers[ask](plan, texts) if ask in makers else ""


def heard_line(plan: Plan, texts: ReportTexts) -> str:
    """What the first words said already; empty where they said no more than what it is about."""
    facts = [
        texts.line.format(label=texts.labels[ask], value=said)
        for ask in _HEARD
        if plan.applies(ask) and ask is not Ask.REGION and (said := said_of(plan, ask, texts))
    ]
    return texts.heard.format(facts=texts.between.join(facts)) if facts else ""


def summary(plan: Plan, texts: ReportTexts) -> str:
    values = {ask: _value(plan, ask, texts) for ask in Ask if ask in texts.labels and plan.applies(ask)}
    lines = [texts.line.format(label=texts.labels[ask], value=said) for ask, said in values.items() if said]
    return texts.summary.format(lines="\n".join(lines))


def _value(plan: Plan, ask: Ask, texts: ReportTexts) -> str:
    match ask:
        case Ask.NAME | Ask.PHONE:
            return ""
        case Ask.WHO:
            return _who(plan, texts)
        case Ask.EVIDENCE:
            count = len(plan.files)
            return texts.values["evidence"].format(count=count) if count else texts.values["no_evidence"]
        case Ask.TOLD:
            return plan.told
        case Ask.EMPLOYER if not plan.employer:
            return texts.values["unknown_employer"].format(place=plan.place)
        case _:
            return said_of(plan, ask, texts) or texts.values["unknown"]


def _who(plan: Plan, texts: ReportTexts) -> str:
    if plan.anonymous is not False:
        return texts.values["anonymous"]
    return texts.values["named"].format(name=plan.name, phone=masked_phone(plan.phone or ""))


def _region(plan: Plan, _: ReportTexts) -> str:
    region = RegionRegistry.load().find(plan.region or "")
    return region.short_name if region else ""


def _gathering(plan: Plan, texts: ReportTexts) -> str:
    if plan.gathering is None:
        return ""
    return texts.values["gathering" if plan.gathering else "no_gathering"]


def _people(plan: Plan, texts: ReportTexts) -> str:
    if plan.people is None:
        return ""
    if plan.people_words:
        return texts.values["people_at_least"].format(count=plan.people, words=plan.people_words)
    return texts.values["people"].format(count=plan.people)


def _months(plan: Plan, texts: ReportTexts) -> str:
    if plan.months is None:
        return ""
    return texts.values["months"].format(count=plan.months) if plan.months else texts.values["part_of_month"]


def _owed(plan: Plan, texts: ReportTexts) -> str:
    if plan.owed_cents is None:
        return ""
    yuan, cents = divmod(plan.owed_cents, _CENTS)
    return texts.values["owed"].format(yuan=f"{yuan}.{cents:02}" if cents else f"{yuan}")
