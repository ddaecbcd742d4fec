"""Conversations in SQL. Each method is one transaction; what belongs to a turn is in `turns.py`."""

from dataclasses import dataclass

from sqlalchemy import Engine, insert, or_, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from actions.wire.reviews import ReviewLevel
from chassis.clock import Clock
from chassis.logs import current_trace_id
from connectors.conversations.entries import new_id
from connectors.conversations.rows import from_message, to_conversation, to_message, to_review
from connectors.conversations.tables import conversations, messages, reviews
from connectors.errors import AnswerUnknown, ConversationUnknown, ReviewExists
from connectors.models import Author, Conversation, ConversationState, Message, Review


@dataclass(frozen=True)
class ConversationRepository:
    engine: Engine
    clock: Clock

    def create(self, *, channel: str, region: str | None, language: str) -> Conversation:
        now = self.clock.now()
        conversation = Conversation(new_id(), channel, region, language, ConversationState.BOT, now)
        with self.engine.begin() as connection:
            connection.execute(
                insert(conversations).values(
                    id=conversation.id,
                    channel=channel,
                    region=region,
                    language=language,
                    state=conversation.state.value,
                    last_sequence=0,
                    created_at=now,
                    updated_at=now,
                )
            )
        return conversation

    def get(self, conversation_id: str) -> Conversation:
        """Raises: ConversationUnknown."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(conversations).where(conversations.c.id == conversation_id)
            ).one_or_none()
        if row is None:
            raise ConversationUnknown(repr(conversation_id))
        return to_conversation(row)

    def transcript(self, conversation_id: str, *, after: int = 0, limit: int = 500) -> list[Message]:
        """The entries after a sequence number, oldest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(messages)
                .where(messages.c.conversation_id == conversation_id, messages.c.sequence > after)
                .order_by(messages.c.sequence)
                .limit(limit)
            ).all()
        return [to_message(row) for row in rows]

    def find_answer(self, conversation_id: str, message_id: str) -> tuple[Message | None, Message]:
        """A question, if any, and what the assistant answered; `message_id` is that of either.

        Raises: AnswerUnknown.
        """
        here = select(messages).where(messages.c.conversation_id == conversation_id)
        latest = here.where(messages.c.author == Author.ASSISTANT.value).order_by(messages.c.sequence.desc())
        either = or_(messages.c.id == message_id, messages.c.answers_id == message_id)
        with self.engine.connect() as connection:
            answer = connection.execute(latest.where(either).limit(1)).one_or_none()
            if answer is None:
                raise AnswerUnknown(f"{message_id!r} in {conversation_id!r}")
            question = connection.execute(here.where(messages.c.id == answer.answers_id)).one_or_none()
        return (to_message(question) if question else None), to_message(answer)

    def last_sequence(self, conversation_id: str) -> int:
        with self.engine.connect() as connection:
            return int(
                connection.execute(
                    select(conversations.c.last_sequence).where(conversations.c.id == conversation_id)
                ).scalar_one()
            )

    def change_state(
        self, conversation_id: str, *, expected: ConversationState, state: ConversationState
    ) -> bool:
        """Compare and set. False when somebody else changed the state first."""
        now = self.clock.now()
        with self.engine.begin() as connection:
            sequence = connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id, conversations.c.state == expected.value)
                .values(
                    state=state.value,
                    last_sequence=conversations.c.last_sequence + 1,
                    updated_at=now,
                )
                .returning(conversations.c.last_sequence)
            ).scalar_one_or_none()
            if sequence is None:
                return False
            entry = Message(
                id=new_id(),
                conversation_id=conversation_id,
                sequence=sequence,
                author=Author.SYSTEM,
                created_at=now,
                state=state,
            )
            connection.execute(insert(messages).values(from_message(entry, trace_id=current_trace_id())))
        return True

    def save_review(self, conversation_id: str, *, level: ReviewLevel, comment: str) -> Review:
        """Raises: ReviewExists: one review a conversation, and the first one stands."""
        review = Review(level=level, comment=comment, created_at=self.clock.now())
        try:
            with self.engine.begin() as connection:
                connection.execute(
                    insert(reviews).values(
                        conversation_id=conversation_id,
                        level=level.value,
                        comment=comment,
                        created_at=review.created_at,
                    )
                )
        except IntegrityError as error:
            raise ReviewExists(repr(conversation_id)) from error
        return review

    def find_review(self, conversation_id: str) -> Review | None:
        with self.engine.connect() as connection:
            row = connection.execute(
                select(reviews).where(reviews.c.conversation_id == conversation_id)
            ).one_or_none()
        return to_review(row) if row else None

    def is_ready(self) -> bool:
        """Whether the database answers and its tables are there."""
        try:
            with self.engine.connect() as connection:
                connection.execute(select(conversations.c.id).limit(1)).all()
        except SQLAlchemyError:
            return False
        return True
