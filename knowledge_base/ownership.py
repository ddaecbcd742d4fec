"""One process at a time owns the index: a second one would read stale data or destroy it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge_base.errors import ServiceRunning


@contextmanager
def own_index(lock_file: Path) -> Iterator[None]:
    """Hold the lock while in the block; the system frees it however the process ends.

    Raises:
        ServiceRunning: another process holds it.
    """
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a+", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            handle.seek(0)
            raise ServiceRunning(f"{lock_file} is held by process {handle.read().strip()!r}") from error
        handle.truncate(0)
        handle.write(str(os.getpid()))
        handle.flush()
        yield
