"""Alembic's entry: one connection, one transaction, a version table of the back office's own."""

from alembic import context

from chassis.database import begin_writing, create_engine

url = context.config.get_main_option("sqlalchemy.url") or ""
engine = create_engine(url)
with begin_writing(engine) as connection:
    context.configure(connection=connection, version_table="backoffice_alembic_version")
    context.run_migrations()
engine.dispose()
