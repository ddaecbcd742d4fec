"""The tables are made whole or not at all, beside those of other services."""

from datetime import date
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from chassis.database import create_engine, upgrade
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.adapters.tables import metadata
from knowledge_base.migrate import MIGRATIONS
from knowledge_base.terms import in_force


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


def test_what_was_published_before_terms_were_kept_holds_from_its_documents_day(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'knowledge.db'}"
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("sqlalchemy.url", url)
    command.upgrade(config, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO knowledge_documents (id, title, title_key, issuer, region, kind, validity, "
                "signed_on, published_on) VALUES "
                "('plan', '规划', '规划', '', '440104', 'plan', 'in_force', '2030-01-14', '2030-02-01')"
            )
        )
        for number, state in ((1, "superseded"), (2, "published")):
            connection.execute(
                text(
                    "INSERT INTO knowledge_versions (document_id, number, source, text, content_hash, state, "
                    "created_at) VALUES ('plan', :number, 'official', '', :number, :state, "
                    "'2030-02-01T09:00:00+08:00')"
                ),
                {"number": number, "state": state},
            )
    upgrade(url, MIGRATIONS)
    terms = SqlDocumentStore(engine).terms()
    assert in_force(terms, date(2030, 1, 13)) == {}
    assert in_force(terms, date(2030, 1, 14)).keys() == {("plan", 2)}
    engine.dispose()
