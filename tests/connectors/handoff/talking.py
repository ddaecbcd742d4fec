"""Citizens and agents, as far as the stores go."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.wire import HandoffAsk, HandoffReason, Reply, ReplyType
from chassis.staff import Person, Role
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import Claimed, TurnStore
from connectors.models import IncomingMessage, Turn

LI = Person("li", "李工", frozenset({Role.AGENT}))
WANG = Person("wang", "王工", frozenset({Role.AGENT}))
ZHAO = Person("zhao", "赵组长", frozenset({Role.SUPERVISOR}))

_numbers = count(1)


def reply(text: str = "好的", **parts: Any) -> Reply:
    return Reply(**{"type": ReplyType.TEXT, "text": text, "topic": "knowledge", **parts})


def asking(reason: HandoffReason = HandoffReason.ASKED, summary: str = "") -> Reply:
    return reply("好的，找人。", topic="handoff", handoff=HandoffAsk(reason=reason, summary=summary))


def with_status(status: str, **parts: Any) -> Reply:
    answer = {"status": status, "text": "……", "citations": [], **parts}
    return reply("……", type=ReplyType.ANSWER, answer=answer)


CRISIS = with_status("crisis")


@dataclass(frozen=True)
class Talking:
    repository: ConversationRepository
    turns: TurnStore

    def open(self, region: str | None = "440104") -> str:
        return self.repository.create(channel="web_chat", region=region, language="zh-CN").id

    def claim(self, conversation_id: str, text: str = "你好", payload: str | None = None) -> Claimed:
        incoming = IncomingMessage(f"m-{next(_numbers)}", text=text, payload=payload)
        begun = self.turns.begin(conversation_id, incoming, trace_id="t")
        assert isinstance(begun, Claimed)
        return begun

    def turn(
        self,
        conversation_id: str,
        *replies: Reply,
        text: str = "你好",
        payload: str | None = None,
        failed: bool = False,
    ) -> Turn:
        claimed = self.claim(conversation_id, text, payload)
        return self.turns.finish(claimed, list(replies) or [reply()], failed=failed, trace_id="t")

    def queued(self, reason: HandoffReason = HandoffReason.ASKED, summary: str = "") -> str:
        """A new conversation that waits for a person."""
        conversation_id = self.open()
        self.turn(conversation_id, asking(reason, summary), text="转人工")
        return conversation_id
