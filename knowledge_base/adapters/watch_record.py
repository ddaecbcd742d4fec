"""What the validity watch reads of the documents' texts, and which notices it raised, in SQL."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, Engine, func, select

from chassis.database import begin_writing, insert_unless_there
from knowledge_base.adapters.curated_tables import watch_notices
from knowledge_base.adapters.tables import versions
from knowledge_base.models import Source, VersionKey, VersionState

_MOST_KEYS = 500  # well below what SQLite takes as parameters of one statement


class SqlWatchRecord:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def since(self) -> dict[str, date]:
        query = select(versions.c.document_id, func.min(versions.c.created_at)).group_by("document_id")
        with self._engine.connect() as connection:
            return {name: datetime.fromisoformat(at).date() for name, at in connection.execute(query)}

    def official_versions(self) -> list[VersionKey]:
        query = select(versions.c.document_id, versions.c.number).where(
            versions.c.state == VersionState.PUBLISHED, versions.c.source == Source.OFFICIAL
        )
        with self._engine.connect() as connection:
            return [(row.document_id, row.number) for row in connection.execute(query)]

    def raise_new(
        self, keys: Sequence[str], at: datetime, announce: Callable[[Connection, frozenset[str]], None]
    ) -> frozenset[str]:
        hashes = {hashlib.sha256(key.encode()).hexdigest(): key for key in keys}
        known = self._known(list(hashes))
        if not hashes.keys() - known:
            return frozenset()
        with begin_writing(self._engine) as connection:
            new = frozenset(
                key
                for hash_, key in sorted(hashes.items())
                if hash_ not in known
                and insert_unless_there(connection, watch_notices, key=hash_, raised_at=at)
            )
            if new:
                announce(connection, new)
        return new

    def _known(self, hashes: Sequence[str]) -> set[str]:
        found: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(hashes), _MOST_KEYS):
                query = select(watch_notices.c.key).where(
                    watch_notices.c.key.in_(hashes[start : start + _MOST_KEYS])
                )
                found |= set(connection.execute(query).scalars())
        return found
