"""The invented knowledge base, once for all tests that only ask it."""

import pytest

from tests.knowledge_base.answer.town import ALL, Town, town


@pytest.fixture(scope="session")
def everything() -> Town:
    return town(*ALL)
