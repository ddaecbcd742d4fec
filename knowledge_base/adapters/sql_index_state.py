"""What is known of the indexes, in SQL beside the documents that they are built from."""

from sqlalchemy import Engine, insert, select, update

from knowledge_base.adapters.tables import index_state


class SqlIndexState:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, name: str) -> str | None:
        with self._engine.connect() as connection:
            value = connection.execute(select(index_state.c.value).where(index_state.c.name == name)).scalar()
        return value if value is None else str(value)

    def write(self, name: str, value: str) -> None:
        with self._engine.begin() as connection:
            changed = connection.execute(
                update(index_state).where(index_state.c.name == name).values(value=value)
            )
            if changed.rowcount == 0:
                connection.execute(insert(index_state).values(name=name, value=value))
