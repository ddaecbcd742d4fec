"""“This answer is wrong”: passed on to the knowledge service, with the trace id that its answer bears."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from chassis.web import TRACE_ID
from connectors.conversations.repository import ConversationRepository
from connectors.errors import AnswerUnknown
from connectors.models import Message
from knowledge_base.desk_wire.asked import CallersFeedback, FeedbackKind, FeedbackSource, FeedbackTaken

_MOST_OF_THE_ANSWER = 5000


class FeedbackOffice(Protocol):
    """The part of the knowledge service that this needs."""

    async def feedback(self, said: CallersFeedback) -> FeedbackTaken:
        """Raises: KnowledgeError."""


@dataclass(frozen=True)
class WrongAnswers:
    repository: ConversationRepository
    office: FeedbackOffice

    async def tell(
        self, conversation_id: str, message_id: str, *, kind: FeedbackKind, comment: str, account: str = ""
    ) -> bool:
        """Whether it is new: of one answer the first that a citizen, or an agent by `account`, says stands.

        Raises:
            AnswerUnknown.
            KnowledgeError: nothing was kept.
        """
        question, answer = await asyncio.to_thread(self.repository.find_answer, conversation_id, message_id)
        said = _answer_of(answer)
        taken = await self.office.feedback(
            CallersFeedback(
                trace_id=str(said["trace_id"]),
                kind=kind,
                comment=comment,
                question=question.text if question else "",
                answer_text=str(said.get("text", ""))[:_MOST_OF_THE_ANSWER],
                source=FeedbackSource.AGENT if account else FeedbackSource.CITIZEN,
                account=account,
                key=f"{conversation_id}:{answer.id}",
            )
        )
        return taken.changed


def _answer_of(message: Message) -> Mapping[str, Any]:
    """What the knowledge service said in it. Raises: AnswerUnknown."""
    for reply in message.replies:
        if reply.answer and TRACE_ID.fullmatch(str(reply.answer.get("trace_id", ""))):
            return reply.answer
    raise AnswerUnknown(f"no answer in {message.id!r}")
