from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect

from actions.wire.reviews import ReviewLevel
from chassis.database import create_engine, upgrade
from connectors.bootstrap import MIGRATIONS
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.tables import metadata
from connectors.errors import ConversationUnknown, ReviewExists
from connectors.models import ConversationState
from tests.connectors.conversations.movable_clock import MovableClock


def test_conversation_is_found_as_it_was_opened(repository: ConversationRepository) -> None:
    opened = repository.create(channel="web_chat", region=None, language="yue")
    assert repository.get(opened.id) == opened
    with pytest.raises(ConversationUnknown):
        repository.get("0" * 32)


def test_state_changes_once_when_two_compete(repository: ConversationRepository) -> None:
    opened = repository.create(channel="web_chat", region=None, language="zh-CN")

    def step_in(_: int) -> bool:
        return repository.change_state(
            opened.id, expected=ConversationState.BOT, state=ConversationState.AGENT
        )

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(step_in, range(8))) == [False] * 7 + [True]
    assert [entry.state for entry in repository.transcript(opened.id)] == [ConversationState.AGENT]


def test_first_review_stands(repository: ConversationRepository) -> None:
    opened = repository.create(channel="web_chat", region=None, language="zh-CN")
    assert repository.find_review(opened.id) is None
    stored = repository.save_review(opened.id, level=ReviewLevel.DISSATISFIED, comment="慢")
    with pytest.raises(ReviewExists):
        repository.save_review(opened.id, level=ReviewLevel.VERY_SATISFIED, comment="")
    assert repository.find_review(opened.id) == stored


def test_database_without_tables_is_not_ready(tmp_path: Path, clock: MovableClock) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    assert not ConversationRepository(engine, clock).is_ready()
    engine.dispose()


def test_migrations_make_the_tables_that_the_code_uses(
    database: Engine, url: str, repository: ConversationRepository
) -> None:
    upgrade(url, MIGRATIONS)
    assert repository.is_ready()
    inspector = inspect(database)
    for table in metadata.tables.values():
        columns = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert columns == {column.name: bool(column.nullable) for column in table.columns}
