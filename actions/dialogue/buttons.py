"""Buttons are Rasa intents with their entities as JSON."""

import json

from bot.wire import Button


def ask(question: str) -> Button:
    return Button(title=question, payload=_payload("ask_policy", question=question))


def choose_region(title: str, region: str) -> Button:
    return Button(title=title, payload=_payload("choose_region", region=region))


def request_handoff(title: str) -> Button:
    return Button(title=title, payload="/request_handoff")


def _payload(intent: str, **entities: str) -> str:
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}"
