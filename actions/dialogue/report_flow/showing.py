"""Filed reports as their citizens read them. What happens next is what the record says, and no more. Pure."""

from actions.dialogue import buttons
from actions.dialogue.report_flow.filing import ADD, WITHDRAW
from actions.dialogue.report_flow.texts import ReportTexts
from actions.wire.reports import ReportView
from bot.wire import Button

_LATEST_ENTRIES = 5


def listed(view: ReportView, texts: ReportTexts) -> str:
    return texts.listed.format(**_facts(view, texts))


def detail(view: ReportView, texts: ReportTexts) -> str:
    told = [
        texts.entry.format(day=texts.on(entry.at.date()), text=entry.text)
        for entry in view.timeline[-_LATEST_ENTRIES:]
    ]
    return "\n".join([texts.one.format(**_facts(view, texts)), texts.way_to(view.routed_to), *told])


def ways_on(view: ReportView, texts: ReportTexts, *, over: bool) -> list[Button]:
    """`over`: closed or withdrawn; nothing can be done about it any more."""
    if over:
        return []
    return [
        buttons.ask_report(texts.add_button, view.number, ADD),
        buttons.ask_report(texts.withdraw_button, view.number, WITHDRAW),
    ]


def _facts(view: ReportView, texts: ReportTexts) -> dict[str, str]:
    return {
        "number": view.number,
        "breach": texts.breaches[view.facts.breach],
        "employer": view.facts.employer,
        "state": view.state_name,
        "next_step": view.next_step,
    }
