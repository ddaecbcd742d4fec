"""Buttons are Rasa intents with their entities as JSON."""

import json

from bot.wire import Button


def ask(question: str) -> Button:
    return Button(title=question, payload=_payload("ask_policy", question=question))


def choose_region(title: str, region: str) -> Button:
    return Button(title=title, payload=_payload("choose_region", region=region))


def request_handoff(title: str) -> Button:
    return Button(title=title, payload="/request_handoff")


def apply(title: str, item: str) -> Button:
    return Button(title=title, payload=_payload("apply_for_service", item=item))


def ask_service(title: str, item: str, aspect: str) -> Button:
    return Button(title=title, payload=_payload("ask_service", item=item, aspect=aspect))


def start_life_event(title: str, event: str | None = None) -> Button:
    """Without an event: to choose one."""
    return Button(title=title, payload=_payload("start_life_event", **({"event": event} if event else {})))


def answer_step(title: str, step: str, value: str) -> Button:
    """`step` ties the answer to its question: pressed twice, it does not answer the next one."""
    return Button(title=title, payload=_payload("answer_step", step=step, value=value))


def continue_flow(title: str, draft: str | None = None) -> Button:
    return Button(title=title, payload=_payload("continue_flow", **({"value": draft} if draft else {})))


def leave_flow(title: str, how: str = "keep") -> Button:
    return Button(title=title, payload=_payload("leave_flow", value=how))


def signed_in(title: str) -> Button:
    return Button(title=title, payload="/signed_in")


def ask_progress(title: str, number: str | None = None) -> Button:
    return Button(title=title, payload=_payload("ask_progress", **({"number": number} if number else {})))


def ask_appointments(title: str, number: str, act: str) -> Button:
    return Button(title=title, payload=_payload("ask_appointments", number=number, value=act))


def take_benefit(title: str, item: str) -> Button:
    return Button(title=title, payload=_payload("take_benefit", item=item))


def withdraw_case(title: str, number: str, what: str | None = None) -> Button:
    """The case, or only `what` of it."""
    return Button(
        title=title, payload=_payload("withdraw_case", number=number, **({"value": what} if what else {}))
    )


def deliver_material(title: str, number: str) -> Button:
    return Button(title=title, payload=_payload("deliver_material", number=number))


def file_report(title: str, breach: str | None = None) -> Button:
    """Without a breach: to choose one."""
    return Button(title=title, payload=_payload("file_report", **({"value": breach} if breach else {})))


def ask_report(title: str, number: str, act: str | None = None) -> Button:
    """The report, or an `act` about it."""
    return Button(
        title=title, payload=_payload("ask_report", number=number, **({"value": act} if act else {}))
    )


def leave_queue(title: str) -> Button:
    return Button(title=title, payload="/leave_queue")


def give_review(title: str, *, about: str | None = None, kind: str | None = None) -> Button:
    """Of a matter by its number, or of the only one of a kind; without both, what is reviewed is asked."""
    named = {"number": about, "value": kind}
    carried = {name: value for name, value in named.items() if value}
    return Button(title=title, payload=_payload("give_review", **carried))


def change_review(title: str, review: str) -> Button:
    return Button(title=title, payload=_payload("change_review", number=review))


def ask_reviews(title: str) -> Button:
    return Button(title=title, payload="/ask_reviews")


def rate_fix(title: str, review: str) -> Button:
    return Button(title=title, payload=_payload("rate_fix", number=review))


def ask_dispute(title: str) -> Button:
    return Button(title=title, payload="/ask_dispute")


def draft_mediation(title: str) -> Button:
    return Button(title=title, payload="/draft_mediation")


def _payload(intent: str, **entities: str) -> str:
    return f"/{intent}{json.dumps(entities, ensure_ascii=False) if entities else ''}"
