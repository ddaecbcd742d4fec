"""The tables are made whole or not at all, beside those of other services."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from chassis.database import create_engine, upgrade
from knowledge_base.adapters.tables import metadata
from knowledge_base.migrate import MIGRATIONS


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'knowledge.db'}"
    upgrade(url, MIGRATIONS)
    upgrade(url, MIGRATIONS)


def test_a_migration_that_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE knowledge_index_state (in_the_way INTEGER)"))
    try:
        upgrade(url, MIGRATIONS)
    except Exception:
        assert inspect(engine).get_table_names() == ["knowledge_index_state"]
    engine.dispose()


def _columns(engine: Engine) -> dict[str, dict[str, bool]]:
    seen = inspect(engine)
    return {
        name: {column["name"]: column["nullable"] for column in seen.get_columns(name)}
        for name in metadata.tables
    }


def test_the_tables_are_those_that_the_code_knows(sqlite_engine: Engine) -> None:
    known = {
        table.name: {column.name: bool(column.nullable) for column in table.columns}
        for table in metadata.tables.values()
    }
    assert _columns(sqlite_engine) == known


def test_the_version_table_is_our_own(sqlite_engine: Engine) -> None:
    names = inspect(sqlite_engine).get_table_names()
    assert "knowledge_alembic_version" in names
    assert all(name.startswith("knowledge_") for name in names)
