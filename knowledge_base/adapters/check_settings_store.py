"""Floors of the sets and bars of the judge, in SQL: SQLite or PostgreSQL."""

from dataclasses import replace

from sqlalchemy import Engine, select, update

from chassis import audit
from chassis.database import begin_writing, insert_unless_there
from knowledge_base.adapters import tables
from knowledge_base.adapters.checks_tables import bars, floors
from knowledge_base.checks import FloorSetting, SavedBars, Written
from knowledge_base.errors import CheckChanged


class SqlCheckSettings:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def floors(self) -> dict[str, FloorSetting]:
        with self._engine.connect() as connection:
            rows = connection.execute(select(floors)).all()
        return {row.set_key: FloorSetting(row.set_key, row.least, row.revision) for row in rows}

    def set_floor(self, floor: FloorSetting, *, written: Written) -> FloorSetting:
        stored = replace(floor, revision=floor.revision + 1)
        values = {"least": stored.least, "revision": stored.revision}
        with begin_writing(self._engine) as connection:
            if floor.revision == 0:
                done = insert_unless_there(connection, floors, set_key=floor.set_key, **values)
            else:
                seen = (floors.c.set_key == floor.set_key) & (floors.c.revision == floor.revision)
                done = connection.execute(update(floors).where(seen).values(values)).rowcount == 1
            if not done:
                raise CheckChanged(f"floor of {floor.set_key!r} is not at revision {floor.revision}")
            audit.append(connection, tables.audit, written.person, written.action, at=written.at)
        return stored

    def bars(self) -> SavedBars | None:
        query = select(bars).order_by(bars.c.revision.desc()).limit(1)
        with self._engine.connect() as connection:
            found = connection.execute(query).mappings().first()
        return SavedBars(**found) if found else None

    def save_bars(self, saved: SavedBars, *, written: Written) -> None:
        last = select(bars.c.revision).order_by(bars.c.revision.desc()).limit(1)
        with begin_writing(self._engine) as connection:
            if (connection.execute(last).scalar() or 0) + 1 != saved.revision:
                raise CheckChanged(f"bars are not at revision {saved.revision - 1}")
            values = {
                name: getattr(saved, name) for name in ("bars", "reason", "run_id", "at", "account", "name")
            }
            if not insert_unless_there(connection, bars, revision=saved.revision, **values):
                raise CheckChanged(f"bars have revision {saved.revision} already")
            audit.append(connection, tables.audit, written.person, written.action, at=written.at)
