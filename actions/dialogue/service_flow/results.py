"""What is said of cases: filed just now, or looked up later."""

from actions.dialogue.service_flow.texts import FlowTexts
from actions.wire.applications import Application
from actions.wire.cases import CaseView, Outcome


def filed(application: Application, texts: FlowTexts, *, before: bool) -> str:
    """Numbers, days, what happens next. `before`: it had been filed by an earlier message."""
    lines = [texts.submitted_before if before else texts.submitted]
    lines += [_case(case, texts) for case in application.cases]
    if len(application.cases) > 1 and application.number:
        lines.append(texts.submitted_common.format(number=application.number))
    return "\n".join([*lines, texts.submitted_next])


def _case(case: CaseView, texts: FlowTexts) -> str:
    demo = texts.demo if case.demo else ""
    parts = [texts.case.format(item=case.item_name, demo=demo, number=case.number)]
    if case.outcome is not None:
        parts.append(texts.case_granted if case.outcome is Outcome.GRANTED else texts.case_refused)
        parts += case.reasons
    elif case.due_on:
        parts.append(texts.case_due.format(day=texts.on(case.due_on)))
    else:
        parts.append(case.due_note)
    parts += [
        texts.case_missing.format(name=missing.name, day=texts.on(missing.due_on)) for missing in case.missing
    ]
    return "".join(parts)
