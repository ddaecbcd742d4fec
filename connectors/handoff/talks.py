"""A person takes a conversation, talks, and lets it go: each step one transaction, with its audit line.

Every step locks the row of the conversation first, as the assistant's turns do: of an agent and an answer,
or of two agents, one is first, and the other finds that out before it has said anything.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select

from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.staff import Person, Role
from connectors.conversations import entries
from connectors.conversations.rows import to_message
from connectors.conversations.tables import messages
from connectors.errors import ConversationClosed, NotYourTalk, TakenByAnother
from connectors.handoff import alarms, audit, queue
from connectors.handoff.models import (
    AgentMessage,
    Alarm,
    AlarmState,
    Ending,
    Handoff,
    HandoffState,
    Reason,
)
from connectors.handoff.presence import PresenceStore
from connectors.handoff.queue import Waits
from connectors.handoff.rows import to_handoff
from connectors.handoff.tables import agent_messages, handoffs, presences
from connectors.handoff.texts import handoff_texts
from connectors.models import Author, ConversationState, Message

HANDED_BACK = "/handed_back"
_RAISED_IT = (Reason.DANGER, Reason.WARNING)


@dataclass(frozen=True)
class TalkStore:
    engine: Engine
    clock: Clock
    presence: PresenceStore
    waits: Waits

    def take(self, conversation_id: str, staff: Person) -> Handoff:
        """From the queue, or straight from the assistant. Taking one's own again changes nothing.

        Raises:
            ConversationUnknown, ConversationClosed.
            TakenByAnother: somebody was quicker.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            row = entries.lock(connection, conversation_id, now=now)
            if row.state == ConversationState.CLOSED.value:
                raise ConversationClosed(repr(conversation_id))
            handoff = queue.current(connection, conversation_id)
            if row.state == ConversationState.AGENT.value:
                if handoff and handoff.agent == staff.account:
                    return handoff
                raise TakenByAnother((handoff and handoff.agent_name) or handoff_texts().unnamed)
            if handoff:
                taken = queue.take(connection, handoff.id, staff=staff, now=now)
            else:
                taken = queue.enter_taken(connection, conversation_id, staff=staff, now=now)
            alarms.acknowledge_live(connection, conversation_id, staff=staff, now=now)
            entries.enter_state(connection, conversation_id, ConversationState.AGENT, now=now)
            self.presence.touch(connection, staff, now=now)
            audit.record(connection, staff, "take", now=now, conversation_id=conversation_id)
        return taken

    def send(self, conversation_id: str, staff: Person, *, client_message_id: str, text: str) -> AgentMessage:
        """Say something to the citizen. The same id again gives what was stored first.

        Raises:
            ConversationUnknown.
            NotYourTalk: the conversation is not in this agent's hands; nothing was stored.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            row = entries.lock(connection, conversation_id, now=now)
            stored = _find_sent(connection, conversation_id, staff, client_message_id)
            if stored:
                return AgentMessage(stored, staff.account, client_message_id)
            self._hold(connection, row, staff)
            message = Message(
                id=entries.new_id(),
                conversation_id=conversation_id,
                sequence=entries.next_sequence(connection, conversation_id),
                author=Author.AGENT,
                created_at=now,
                text=text,
            )
            entries.store(connection, message)
            connection.execute(
                insert(agent_messages).values(
                    message_id=message.id,
                    conversation_id=conversation_id,
                    account=staff.account,
                    client_message_id=client_message_id,
                )
            )
            self.presence.touch(connection, staff, now=now)
            audit.record(
                connection, staff, "send", now=now, conversation_id=conversation_id, detail=message.id
            )
        return AgentMessage(message, staff.account, client_message_id)

    def hand_back(self, conversation_id: str, staff: Person, *, note: str) -> None:
        """The assistant speaks again; the engine is still to hear of it (`TurnStore.begin_return`).

        Raises:
            ConversationUnknown, NotYourTalk.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            self._finish(connection, conversation_id, staff, Ending.TO_BOT, now=now)
            alarms.resolve_live(connection, conversation_id)
            entries.enter_state(
                connection, conversation_id, ConversationState.BOT, now=now, payload=HANDED_BACK
            )
            audit.record(
                connection, staff, "hand_back", now=now, conversation_id=conversation_id, detail=note
            )

    def requeue(self, conversation_id: str, staff: Person, *, note: str) -> None:
        """Another agent is to go on. The citizen keeps a place before those who come anew.

        Raises:
            ConversationUnknown, NotYourTalk.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            self._finish(connection, conversation_id, staff, Ending.TO_QUEUE, now=now)
            self._enter_again(connection, conversation_id, note=note, now=now)
            audit.record(connection, staff, "requeue", now=now, conversation_id=conversation_id, detail=note)

    def close(self, conversation_id: str, staff: Person, *, reason: str) -> None:
        """Raises: ConversationUnknown, NotYourTalk."""
        now, texts = self.clock.now(), handoff_texts()
        with begin_writing(self.engine) as connection:
            self._finish(connection, conversation_id, staff, Ending.CLOSED, now=now)
            alarms.resolve_live(connection, conversation_id)
            entries.say(connection, conversation_id, texts.plain(texts.closed), now=now)
            entries.enter_state(connection, conversation_id, ConversationState.CLOSED, now=now)
            audit.record(connection, staff, "close", now=now, conversation_id=conversation_id, detail=reason)

    def acknowledge(self, alarm_id: str, staff: Person) -> Alarm:
        """Raises: AlarmUnknown, AlarmSettled."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            alarm = alarms.find(connection, alarm_id)
            entries.lock(connection, alarm.conversation_id, now=now)
            settled = alarms.settle(connection, alarm, AlarmState.ACKNOWLEDGED, staff=staff, note="", now=now)
            audit.record(connection, staff, "acknowledge", now=now, conversation_id=alarm.conversation_id)
        return settled

    def dismiss(self, alarm_id: str, staff: Person, *, note: str) -> Alarm:
        """A false alarm. Who waits only because of it waits no longer, and is told nothing.

        Raises:
            AlarmUnknown, AlarmSettled.
        """
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            alarm = alarms.find(connection, alarm_id)
            row = entries.lock(connection, alarm.conversation_id, now=now)
            settled = alarms.settle(connection, alarm, AlarmState.DISMISSED, staff=staff, note=note, now=now)
            handoff = queue.current(connection, alarm.conversation_id)
            queued = row.state == ConversationState.QUEUED.value
            if handoff and queued and handoff.reason in _RAISED_IT:
                queue.end(connection, handoff.id, Ending.FALSE_ALARM, now=now)
                entries.enter_state(connection, alarm.conversation_id, ConversationState.BOT, now=now)
            audit.record(
                connection,
                staff,
                "dismiss",
                now=now,
                conversation_id=alarm.conversation_id,
                detail=note,
            )
        return settled

    def requeue_abandoned(self, *, after_seconds: float) -> list[str]:
        """Put conversations back into the queue whose agent has not been heard of for so long."""
        now = self.clock.now()
        gone_since = now - timedelta(seconds=after_seconds)
        with self.engine.connect() as connection:
            abandoned = _abandoned(connection, gone_since=gone_since)
        return [handoff.conversation_id for handoff in abandoned if self._requeue(handoff, gone_since)]

    def _requeue(self, handoff: Handoff, gone_since: datetime) -> bool:
        """Whether the agent is still away, now that nobody can change it meanwhile."""
        now = self.clock.now()
        with begin_writing(self.engine) as connection:
            entries.lock(connection, handoff.conversation_id, now=now)
            if handoff not in _abandoned(connection, gone_since=gone_since):
                return False
            queue.end(connection, handoff.id, Ending.ABANDONED, now=now)
            self._enter_again(connection, handoff.conversation_id, note=handoff.note, now=now)
        return True

    def _enter_again(self, connection: Connection, conversation_id: str, *, note: str, now: datetime) -> None:
        texts = handoff_texts()
        queue.enter(connection, conversation_id, reason=Reason.RETURNED, note=note, now=now)
        if wait := self.waits.of(connection, conversation_id, now=now):
            entries.say(connection, conversation_id, texts.waiting(texts.requeued, wait), now=now)
        entries.enter_state(connection, conversation_id, ConversationState.QUEUED, now=now)

    def _finish(
        self, connection: Connection, conversation_id: str, staff: Person, ending: Ending, *, now: datetime
    ) -> None:
        row = entries.lock(connection, conversation_id, now=now)
        handoff = self._hold(connection, row, staff, supervisors_too=True)
        queue.end(connection, handoff.id, ending, now=now)
        self.presence.touch(connection, staff, now=now)

    def _hold(
        self,
        connection: Connection,
        row: Row[Any],
        staff: Person,
        *,
        supervisors_too: bool = False,
    ) -> Handoff:
        """The talk that is in this person's hands."""
        handoff = queue.current(connection, row.id)
        if row.state != ConversationState.AGENT.value or handoff is None:
            raise NotYourTalk(f"{row.id!r} is with {row.state!r}")
        if handoff.agent == staff.account:
            return handoff
        if supervisors_too and staff.may(Role.SUPERVISOR):
            return handoff
        raise NotYourTalk(f"{row.id!r} is with {handoff.agent!r}")


def _find_sent(
    connection: Connection, conversation_id: str, staff: Person, client_message_id: str
) -> Message | None:
    row = connection.execute(
        select(messages)
        .join(agent_messages, agent_messages.c.message_id == messages.c.id)
        .where(
            agent_messages.c.conversation_id == conversation_id,
            agent_messages.c.account == staff.account,
            agent_messages.c.client_message_id == client_message_id,
        )
    ).one_or_none()
    return to_message(row) if row else None


def _abandoned(connection: Connection, *, gone_since: datetime) -> list[Handoff]:
    query = (
        select(handoffs)
        .select_from(handoffs.outerjoin(presences, presences.c.account == handoffs.c.agent))
        .where(
            handoffs.c.state == HandoffState.TAKEN.value,
            func.coalesce(presences.c.until, handoffs.c.taken_at) < gone_since,
        )
    )
    return [to_handoff(row) for row in connection.execute(query)]
