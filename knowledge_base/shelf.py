"""Which versions the indexes offer, and which answers are under way that may still need them.

An answer reads from one set of versions from its start to its end. What no longer holds is taken off the
shelf first, so that no new answer begins with it, and removed from the indexes once the last one that began
with it has ended.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock

from knowledge_base.models import VersionKey

Versions = frozenset[VersionKey]


class Shelf:
    """Of one process, which owns the indexes. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._offered: Versions = frozenset()
        self._awaiting: Versions = frozenset()
        self._read: list[Versions] = []

    def offer(self, keys: Iterable[VersionKey]) -> None:
        with self._lock:
            self._offered |= frozenset(keys)

    @property
    def offered(self) -> Versions:
        return self._offered

    @property
    def awaiting(self) -> Versions:
        """Those that are found by words, and not yet by meaning."""
        return self._awaiting

    def await_meaning(self, keys: Iterable[VersionKey]) -> None:
        """These, and no others, are not found by meaning yet."""
        self._awaiting = frozenset(keys)

    @contextmanager
    def reading(self, wanted: Versions) -> Iterator[Versions]:
        """Those of the wanted versions that are offered; they stay in the indexes while in the block."""
        with self._lock:
            found = wanted & self._offered
            self._read.append(found)
        try:
            yield found
        finally:
            with self._lock:
                self._read.remove(found)

    def withdraw(self, keys: Iterable[VersionKey]) -> Versions:
        """Offer these no more. Returns those of them that nobody reads."""
        with self._lock:
            gone = frozenset(keys)
            self._offered -= gone
            return gone.difference(*self._read)
