"""What of a report is to be changed, and to what. Pure."""

from dataclasses import replace
from datetime import date

from actions.dialogue.report_flow.answers import read
from actions.dialogue.report_flow.plan import Ask, Plan
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.commands import Command
from actions.dialogue.service_flow.reading import bare


def changed_by(plan: Plan, found: Command, texts: ReportTexts, *, today: date) -> Plan | None:
    """With the new value, or with the question open again; None where nothing of the report is named."""
    ask = _meant(plan, found.what, texts)
    if ask is None:
        return None
    opened = plan.reopening(ask)
    if not found.to:
        return opened
    answer = read(opened, ask, found.to, streets=[], texts=texts, today=today)
    return answer if isinstance(answer, Plan) else opened


def labels_of(plan: Plan, texts: ReportTexts) -> str:
    return "、".join(label for ask, label in texts.labels.items() if plan.applies(ask))


def _meant(plan: Plan, what: str, texts: ReportTexts) -> Ask | None:
    said = bare(what)
    labels = {ask: bare(label) for ask, label in texts.labels.items() if plan.applies(ask)}
    named = next((ask for ask, label in labels.items() if said and (said in label or label in said)), None)
    hints = ReportWordings.load().changes
    return named or next((ask for ask in labels if ask in hints and hints[ask].search(said)), None)


def stepped_back(plan: Plan) -> Plan:
    """The question before the open one, asked again."""
    asks = [ask for ask in Ask if plan.applies(ask)]
    place = asks.index(Ask(plan.asks)) if plan.asks in asks else 0
    return replace(plan.reopening(asks[max(place - 1, 0)]), asks="")
