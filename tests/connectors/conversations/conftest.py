"""Conversations and turns on a clock that a test moves on."""

from datetime import datetime

import pytest
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from tests.connectors.conversations.movable_clock import MovableClock


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def repository(database: Engine, clock: MovableClock) -> ConversationRepository:
    return ConversationRepository(database, clock)


@pytest.fixture
def turns(database: Engine, clock: MovableClock) -> TurnStore:
    return TurnStore(database, clock, lease_seconds=20)
