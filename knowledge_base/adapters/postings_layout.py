"""Where the passages of each version stand in the lists of postings, and who may see which of them.

A part of the word index has, for each region, passages at the positions 0, 1, 2, …: one version behind the
other. A version that is taken out leaves its positions behind, without an owner, until parts are merged.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from knowledge_base.adapters.index_tables import OF_WORDS, index_parts, indexed_versions, revision
from knowledge_base.models import VersionKey

K1, B = 0.4, 0.75
"""The usual k1 is 1.2. Here it is low: the tokens of a text overlap (characters, pairs, words), so that a
word that comes again counts several times already. On the outside yardstick (990 questions) recall@1 of the
words is 0.803 with 1.2, 0.813 with 0.6, 0.818 with 0.4; of both indexes together 0.848, 0.858, 0.860.
"""
_VIEWS = 8  # kept: one for each set of versions that is asked for

Share = tuple[int, str]
"""Part and region."""
Flags = NDArray[np.bool_]
Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Placed:
    """A version in the index. `lengths` are the tokens of its passages, whose numbers begin at `first`."""

    key: VersionKey
    share: Share
    source: str
    starts_at: int
    first: int
    lengths: NDArray[np.int32]

    @property
    def stretch(self) -> slice:
        return slice(self.starts_at, self.starts_at + len(self.lengths))


@dataclass(frozen=True)
class Seen:
    """What one reader sees of a share: `visible` is None where that is every position."""

    damping: Scores
    passages: NDArray[np.int32]
    visible: Flags | None


@dataclass(frozen=True)
class View:
    """What may be found by one reader. `size` counts the passages of all regions."""

    size: int
    shares: dict[Share, Seen]


@dataclass(frozen=True)
class Layout:
    """The index at one moment. `positions`: how many each share has, with those that nobody owns."""

    number: int
    placed: tuple[Placed, ...]
    positions: dict[Share, int]
    _views: OrderedDict[frozenset[VersionKey] | None, View] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def view(self, versions: frozenset[VersionKey] | None) -> View:
        """Over the versions that are here of these; None is all. Made once for each set."""
        with self._lock:
            if versions not in self._views:
                self._views[versions] = self._seen(versions)
                while len(self._views) > _VIEWS:
                    self._views.popitem(last=False)
            self._views.move_to_end(versions)
            return self._views[versions]

    def narrowed(self, view: View, *, regions: Iterable[str], sources: Iterable[str]) -> dict[Share, Flags]:
        """The positions of each share that are of these regions and sources (none: of all) and visible."""
        wanted_regions, wanted_sources = set(regions), set(sources)
        allowed: dict[Share, Flags] = {}
        for share, seen in view.shares.items():
            if wanted_regions and share[1] not in wanted_regions:
                continue
            everything = np.ones(self.positions[share], dtype=bool)
            flags = everything if seen.visible is None else seen.visible.copy()
            if wanted_sources:
                for version in self.placed:
                    if version.share == share and version.source not in wanted_sources:
                        flags[version.stretch] = False
            allowed[share] = flags
        return allowed

    def _seen(self, versions: frozenset[VersionKey] | None) -> View:
        seen = [placed for placed in self.placed if versions is None or placed.key in versions]
        size = sum(len(placed.lengths) for placed in seen)
        total = sum(int(placed.lengths.sum()) for placed in seen)
        mean = total / size if total else 1.0
        by_share: dict[Share, list[Placed]] = {}
        for placed in seen:
            by_share.setdefault(placed.share, []).append(placed)
        return View(size, {share: self._share(share, found, mean) for share, found in by_share.items()})

    def _share(self, share: Share, seen: Iterable[Placed], mean: float) -> Seen:
        size = self.positions[share]
        lengths, passages = np.zeros(size, dtype=np.float64), np.zeros(size, dtype=np.int32)
        visible = np.zeros(size, dtype=bool)
        for placed in seen:
            lengths[placed.stretch] = placed.lengths
            passages[placed.stretch] = np.arange(placed.first, placed.first + len(placed.lengths))
            visible[placed.stretch] = True
        damping = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)
        return Seen(damping, passages, None if visible.all() else visible)


def layout_number(connection: Connection) -> int:
    query = select(revision.c.number).where(revision.c.id == OF_WORDS)
    return int(connection.execute(query).scalar() or 0)


def read_layout(connection: Connection) -> Layout:
    placed = tuple(
        Placed(
            key=(row.document_id, row.number),
            share=(row.part, row.region),
            source=row.source,
            starts_at=row.starts_at,
            first=row.first_passage,
            lengths=np.frombuffer(row.lengths, dtype=np.int32),
        )
        for row in connection.execute(select(indexed_versions))
    )
    positions = {(row.part, row.region): row.passages for row in connection.execute(select(index_parts))}
    return Layout(layout_number(connection), placed, positions)
