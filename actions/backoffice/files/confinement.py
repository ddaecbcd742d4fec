"""Has files looked at in processes of their own: a bomb or a broken decoder takes down one of those.

Nothing touches a disk on the way: the file goes in and comes back through pipes.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore

from pydantic import ValidationError

from actions.backoffice.files.inspection import Checked
from actions.backoffice.files.refusal import Reason, Refused
from actions.backoffice.files.verdict import Verdict
from chassis.logs import get_logger
from chassis.settings import ROOT

LOOK_SECONDS = 30.0
WAIT_SECONDS = 20.0
AT_ONCE = 2


@dataclass(frozen=True)
class ConfinedInspection:
    """`command` is for tests, and so are the times: of one look, and of the wait for a place to look.

    The office's own environment, with its keys, is not handed on.
    """

    most_bytes: int
    command: tuple[str, ...] = (sys.executable, "-B", "-m", "actions.backoffice.files")
    look_seconds: float = LOOK_SECONDS
    wait_seconds: float = WAIT_SECONDS
    places: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def __call__(self, content: bytes) -> Checked:
        """What is kept of a file.

        Raises:
            Refused: by a check; it could not be checked to its end; too many files at once.
        """
        if len(content) > self.most_bytes:
            raise Refused(Reason.TOO_LARGE, f"{len(content)} bytes")
        with self._place():
            line, _, kept = self._said(content).partition(b"\n")
        try:
            verdict = Verdict.model_validate_json(line)
        except ValidationError as error:
            raise Refused(Reason.TOO_HARD, "no verdict") from error
        if verdict.kind is None:
            raise Refused(verdict.refused or Reason.TOO_HARD, verdict.detail)
        return Checked(verdict.kind, kept)

    def _said(self, content: bytes) -> bytes:
        try:
            done = subprocess.run(
                (*self.command, str(self.most_bytes)),
                input=content,
                capture_output=True,
                timeout=self.look_seconds,
                check=False,
                cwd=Path("/"),
                env={"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(Reason.TOO_HARD, "out of time") from error
        if done.returncode != 0:
            get_logger().warning("file_check_ended_early", status=done.returncode)
            raise Refused(Reason.TOO_HARD, f"status {done.returncode}")
        return done.stdout

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self.places.acquire(timeout=self.wait_seconds):
            raise Refused(Reason.NOT_CHECKED, "too many files at once")
        try:
            yield
        finally:
            self.places.release()
