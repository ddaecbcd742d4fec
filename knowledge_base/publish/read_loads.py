"""Reads the files that wait, one after the other, in a thread beside the answers.

Killed in the middle, what was being read waits again at the next start. A cancelled one is let go at its next
page.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from threading import Event
from uuid import uuid4

from chassis.clock import Clock
from chassis.errors import CivicError
from chassis.logs import get_logger
from knowledge_base.adapters.load_store import LoadStore
from knowledge_base.ingest.kept_blocks import to_json
from knowledge_base.ingest.layout import lay_out
from knowledge_base.ingest.read import read_file
from knowledge_base.load import Load, Reading
from knowledge_base.models import DocumentHead
from knowledge_base.naming import name_key
from knowledge_base.ports import ScanReader
from knowledge_base.rounds import every

_LOOK_SECONDS = 0.5


class _LetGo(Exception):
    """Cancelled by somebody, or the process ends."""


@dataclass
class LoadReader:
    """One process reads. `begin` before the first round."""

    store: LoadStore
    clock: Clock
    scans: ScanReader | None = None
    _claim: str = field(default_factory=lambda: uuid4().hex, init=False)
    _stopping: Event = field(default_factory=Event, init=False, repr=False)

    @asynccontextmanager
    async def going(self) -> AsyncIterator[None]:
        """Files are read meanwhile. One that is being read at the end goes on at the next start."""
        await asyncio.to_thread(self.begin)
        async with every(_LOOK_SECONDS, "loads", self.read_waiting).going():
            try:
                yield
            finally:
                self.stop()

    def begin(self) -> None:
        self._stopping.clear()
        self.store.release_all()

    def stop(self) -> None:
        """What is being read waits again."""
        self._stopping.set()

    def read_waiting(self) -> int:
        """Read all that wait; how many there were."""
        done = 0
        while not self._stopping.is_set() and (load := self.store.claim(self._claim)):
            self._read(load)
            done += 1
        return done

    def _read(self, load: Load) -> None:
        def on_page(page: int, pages: int) -> None:
            if self._stopping.is_set():
                raise _LetGo("the process ends")
            if not self.store.progress(load.id, self._claim, done=page, total=pages):
                raise _LetGo("cancelled")

        try:
            found = read_file(load.name, self.store.content(load.id), scans=self.scans, on_page=on_page)
            head = lay_out(found.blocks, name=load.name).head
        except _LetGo:
            self.store.release(load.id, self._claim)
        except CivicError as error:
            get_logger().info("load_refused", load=load.id, code=error.code, detail=str(error))
            self.store.refuse(load.id, self._claim, error.message, at=self.clock.now())
        except Exception as error:
            get_logger().error("load_failed", load=load.id, exc_info=error)
            self.store.refuse(load.id, self._claim, CivicError.message, at=self.clock.now())
        else:
            reading = Reading(
                blocks=to_json(found.blocks),
                doubts=found.doubts,
                title=head.title,
                number_key=name_key(head.number) if head.number else None,
                source_key=source_key(head, name=load.name),
            )
            self.store.finish(load.id, self._claim, reading, at=self.clock.now())


def source_key(head: DocumentHead, *, name: str) -> str:
    """What a paper is recognised by when it is loaded again: its number, else its title, else its file."""
    known = head.number or head.title or PurePath(name).stem
    return hashlib.sha256(name_key(known).encode()).hexdigest()
