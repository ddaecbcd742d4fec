"""The tables are made whole or not at all, and are those that the code knows."""

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from actions.backoffice import tables
from actions.backoffice.bootstrap import MIGRATIONS
from actions.backoffice.tables.base import metadata
from chassis.database import create_engine, upgrade

for module in pkgutil.iter_modules(tables.__path__):
    importlib.import_module(f"{tables.__name__}.{module.name}")


def _columns(engine: Engine) -> dict[str, dict[str, Any]]:
    seen = inspect(engine)
    return {
        name: {column["name"]: column["nullable"] for column in seen.get_columns(name)}
        for name in seen.get_table_names()
        if not name.endswith("alembic_version")
    }


def test_the_tables_are_those_that_the_code_knows(database: Engine) -> None:
    known = {
        table.name: {column.name: bool(column.nullable) for column in table.columns}
        for table in metadata.tables.values()
    }
    assert _columns(database) == known


def test_every_name_is_the_back_offices_own(database: Engine) -> None:
    """With one PostgreSQL for all services, tables stand beside those of others."""
    assert all(name.startswith("backoffice_") for name in inspect(database).get_table_names())


def test_a_migration_that_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'backoffice.db'}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE backoffice_people (in_the_way INTEGER)"))
    with pytest.raises(DatabaseError):
        upgrade(url, MIGRATIONS)
    assert inspect(engine).get_table_names() == ["backoffice_people"]
    engine.dispose()


def test_every_revision_can_be_taken_back(database: Engine) -> None:
    url = database.url.render_as_string(hide_password=False)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    command.downgrade(config, "base")
    assert _columns(database) == {}
    command.upgrade(config, "head")
    assert set(_columns(database)) == set(metadata.tables)
