"""Loads in SQL. Every change is one transaction with its audit line."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, Update, func, insert, select, update

from chassis import audit
from chassis.audit import Action
from chassis.database import begin_writing, insert_unless_there
from chassis.staff import Person
from knowledge_base.adapters import tables
from knowledge_base.adapters.load_rows import new_row, to_load
from knowledge_base.adapters.loads_tables import kept_corrections, load_files, loads
from knowledge_base.errors import LoadChanged, LoadNotOpen, LoadUnknown, TooManyLoads
from knowledge_base.load import OPEN, Drafted, Kept, Load, LoadState, NewFile, Reading
from knowledge_base.models import VersionKey

MOST_WAITING = 2_000


class LoadStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, file: NewFile, *, file_hash: str, person: Person, at: datetime) -> Load:
        """Queue a file. The same one by the same person, not done with, is the load that it was.

        Raises: TooManyLoads.
        """
        column = loads.c
        with begin_writing(self._engine) as connection:
            same = select(loads).where(
                column.file_hash == file_hash,
                column.name == file.name,
                column.account == person.account,
                column.state.in_(OPEN),
            )
            known = connection.execute(same.order_by(column.id)).mappings().first()
            if known:
                return to_load(dict(known))
            waiting = select(func.count()).where(column.state == LoadState.WAITING)
            if connection.execute(waiting).scalar_one() >= MOST_WAITING:
                raise TooManyLoads(f"{MOST_WAITING} wait")
            values = new_row(file, file_hash, person, at)
            load_id = connection.execute(insert(loads).values(values).returning(loads.c.id)).scalar_one()
            connection.execute(
                insert(load_files).values(load_id=load_id, content=file.content, corrections=[])
            )
            _note(connection, person, Action("load_add", str(load_id), {"name": file.name}), at)
            return to_load(_row(connection, load_id))

    def load(self, load_id: int) -> Load:
        """Raises: LoadUnknown."""
        with self._engine.connect() as connection:
            return to_load(_row(connection, load_id))

    def page(
        self,
        *,
        states: Collection[LoadState] = (),
        account: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[Load]:
        """The latest first, those with an id below `before`; of one account where it is given."""
        query = select(loads).order_by(loads.c.id.desc()).limit(limit)
        query = query.where(loads.c.state.in_(states)) if states else query
        query = query.where(loads.c.account == account) if account is not None else query
        query = query.where(loads.c.id < before) if before is not None else query
        return [to_load(row) for row in self._read(query)]

    def content(self, load_id: int) -> bytes:
        [row] = self._read(select(load_files.c.content).where(load_files.c.load_id == load_id)) or [None]
        if row is None:
            raise LoadUnknown(f"load {load_id}")
        return bytes(row["content"])

    def blocks(self, load_id: int) -> tuple[Kept, Kept]:
        """What was read, and what was put right in it.

        Raises: LoadUnknown, LoadNotOpen (not read yet, or thrown away).
        """
        query = select(load_files.c.blocks, load_files.c.corrections).where(load_files.c.load_id == load_id)
        rows = self._read(query)
        if not rows:
            raise LoadUnknown(f"load {load_id}")
        if rows[0]["blocks"] is None:
            raise LoadNotOpen(f"load {load_id} has no blocks")
        return rows[0]["blocks"], rows[0]["corrections"]

    def release_all(self) -> int:
        """At the start of the one process that reads: what a killed one was reading waits again."""
        with begin_writing(self._engine) as connection:
            done = connection.execute(
                update(loads)
                .where(loads.c.state == LoadState.READING)
                .values(state=LoadState.WAITING, claim=None, done=0, total=0)
            )
            return done.rowcount

    def claim(self, claim: str) -> Load | None:
        """The one that has waited longest, as this reader's."""
        with begin_writing(self._engine) as connection:
            waiting = select(loads.c.id).where(loads.c.state == LoadState.WAITING).order_by(loads.c.id)
            load_id = connection.execute(waiting.limit(1).with_for_update(skip_locked=True)).scalar()
            if load_id is None:
                return None
            _set(connection, load_id, state=LoadState.READING, claim=claim, done=0, total=1)
            return to_load(_row(connection, load_id))

    def progress(self, load_id: int, claim: str, *, done: int, total: int) -> bool:
        """False where it is no longer this reader's: cancelled, or given to another."""
        with begin_writing(self._engine) as connection:
            changed = connection.execute(_of_claim(load_id, claim).values(done=done, total=total))
            return changed.rowcount == 1

    def release(self, load_id: int, claim: str) -> None:
        """Back to those that wait: the process ends."""
        with begin_writing(self._engine) as connection:
            connection.execute(
                _of_claim(load_id, claim).values(state=LoadState.WAITING, claim=None, done=0, total=0)
            )

    def finish(self, load_id: int, claim: str, reading: Reading, *, at: datetime) -> bool:
        """Keep what was read, with what people put right in the same paper before. False as in `progress`."""
        with begin_writing(self._engine) as connection:
            found = _of_claim(load_id, claim).values(
                state=LoadState.READY,
                done=loads.c.total,
                doubts=list(reading.doubts),
                title=reading.title,
                number_key=reading.number_key,
                source_key=reading.source_key,
                changed_at=at,
                revision=loads.c.revision + 1,
            )
            if connection.execute(found).rowcount != 1:
                return False
            kept = select(kept_corrections.c.corrections).where(
                kept_corrections.c.source_key == reading.source_key
            )
            corrections = connection.execute(kept).scalar() or []
            _set_file(connection, load_id, blocks=list(reading.blocks), corrections=corrections)
            return True

    def refuse(self, load_id: int, claim: str, message: str, *, at: datetime) -> None:
        with begin_writing(self._engine) as connection:
            refused = _of_claim(load_id, claim).values(
                state=LoadState.REFUSED, message=message, changed_at=at, revision=loads.c.revision + 1
            )
            if connection.execute(refused).rowcount == 1:
                _set_file(connection, load_id, content=b"")

    def cancel(self, load_id: int, *, person: Person, at: datetime) -> Load:
        """Throw it away; one that is thrown away already stays so.

        Raises: LoadUnknown, LoadNotOpen.
        """
        with begin_writing(self._engine) as connection:
            load = to_load(_row(connection, load_id, lock=True))
            if load.state is LoadState.CANCELLED:
                return load
            if load.state not in OPEN:
                raise LoadNotOpen(f"load {load_id} is {load.state}")
            _changed(connection, load, at, state=LoadState.CANCELLED, claim=None)
            _set_file(connection, load_id, content=b"", blocks=None)
            _note(connection, person, Action("load_cancel", str(load_id)), at)
            return to_load(_row(connection, load_id))

    def correct(
        self,
        load_id: int,
        change: Callable[[Kept], Kept],
        *,
        revision: int,
        person: Person,
        at: datetime,
    ) -> Load:
        """Put the corrections in place of those that are there, here and for when the paper comes again.

        Raises: LoadUnknown, LoadNotOpen, LoadChanged.
        """
        with begin_writing(self._engine) as connection:
            load = self._ready(connection, load_id)
            kept = select(load_files.c.corrections).where(load_files.c.load_id == load_id)
            known = connection.execute(kept).scalar_one()
            rows = [dict(row) for row in change(known)]
            if rows == known:
                return load
            if load.revision != revision:
                raise LoadChanged(f"revision {revision} of load {load_id} is {load.revision}")
            _set_file(connection, load_id, corrections=rows)
            _keep(connection, load_id, rows, at)
            _changed(connection, load, at)
            kinds = sorted({row["kind"] for row in rows})
            _note(connection, person, Action("load_correct", str(load_id), {"kinds": kinds}), at)
            return to_load(_row(connection, load_id))

    def check_open(self, load_id: int, *, revision: int) -> None:
        """Before a draft is made: raises LoadUnknown, LoadNotOpen, LoadChanged."""
        load = self.load(load_id)
        if load.state is not LoadState.READY:
            raise LoadNotOpen(f"load {load_id} is {load.state}")
        if load.revision != revision:
            raise LoadChanged(f"revision {revision} of load {load_id} is {load.revision}")

    def drafted(self, load_id: int, drafted: Drafted, *, revision: int, person: Person, at: datetime) -> Load:
        """Raises: LoadUnknown, LoadNotOpen, LoadChanged."""
        with begin_writing(self._engine) as connection:
            load = self._ready(connection, load_id)
            if load.revision != revision:
                raise LoadChanged(f"revision {revision} of load {load_id} is {load.revision}")
            _changed(connection, load, at, state=LoadState.DRAFTED, **asdict(drafted))
            _note(connection, person, Action("load_draft", str(load_id), asdict(drafted)), at)
            return to_load(_row(connection, load_id))

    def alike(self, load: Load) -> tuple[list[Load], list[Load]]:
        """Other loads of the same bytes, and other open ones of the same 文号."""
        column = loads.c
        others = select(loads).where(column.id != load.id).order_by(column.id)
        dropped = (LoadState.CANCELLED, LoadState.REFUSED)
        of_file = others.where(column.file_hash == load.file_hash, column.state.not_in(dropped))
        number = select(column.number_key).where(column.id == load.id).scalar_subquery()
        of_number = others.where(column.number_key == number, column.state == LoadState.READY)
        return [to_load(row) for row in self._read(of_file)], [to_load(row) for row in self._read(of_number)]

    def versions_of(self, content_hash: str) -> list[VersionKey]:
        """Stored versions with these very words."""
        column = tables.versions.c
        query = select(column.document_id, column.number).where(column.content_hash == content_hash)
        return [(row["document_id"], row["number"]) for row in self._read(query)]

    def _ready(self, connection: Connection, load_id: int) -> Load:
        load = to_load(_row(connection, load_id, lock=True))
        if load.state is not LoadState.READY:
            raise LoadNotOpen(f"load {load_id} is {load.state}")
        return load

    def _read(self, query: Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(query).mappings().all()


def _row(connection: Connection, load_id: int, *, lock: bool = False) -> Any:
    query = select(loads).where(loads.c.id == load_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().first()
    if row is None:
        raise LoadUnknown(f"load {load_id}")
    return row


def _of_claim(load_id: int, claim: str) -> Update:
    column = loads.c
    return update(loads).where(column.id == load_id, column.claim == claim, column.state == LoadState.READING)


def _set(connection: Connection, load_id: int, **values: object) -> None:
    connection.execute(update(loads).where(loads.c.id == load_id).values(values))


def _changed(connection: Connection, load: Load, at: datetime, **values: object) -> None:
    _set(connection, load.id, **values, changed_at=at, revision=load.revision + 1)


def _set_file(connection: Connection, load_id: int, **values: object) -> None:
    connection.execute(update(load_files).where(load_files.c.load_id == load_id).values(values))


def _keep(connection: Connection, load_id: int, rows: Kept, at: datetime) -> None:
    """For when the same paper is loaded again."""
    key = connection.execute(select(loads.c.source_key).where(loads.c.id == load_id)).scalar_one()
    column = kept_corrections.c
    values = {"corrections": list(rows), "changed_at": at}
    if not insert_unless_there(connection, kept_corrections, source_key=key, **values):
        connection.execute(update(kept_corrections).where(column.source_key == key).values(values))


def _note(connection: Connection, person: Person, action: Action, at: datetime) -> None:
    audit.append(connection, tables.audit, person, action, at=at)
