"""Cases as their citizen reads them: the day, what to do now, what happened so far."""

from collections.abc import Sequence

from actions.dialogue import buttons
from actions.dialogue.case_flow.acts import PROMISE, Act, is_open, is_possible
from actions.dialogue.case_flow.texts import CaseTexts
from actions.wire.cases import CaseView
from bot.wire import Button

_LATEST_ENTRIES = 5


def summary(cases: Sequence[CaseView], texts: CaseTexts) -> str:
    lines = [
        texts.number.format(number=number, line=_line(case, texts)) for number, case in enumerate(cases, 1)
    ]
    return "\n".join([texts.list.format(count=len(cases)), *lines])


def detail(case: CaseView, texts: CaseTexts) -> str:
    lines = [texts.one.format(**_facts(case, texts))]
    lines += [texts.missing.format(name=one.name, day=texts.on(one.due_on)) for one in case.missing]
    if case.common_number:
        lines.append(texts.common.format(number=case.common_number))
    told = [
        texts.entry.format(day=texts.on(entry.at.date()), text=entry.text)
        for entry in case.timeline[-_LATEST_ENTRIES:]
    ]
    return "\n".join([*lines, texts.history, *told] if told else lines)


def ways_on(case: CaseView, texts: CaseTexts) -> list[Button]:
    """What can still be done about a case."""
    offered: list[Button] = []
    if is_possible(Act.DELIVER, case):
        offered.append(buttons.deliver_material(texts.deliver_button, case.number))
    if is_possible(Act.UNPROMISE, case):
        offered.append(buttons.withdraw_case(texts.unpromise_button, case.number, PROMISE))
    if is_possible(Act.WITHDRAW, case):
        offered.append(buttons.withdraw_case(texts.withdraw_button, case.number))
    return offered


def _line(case: CaseView, texts: CaseTexts) -> str:
    return texts.line.format(**_facts(case, texts))


def _facts(case: CaseView, texts: CaseTexts) -> dict[str, str]:
    return {
        "item": case.item_name,
        "demo": texts.demo if case.demo else "",
        "number": case.number,
        "state": case.state_name,
        "due": _due(case, texts),
        "next_step": case.next_step,
    }


def _due(case: CaseView, texts: CaseTexts) -> str:
    """The day while it runs, the reasons once it is decided."""
    if case.outcome is not None:
        return "".join(case.reasons)
    if not is_open(case):
        return ""
    return texts.due.format(day=texts.on(case.due_on)) if case.due_on else case.due_note
