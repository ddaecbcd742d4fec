"""The supervisor's process: `python3 -m deploy.stack.supervisor PLAN LOCK_FD`, started by the launcher."""

import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from deploy.stack.lock import Owner, name_owner
from deploy.stack.logfiles import rotate
from deploy.stack.supervise import Child

STOP_SECONDS = 10.0
TICK_SECONDS = 0.2
ROTATE_EVERY_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class ChildState:
    name: str
    pid: int | None
    state: str
    since: float
    restarts: int
    last_exit: int | None
    next_start: float


class Supervisor:
    """Times are seconds since the epoch: other processes read them in the state file."""

    def __init__(
        self, children: list[Child], *, state_path: Path, control: int, on_detach: Callable[[], None]
    ) -> None:
        self.children = {child.name: child for child in children}
        self.state_path = state_path
        self.control = control
        self.on_detach = on_detach
        self.listening = True
        self.detached = False
        self.stopping = False
        self.pending = b""
        self.rotated = 0.0

    def run(self) -> None:
        self._write_state()
        while not self.stopping:
            changed = self._obey(time.time())
            now = time.time()
            for child in self.children.values():
                changed = child.tick(now) or changed
            if changed:
                self._write_state()
            if now - self.rotated > ROTATE_EVERY_SECONDS:
                self.rotated = now
                for child in self.children.values():
                    rotate(child.log_path)
        self._stop()

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.stopping = True

    def _obey(self, now: float) -> bool:
        if not self.listening:
            time.sleep(TICK_SECONDS)
            return False
        if not select.select([self.control], [], [], TICK_SECONDS)[0]:
            return False
        received = os.read(self.control, 4096)
        if not received:
            self.listening = False
            self.stopping = self.stopping or not self.detached
            return False
        *lines, self.pending = (self.pending + received).split(b"\n")
        for line in lines:
            self._command(line.decode(), now)
        return True

    def _command(self, line: str, now: float) -> None:
        verb, _, name = line.partition(" ")
        if verb == "detach":
            self.detached = True
            self.on_detach()
        elif verb == "start" and self.children[name].state == "stopped":
            self.children[name].start(now)

    def _stop(self) -> None:
        for child in self.children.values():
            child.signal(signal.SIGTERM)
        limit = time.monotonic() + STOP_SECONDS
        while any(child.alive for child in self.children.values()) and time.monotonic() < limit:
            time.sleep(0.05)
        for child in self.children.values():
            child.signal(signal.SIGKILL)
        self.state_path.unlink(missing_ok=True)

    def _write_state(self) -> None:
        states = [
            ChildState(
                name=child.name,
                pid=child.process.pid if child.process and child.alive else None,
                state=child.state,
                since=child.since,
                restarts=child.restarts,
                last_exit=child.last_exit,
                next_start=child.next_start,
            )
            for child in self.children.values()
        ]
        draft = self.state_path.with_suffix(".draft")
        draft.write_text(json.dumps([asdict(state) for state in states]), encoding="utf-8")
        draft.replace(self.state_path)


def read_states(state_path: Path) -> list[ChildState]:
    """What the supervisor last wrote; nothing when it is not running."""
    try:
        return [ChildState(**item) for item in json.loads(state_path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def main(plan_path: str, lock_descriptor: str) -> None:
    plan: dict[str, Any] = json.loads(Path(plan_path).read_text(encoding="utf-8"))
    children = [
        Child(
            name=item["name"],
            command=tuple(item["command"]),
            folder=Path(plan["folder"]),
            log_path=Path(plan["log_dir"]) / f"{item['name']}.log",
            environ=os.environ,
        )
        for item in plan["processes"]
    ]
    with os.fdopen(int(lock_descriptor), "a+", encoding="utf-8") as lock:
        supervisor = Supervisor(
            children,
            state_path=Path(plan["state"]),
            control=sys.stdin.fileno(),
            on_detach=lambda: name_owner(lock, Owner(os.getpid(), plan["command"])),
        )
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, supervisor.ask_to_stop)
        supervisor.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
