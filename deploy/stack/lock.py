"""One stack per var folder: the supervisor inherits the lock, so it lives exactly as long as the stack."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from deploy.stack.errors import AlreadyRunning
from deploy.stack.messages import say

TRIES = 5
BETWEEN_TRIES_SECONDS = 0.1


@dataclass(frozen=True)
class Owner:
    pid: int
    command: str


def _path(run_dir: Path) -> Path:
    return run_dir / "stack.lock"


@contextmanager
def hold(run_dir: Path, *, command: str) -> Iterator[IO[str]]:
    """Holds the folder for this process and for children that are given the descriptor."""
    run_dir.mkdir(parents=True, exist_ok=True)
    with _path(run_dir).open("a+", encoding="utf-8") as file:
        if not _locked_soon(file):
            owner = owner_of(run_dir) or Owner(0, "?")
            raise AlreadyRunning(
                say("error.already_running", folder=run_dir.parent, pid=owner.pid, command=owner.command)
            )
        name_owner(file, Owner(os.getpid(), command))
        yield file


def name_owner(file: IO[str], owner: Owner) -> None:
    """Writes down whom to send a signal to; the content is one short line."""
    file.seek(0)
    file.truncate()
    file.write(json.dumps(asdict(owner)))
    file.flush()


def owner_of(run_dir: Path) -> Owner | None:
    """Who holds the folder now, or None."""
    try:
        with _path(run_dir).open("r+", encoding="utf-8") as file:
            if _locked(file):
                return None
            return Owner(**json.load(file))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def _locked_soon(file: IO[str]) -> bool:
    """A status query holds the lock for an instant; a stack holds it for good."""
    for _ in range(TRIES):
        if _locked(file):
            return True
        time.sleep(BETWEEN_TRIES_SECONDS)
    return False


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
