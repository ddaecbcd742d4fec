"""Alembic's entry: one connection, one transaction, a version table of the gateway's own."""

from alembic import context

from chassis.database import create_engine
from connectors.conversations.tables import metadata

url = context.config.get_main_option("sqlalchemy.url") or ""
engine = create_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=metadata, version_table="conversations_alembic_version"
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
