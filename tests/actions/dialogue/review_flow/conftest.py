"""A conversation with all actions; the office's reviews are in memory."""

import pytest
from fastapi import FastAPI

from tests.actions.dialogue.talk import Line, Talk
from tests.actions.fakes import FakeBackoffice


@pytest.fixture
def talk() -> Talk:
    return Talk(Line(FastAPI()), desk=FakeBackoffice())
