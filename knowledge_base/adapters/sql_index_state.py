"""What is known of the indexes, in SQL beside the documents that they are built from."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from chassis.database import begin_writing
from knowledge_base.adapters.index_tables import vector_entries
from knowledge_base.adapters.tables import index_state
from knowledge_base.models import VersionKey
from knowledge_base.ports import Entry


class SqlIndexState:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, name: str) -> str | None:
        with self._engine.connect() as connection:
            value = connection.execute(select(index_state.c.value).where(index_state.c.name == name)).scalar()
        return value if value is None else str(value)

    def write(self, name: str, value: str) -> None:
        with begin_writing(self._engine) as connection:
            changed = connection.execute(
                update(index_state).where(index_state.c.name == name).values(value=value)
            )
            if changed.rowcount == 0:
                connection.execute(insert(index_state).values(name=name, value=value))

    def entries(self, build: str) -> dict[VersionKey, Entry]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(vector_entries).where(vector_entries.c.build == build)).all()
        return {
            (row.document_id, row.number): Entry(row.stamp, row.region, row.chunks, row.vectors, row.put)
            for row in rows
        }

    def enter(self, build: str, key: VersionKey, entry: Entry) -> None:
        with begin_writing(self._engine) as connection:
            connection.execute(delete(vector_entries).where(_of(build, key)))
            connection.execute(
                insert(vector_entries).values(
                    build=build,
                    document_id=key[0],
                    number=key[1],
                    stamp=entry.stamp,
                    region=entry.region,
                    chunks=entry.chunks,
                    vectors=entry.vectors,
                    put=entry.put,
                )
            )

    def strike(self, build: str, keys: Iterable[VersionKey]) -> None:
        with begin_writing(self._engine) as connection:
            for key in keys:
                connection.execute(delete(vector_entries).where(_of(build, key)))

    def forget_builds(self, *, but: str) -> None:
        with begin_writing(self._engine) as connection:
            connection.execute(delete(vector_entries).where(vector_entries.c.build != but))


def _of(build: str, key: VersionKey) -> ColumnElement[bool]:
    column = vector_entries.c
    return (column.build == build) & (column.document_id == key[0]) & (column.number == key[1])
