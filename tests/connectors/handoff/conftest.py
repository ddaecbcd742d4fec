"""A desk on the database of the conversations, with a clock that a test moves on."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from connectors.handoff.audit import AuditTrail
from connectors.handoff.board import BoardStore
from connectors.handoff.presence import PresenceStore
from connectors.handoff.queue import Waits
from connectors.handoff.talks import TalkStore
from tests.connectors.conversations.movable_clock import MovableClock
from tests.connectors.handoff.talking import Talking


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def repository(database: Engine, clock: MovableClock) -> ConversationRepository:
    return ConversationRepository(database, clock)


@pytest.fixture
def turns(database: Engine, clock: MovableClock) -> TurnStore:
    return TurnStore(database, clock, lease_seconds=20)


@pytest.fixture
def presence(database: Engine, clock: MovableClock) -> PresenceStore:
    return PresenceStore(database, clock, heartbeat_seconds=60)


@pytest.fixture
def talks(database: Engine, clock: MovableClock, presence: PresenceStore) -> TalkStore:
    return TalkStore(database, clock, presence, Waits())


@pytest.fixture
def board(database: Engine, clock: MovableClock) -> BoardStore:
    return BoardStore(database, clock, Waits())


@pytest.fixture
def audit(database: Engine, clock: MovableClock) -> AuditTrail:
    return AuditTrail(database, clock)


@pytest.fixture
def talking(repository: ConversationRepository, turns: TurnStore) -> Talking:
    return Talking(repository, turns)
