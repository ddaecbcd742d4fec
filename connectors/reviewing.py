"""Reviews of conversations: the back office keeps them, and what it has confirmed is noted here.

The note only tells the page that there is a review; what follows from one is the back office's.
"""

import asyncio
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, select, union

from actions import errors as backoffice_errors
from actions.backoffice_calls import Caller, key_of
from actions.wire.reviews import ReviewKind, ReviewLevel, ReviewSubmission, ReviewView
from connectors.conversations.repository import ConversationRepository
from connectors.errors import ReviewExists
from connectors.handoff.tables import agent_messages, handoffs
from connectors.identity.citizen_token import CitizenTokens
from connectors.models import Review


class ReviewOffice(Protocol):
    """The part of the back office that this needs. Both raise BackofficeError."""

    async def review(self, submission: ReviewSubmission, *, caller: Caller, key: str) -> ReviewView: ...

    async def reviews(self, caller: Caller) -> list[ReviewView]: ...


@dataclass(frozen=True)
class Reviewing:
    office: ReviewOffice
    repository: ConversationRepository
    citizen_tokens: CitizenTokens
    engine: Engine

    async def give(
        self, conversation_id: str, *, level: ReviewLevel, comment: str, sign_in_id: str | None
    ) -> Review:
        """The same said again after a lost answer is the same review.

        Raises:
            ConversationUnknown.
            ReviewExists: one review a conversation, and the first one stands.
            BackofficeError: nothing was noted.
        """
        conversation = await asyncio.to_thread(self.repository.get, conversation_id)
        if await asyncio.to_thread(self.repository.find_review, conversation_id):
            raise ReviewExists(repr(conversation_id))
        caller = await asyncio.to_thread(self._caller, conversation_id, sign_in_id)
        submission = ReviewSubmission(
            kind=ReviewKind.CONVERSATION,
            about=conversation_id,
            level=level,
            comment=comment,
            channel=conversation.channel,
            region=conversation.region,
            handled_by=await asyncio.to_thread(self._agents, conversation_id),
        )
        key = key_of("review", conversation_id, level, comment)
        try:
            view = await self.office.review(submission, caller=caller, key=key)
        except (backoffice_errors.ReviewExists, backoffice_errors.KeyReused) as error:
            # Given in the dialogue, or here without the answer having come back.
            await self._note_other(conversation_id, caller)
            raise ReviewExists(repr(conversation_id)) from error
        return await asyncio.to_thread(self._note, view)

    async def _note_other(self, conversation_id: str, caller: Caller) -> None:
        for view in await self.office.reviews(caller):
            if (view.kind, view.about) == (ReviewKind.CONVERSATION, conversation_id):
                await asyncio.to_thread(self._note, view)

    def _note(self, view: ReviewView) -> Review:
        return self.repository.save_review(view.about, level=view.level, comment=view.comment)

    def _caller(self, conversation_id: str, sign_in_id: str | None) -> Caller:
        token = None
        if sign_in_id is not None:
            token = self.citizen_tokens.issue(conversation_id, sign_in_id=sign_in_id)
        return Caller(citizen_token=token, conversation_id=conversation_id)

    def _agents(self, conversation_id: str) -> list[str]:
        """Accounts of those who spoke in the conversation: they never learn whose review it is."""
        took = select(handoffs.c.agent).where(
            handoffs.c.conversation_id == conversation_id, handoffs.c.agent.is_not(None)
        )
        spoke = select(agent_messages.c.account).where(agent_messages.c.conversation_id == conversation_id)
        with self.engine.connect() as connection:
            return sorted(connection.scalars(union(took, spoke)))
