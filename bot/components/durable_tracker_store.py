"""Conversations that survive a restart, at a cost per turn that does not grow with their length.

Rasa's SQL tracker store reads back every event of the session, and Rasa goes through all of them several
times a turn: at 110 turns a reply took five times as long as the first. Only the latest turns and the slots
matter to the dialogue (the transcript is the gateway's), so a conversation is one row: its last turns, and
before them one state that stands for all that went before.

The citizen's token comes with each message for the actions of that turn. It is not kept.
"""

import json
import time
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_AT_MOST = 4
TURNS_AFTER_TRIMMING = 2
NEVER_STORED = "citizen_token"

_metadata = sa.MetaData()
_conversations = sa.Table(
    "engine_conversations",
    _metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("saved_at", sa.Float, nullable=False, index=True),
)


class DurableTrackerStore(TrackerStore):  # type: ignore[misc]
    """One row per conversation, in SQLite or PostgreSQL; `host` is the database's address."""

    def __init__(
        self, domain: Domain | None, host: str, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        self._engine = _connect(host)
        _metadata.create_all(self._engine)
        super().__init__(domain, event_broker, **kwargs)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        query = sa.select(_conversations.c.events).where(_conversations.c.sender_id == sender_id)
        with self._engine.connect() as connection:
            stored = connection.execute(query).scalar()
        if stored is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(stored), self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        await self.stream_events(tracker)
        kept = [_without_token(event.as_dict()) for event in self._trimmed(tracker)]
        events = json.dumps(kept, ensure_ascii=False)
        row = {"events": events, "saved_at": time.time()}
        same = _conversations.c.sender_id == tracker.sender_id
        with self._engine.begin() as connection:
            if not connection.execute(sa.update(_conversations).where(same).values(**row)).rowcount:
                connection.execute(sa.insert(_conversations).values(sender_id=tracker.sender_id, **row))

    async def keys(self) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_conversations.c.sender_id)).scalars())

    def _trimmed(self, tracker: DialogueStateTracker) -> list[Event]:
        events = list(tracker.events)
        turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
        if len(turns) <= TURNS_AT_MOST:
            return events
        cut = turns[-TURNS_AFTER_TRIMMING]
        return [*self._state_after(tracker.sender_id, events[:cut]), *events[cut:]]

    def _state_after(self, sender_id: str, events: list[Event]) -> list[Event]:
        """What the dropped events leave behind: slots and the running form, listening."""
        past = DialogueStateTracker.from_events(sender_id, events, self.domain.slots)
        timestamp = events[-1].timestamp
        state: list[Event] = [SessionStarted(timestamp=timestamp)]
        state += [
            SlotSet(slot.name, slot.value, timestamp=timestamp)
            for slot in past.slots.values()
            if slot.has_been_set
        ]
        if past.active_loop_name:
            state.append(ActiveLoop(past.active_loop_name, timestamp=timestamp))
        state.append(ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp))
        return state


def _without_token(value: Any) -> Any:
    """At every depth: Rasa also copies the metadata of a message into a slot when a session starts."""
    if isinstance(value, dict):
        return {name: _without_token(inner) for name, inner in value.items() if name != NEVER_STORED}
    if isinstance(value, list):
        return [_without_token(inner) for inner in value]
    return value


def _connect(address: str) -> sa.engine.Engine:
    """Connections are kept: SQLite writes its whole log back whenever the last one is closed."""
    if not address.startswith("sqlite"):
        return sa.create_engine(address, pool_pre_ping=True)
    engine = sa.create_engine(address, poolclass=sa.pool.QueuePool, connect_args={"check_same_thread": False})
    sa.event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    """NORMAL loses nothing when the process is killed; FULL would wait for the disk at every turn."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
