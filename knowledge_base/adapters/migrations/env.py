"""Runs the revisions of the knowledge base's tables; other services keep theirs beside, in the same place."""

from alembic import context

from chassis.database import create_engine

VERSION_TABLE = "knowledge_alembic_version"


def run() -> None:
    url = context.config.get_main_option("sqlalchemy.url")
    if url is None:
        raise ValueError("sqlalchemy.url is not set")
    engine = create_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # The driver begins transactions for writes to rows only; a kill must not leave half the tables.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(connection=connection, version_table=VERSION_TABLE)
        context.run_migrations()
    engine.dispose()


run()
