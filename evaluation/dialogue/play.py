"""Plays a script as a citizen's browser would: one conversation, turn after turn, buttons by their titles."""

from collections.abc import Callable, Sequence
from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict

from evaluation.answers.runs import Said
from evaluation.dialogue.scripts import Script, Step
from evaluation.gateway import Conversation, Exchange, GatewayCaller
from evaluation.questions import REGION_CODES


class Played(BaseModel):
    """What was said in one conversation, a turn each, in order."""

    model_config = ConfigDict(frozen=True)

    id: str
    turns: list[Said]


def play_all(
    caller: GatewayCaller,
    scripts: Sequence[Script],
    *,
    keep: Callable[[Played], None],
    progress: Callable[[int, int], None],
) -> None:
    for done, script in enumerate(scripts, 1):
        keep(play(caller, script))
        progress(done, len(scripts))


def play(caller: GatewayCaller, script: Script) -> Played:
    """A conversation that cannot be opened is one whose turns all failed."""
    try:
        conversation = caller.open(region=REGION_CODES[script.region] if script.region else None)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        failed = _failure(type(error).__name__, str(error))
        return Played(id=script.id, turns=[_said(script, n, failed) for n in range(len(script.turns))])
    turns: list[Said] = []
    for number, step in enumerate(script.turns):
        offered = turns[-1].replies if turns else []
        turns.append(_said(script, number, _act(caller, conversation, step, offered)))
    return Played(id=script.id, turns=turns)


def _act(
    caller: GatewayCaller, conversation: Conversation, step: Step, offered: list[dict[str, Any]]
) -> Exchange:
    if step.says is not None:
        return caller.send(conversation, step.says)
    buttons = [button for reply in offered for button in reply.get("buttons", [])]
    payloads = [button["payload"] for button in buttons if str(step.presses) in button["title"]]
    if not payloads:
        return _failure("no_button", f"{step.presses!r} is not among the buttons offered")
    return caller.press(conversation, payloads[0])


def _failure(code: str, message: str) -> Exchange:
    return Exchange(ok=False, body={"error": {"code": code, "message": message}}, latency_ms=0.0)


def _said(script: Script, number: int, exchange: Exchange) -> Said:
    return Said(
        id=f"{script.id}#{number + 1}", ok=exchange.ok, latency_ms=exchange.latency_ms, body=exchange.body
    )
