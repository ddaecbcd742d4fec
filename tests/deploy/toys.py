"""A stack of toy processes, run by the real launcher in processes of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from deploy.stack.lock import owner_of
from deploy.stack.supervisor import ChildState, read_states

ROOT = Path(__file__).resolve().parents[2]
TOY_STACK = Path(__file__).with_name("toy_stack.py")
PATIENCE_SECONDS = 20.0


def wait_until(condition: Callable[[], bool], what: str) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < limit, f"not within {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """A zombie is dead: its parent only has not looked yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(item.getsockname()[1]) for item in sockets]
    for item in sockets:
        item.close()
    return ports


class ToyStack:
    """`up` and `start` are the launcher's commands; what they print is in `output()`."""

    def __init__(self, folder: Path) -> None:
        self.var_dir = folder / "var"
        self.spec_path = folder / "spec.json"
        self.output_path = folder / "output.txt"
        first, second = free_ports(2)
        self.spec: dict[str, Any] = {
            "var": str(self.var_dir),
            "processes": {"gateway": [first, []], "knowledge": [second, []]},
        }
        self.launchers: list[subprocess.Popen[bytes]] = []

    def launch(self, command: str) -> subprocess.Popen[bytes]:
        self.spec_path.write_text(json.dumps(self.spec), encoding="utf-8")
        with self.output_path.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, str(TOY_STACK), str(self.spec_path), command],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.launchers.append(process)
        return process

    def run(self, command: str) -> int:
        return self.launch(command).wait(timeout=PATIENCE_SECONDS * 3)

    def up(self) -> subprocess.Popen[bytes]:
        """Returns when the stack is ready."""
        process = self.launch("up")
        wait_until(lambda: "http://" in self.output(), "ready")
        return process

    def output(self) -> str:
        return self.output_path.read_text(encoding="utf-8")

    def states(self) -> dict[str, ChildState]:
        return {state.name: state for state in read_states(self.var_dir / "run/stack.json")}

    def pids(self) -> dict[str, int]:
        return {name: state.pid for name, state in self.states().items() if state.pid}

    def supervisor_pid(self) -> int:
        child = self.pids()["gateway"]
        return int(Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])

    def close(self) -> None:
        if owner := owner_of(self.var_dir / "run"):
            with suppress(ProcessLookupError):
                os.kill(owner.pid, signal.SIGTERM)
        for process in self.launchers:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=PATIENCE_SECONDS)
