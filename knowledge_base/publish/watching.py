"""Gathers what the validity watch looks at, and tells the staff once of everything new that it finds."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection

from chassis.clock import Clock
from knowledge_base.curation import PointChange, hash_of
from knowledge_base.messages import message
from knowledge_base.models import Document, VersionKey
from knowledge_base.naming import name_key
from knowledge_base.ports import DocumentStore
from knowledge_base.publish.caring import Caring
from knowledge_base.publish.merge import MergedPoint, merge
from knowledge_base.publish.point_check import PointCheck
from knowledge_base.publish.point_sitting import PointDesk
from knowledge_base.publish.watch import Concern, ConcernKind, OnRecord, PointConcern, holds, watch

_SHORTEST_TITLE = 6
"""Characters; a shorter title also stands where no paper is meant."""
_TOLD = 40
"""Concerns that one notice lists."""

Announce = Callable[[Connection, str, str, datetime], None]
"""Puts a notice (subject, text) on its way to the staff, in the transaction."""


class WatchRecord(Protocol):
    def since(self) -> dict[str, date]:
        """When the first text of each document was taken in."""
        ...

    def official_versions(self) -> list[VersionKey]:
        """The published ones."""
        ...

    def raise_new(
        self, keys: Sequence[str], at: datetime, announce: Callable[[Connection, frozenset[str]], None]
    ) -> frozenset[str]:
        """Remember these concerns; those that were new are announced in the same transaction."""
        ...


def tell_nobody(_connection: Connection, _subject: str, _text: str, _at: datetime) -> None:
    """Where no way to the staff is set up."""


@dataclass(frozen=True)
class Watching:
    """Texts do not change, so what was found in one is kept in memory."""

    store: DocumentStore
    record: WatchRecord
    desk: PointDesk
    caring: Caring
    check: PointCheck
    clock: Clock
    announce: Announce = tell_nobody
    _citations: dict[tuple[VersionKey, str], tuple[str, ...]] = field(default_factory=dict, repr=False)
    _unsupported: dict[tuple[VersionKey, str], str] = field(default_factory=dict, repr=False)

    def concerns(self) -> list[Concern]:
        documents, today = self.store.documents(), self.clock.today()
        record = OnRecord(
            documents=documents,
            care=self.caring.all(),
            since=self.record.since(),
            cites=self._cites(documents, today),
            points=list(self._of_points(documents, today)),
        )
        return watch(record, today)

    def tell(self) -> int:
        """Raise one notice of all that is new, and say how much that was."""
        concerns = {concern.key: concern for concern in self.concerns()}
        now = self.clock.now()

        def announce(connection: Connection, new: frozenset[str]) -> None:
            lines = [_line(concern) for key, concern in concerns.items() if key in new]
            shown = lines[:_TOLD]
            if len(lines) > _TOLD:
                shown.append(message("watch_more", count=len(lines) - _TOLD))
            self.announce(connection, message("watch_subject", count=len(lines)), "\n".join(shown), now)

        return len(self.record.raise_new(list(concerns), now, announce))

    def _cites(self, documents: Sequence[Document], today: date) -> dict[str, tuple[str, ...]]:
        """Which papers that no longer hold are named in the official texts, by document."""
        gone = {document.id: _names(document) for document in documents if not holds(document, today)}
        gone = {name: names for name, names in gone.items() if names}
        if not gone:
            return {}
        found = {key: self._cited(key, gone) for key in self.record.official_versions()}
        return {document_id: cited for (document_id, _), cited in found.items() if cited}

    def _cited(self, key: VersionKey, gone: dict[str, Collection[str]]) -> tuple[str, ...]:
        missing = [name for name in gone if (key, name) not in self._citations]
        if missing:
            version = self.store.version(*key)
            text = name_key(version.text) if version else ""
            for name in missing:
                is_cited = name != key[0] and any(written in text for written in gone[name])
                self._citations[key, name] = (name,) if is_cited else ()
        return tuple(name for name in gone if self._citations[key, name])

    def _of_points(self, documents: Sequence[Document], today: date) -> Iterator[PointConcern]:
        with self.desk.curation.reading() as reads:
            changes = _by_document(reads.all_changes())
        for document in documents:
            if not holds(document, today):
                continue
            merged = merge(self.desk.shipped_points(document.id), changes.get(document.id, []))
            yield from _conflicts(document.id, merged)
            yield from self._unsupported_of(document.id, merged)

    def _unsupported_of(self, document_id: str, merged: Sequence[MergedPoint]) -> Iterator[PointConcern]:
        told = [(known, known.current) for known in merged if known.current and not _has_reason(known)]
        official = self.check.official(document_id) if told else None
        if official is None:
            return
        key = (document_id, official.version.number)
        for known, point in told:
            place = (key, hash_of(point))
            if place not in self._unsupported:
                checked = official.check_point(point)
                missing = "、".join(missing.written for missing in checked.unsupported)
                self._unsupported[place] = missing if checked.section_found else message("section_gone")
            if self._unsupported[place]:
                yield PointConcern(
                    ConcernKind.POINT_UNSUPPORTED,
                    document_id,
                    known.id,
                    f"{point.subject}：{self._unsupported[place]}",
                )


def _names(document: Document) -> Collection[str]:
    title = name_key(document.title)
    names = [title] if len(title) >= _SHORTEST_TITLE else []
    return [*names, name_key(document.number)] if document.number else names


def _by_document(changes: Sequence[PointChange]) -> dict[str, list[PointChange]]:
    found: dict[str, list[PointChange]] = {}
    for change in changes:
        found.setdefault(change.document_id, []).append(change)
    return found


def _conflicts(document_id: str, merged: Sequence[MergedPoint]) -> Iterator[PointConcern]:
    for known in merged:
        if known.is_conflict:
            shown = known.current or known.shipped
            detail = shown.subject if shown else known.id
            yield PointConcern(ConcernKind.POINT_CONFLICT, document_id, known.id, detail)


def _has_reason(known: MergedPoint) -> bool:
    """Two people know that not all of it stands in the section."""
    return bool(known.approved and known.approved.reason)


def _line(concern: Concern) -> str:
    return message(
        f"watch_{concern.kind}",
        title=concern.title,
        point=concern.point,
        day=concern.day or "",
        days=concern.days if concern.days is not None else "",
        detail=concern.detail,
        owner=concern.owner,
    )
