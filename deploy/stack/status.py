"""`status` and `stop` of a stack that runs in the background."""

import asyncio
import os
import re
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from deploy.stack.display import columns_of
from deploy.stack.errors import NotRunning, StackError
from deploy.stack.lock import owner_of
from deploy.stack.messages import say
from deploy.stack.processes import ProcessSpec
from deploy.stack.readiness import probe
from deploy.stack.settings import Settings
from deploy.stack.supervisor import STOP_SECONDS, ChildState, read_states

COLUMNS = ("process", "pid", "state", "uptime", "restarts", "memory", "ready")
NOT_RUNNING, NOT_READY = 3, 1
STOP_LIMIT_SECONDS = STOP_SECONDS + 10.0


def stop(settings: Settings) -> None:
    """Asks the owner of the lock to end, and returns when the lock is free."""
    if owner_of(settings.run_dir) is None:
        raise NotRunning(say("stop.not_running", folder=settings.var_dir))
    limit = time.monotonic() + STOP_LIMIT_SECONDS
    asked: set[int] = set()
    while owner := owner_of(settings.run_dir):
        if owner.pid not in asked:
            asked.add(owner.pid)
            with suppress(ProcessLookupError):
                os.kill(owner.pid, signal.SIGTERM)
        if time.monotonic() > limit:
            raise StackError(say("stop.stuck", pid=owner.pid))
        time.sleep(0.1)


def show_status(settings: Settings, processes: tuple[ProcessSpec, ...], stream: TextIO) -> int:
    """Prints the table; the exit code says whether every process is ready."""
    states = {state.name: state for state in read_states(settings.run_dir / "stack.json")}
    if owner_of(settings.run_dir) is None or not states:
        stream.write(say("stop.not_running", folder=settings.var_dir) + "\n")
        return NOT_RUNNING
    ready = asyncio.run(_ready(settings, processes))
    memory = {name: session_memory_mb(state.pid) if state.pid else 0.0 for name, state in states.items()}
    header = [say(f"status.column.{column}") for column in COLUMNS]
    rows = [_row(states[process.name], memory[process.name], ready[process.name]) for process in processes]
    for row in _aligned([header, *rows]):
        stream.write(row + "\n")
    address = f"http://{settings.probe_host}:{processes[0].port}/"
    stream.write(say("status.total", megabytes=f"{sum(memory.values()):.0f}", address=address) + "\n")
    return 0 if all(ready.values()) else NOT_READY


async def _ready(settings: Settings, processes: tuple[ProcessSpec, ...]) -> dict[str, bool]:
    probes = [probe(settings.probe_host, process.port, process.ready_path) for process in processes]
    results = await asyncio.gather(*probes)
    return {process.name: result.ready for process, result in zip(processes, results, strict=True)}


def _row(state: ChildState, memory_mb: float, ready: bool) -> list[str]:
    minutes, seconds = divmod(int(time.time() - state.since) if state.since else 0, 60)
    hours, minutes = divmod(minutes, 60)
    return [
        state.name,
        str(state.pid or "-"),
        say(f"status.state.{state.state}"),
        f"{hours}:{minutes:02}:{seconds:02}",
        str(state.restarts),
        f"{memory_mb:.0f} MB",
        say("status.ready" if ready else "status.not_ready"),
    ]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(columns_of(row[number]) for row in rows) for number in range(len(COLUMNS))]
    return [
        "  ".join(
            cell + " " * (width - columns_of(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def session_memory_mb(session: int) -> float:
    """A process and everything it has started; shared pages counted once among their users."""
    total_kb = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == session:
                match = re.search(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text(), re.MULTILINE)
                total_kb += int(match[1]) if match else 0
    return total_kb / 1024
