"""A console on a database of its own."""

from datetime import datetime
from pathlib import Path

import pytest

from chassis.clock import OFFICE_ZONE
from connectors.console.bootstrap import Console
from tests.connectors.conversations.movable_clock import MovableClock
from tests.standins.console import build_test_console


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 3, 2, 9, 30, tzinfo=OFFICE_ZONE))


@pytest.fixture
def console(tmp_path: Path, clock: MovableClock) -> Console:
    return build_test_console(tmp_path, clock=clock)
