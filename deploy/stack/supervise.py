"""Keeps processes running: restart with back-off, bounded logs, and no orphan however the supervisor ends.

Why not a library: docs/decisions/0005-supervisor.md. The launcher talks to it through standard input, one
line a command: `start NAME`, and `detach` when the stack shall outlive the launcher. Standard input that
ends without `detach` means that the launcher died, and stops everything.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

FIRST_DELAY_SECONDS = 1.0
LONGEST_DELAY_SECONDS = 30.0
HEALTHY_AFTER_SECONDS = 60.0
PR_SET_PDEATHSIG = 1

_LIBC = ctypes.CDLL(None, use_errno=True)


def dies_with_parent() -> Callable[[], None]:
    """To run between fork and exec: the kernel kills the child when this process is gone."""
    parent = os.getpid()

    def tie() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)

    return tie


class Child:
    """One supervised process: stopped → running → (exits) → backoff → running …"""

    def __init__(
        self, *, name: str, command: tuple[str, ...], folder: Path, log_path: Path, environ: Mapping[str, str]
    ) -> None:
        self.name = name
        self.command = command
        self.folder = folder
        self.log_path = log_path
        self.environ = environ
        self.process: subprocess.Popen[bytes] | None = None
        self.state = "stopped"
        self.since = 0.0
        self.restarts = 0
        self.last_exit: int | None = None
        self.delay_seconds = FIRST_DELAY_SECONDS
        self.next_start = 0.0

    def start(self, now: float) -> None:
        with self.log_path.open("ab") as log:
            try:
                self.process = subprocess.Popen(
                    self.command,
                    cwd=self.folder,
                    env=dict(self.environ),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    preexec_fn=dies_with_parent(),  # noqa: PLW1509  (the supervisor has no threads)
                )
            except OSError as error:
                log.write(f"{error}\n".encode())
                self._wait_before_next(now, exit_code=127)
                return
        self.state, self.since = "running", now

    def tick(self, now: float) -> bool:
        """Sees an exit, starts again when its time has come; True when something changed."""
        if self.state == "backoff" and now >= self.next_start:
            self.restarts += 1
            self.start(now)
            return True
        if self.state == "running" and self.process and self.process.poll() is not None:
            self.signal(signal.SIGKILL)
            if now - self.since >= HEALTHY_AFTER_SECONDS:
                self.delay_seconds = FIRST_DELAY_SECONDS
            self._wait_before_next(now, exit_code=self.process.returncode)
            return True
        return False

    def _wait_before_next(self, now: float, *, exit_code: int) -> None:
        self.last_exit = exit_code
        self.state, self.since = "backoff", now
        self.next_start = now + self.delay_seconds
        self.delay_seconds = min(self.delay_seconds * 2, LONGEST_DELAY_SECONDS)

    def signal(self, number: signal.Signals) -> None:
        """To the whole group: what a process has started must not outlive it."""
        if self.process:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.poll() is None
