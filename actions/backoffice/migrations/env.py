"""Alembic's entry: one connection, one transaction, a version table of the back office's own."""

from alembic import context

from actions.backoffice.tables import metadata
from chassis.database import create_engine

url = context.config.get_main_option("sqlalchemy.url") or ""
engine = create_engine(url)
with engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=metadata, version_table="backoffice_alembic_version"
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
