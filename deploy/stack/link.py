"""The launcher's side of the supervisor."""

import asyncio
import json
import subprocess
import sys
from typing import IO

from deploy.stack.blueprint import Blueprint
from deploy.stack.settings import ROOT
from deploy.stack.supervisor import STOP_SECONDS, ChildState, read_states

MARGIN_SECONDS = 5.0
POLL_SECONDS = 0.1


class SupervisorLink:
    """Starts the supervisor; when this end is lost without `detach`, the supervisor stops everything."""

    def __init__(self, blueprint: Blueprint, lock: IO[str]) -> None:
        settings = blueprint.settings
        settings.log_dir.mkdir(parents=True, exist_ok=True)
        self.state_path = settings.run_dir / "stack.json"
        self.state_path.unlink(missing_ok=True)
        self.log_path = settings.log_dir / "supervisor.log"
        plan_path = settings.run_dir / "plan.json"
        plan = {
            "command": blueprint.command,
            "folder": str(settings.root),
            "log_dir": str(settings.log_dir),
            "state": str(self.state_path),
            "processes": [{"name": item.name, "command": item.command} for item in blueprint.processes],
        }
        plan_path.write_text(json.dumps(plan, indent=2), encoding="utf-8")
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.stack.supervisor", str(plan_path), str(lock.fileno())],
                cwd=ROOT,
                env=dict(blueprint.environ),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=(lock.fileno(),),
            )

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def states(self) -> dict[str, ChildState]:
        return {state.name: state for state in read_states(self.state_path)}

    def start(self, name: str) -> None:
        self._send(f"start {name}\n")

    def detach(self) -> None:
        self._send("detach\n")

    def _send(self, line: str) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line.encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            return

    async def stop(self) -> None:
        if self.alive:
            self.process.terminate()
        for _ in range(int((STOP_SECONDS + MARGIN_SECONDS) / POLL_SECONDS)):
            if not self.alive:
                return
            await asyncio.sleep(POLL_SECONDS)
        self.kill()

    def kill(self) -> None:
        """The processes die with their parent."""
        self.process.kill()
        self.process.wait()
