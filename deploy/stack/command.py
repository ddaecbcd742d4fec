"""Runs one set-up command: output to its log, progress to the display, nothing left behind."""

import asyncio
import os
import re
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Callable, Mapping
from pathlib import Path

from deploy.stack.supervise import dies_with_parent

LINE_END = re.compile(rb"[\r\n]+")
GRACE_SECONDS = 5.0


async def run_command(
    command: tuple[str, ...],
    *,
    folder: Path,
    environ: Mapping[str, str],
    log_path: Path,
    on_line: Callable[[str], None],
) -> int:
    """The exit code; 127 when the program cannot be started."""
    log_path.parent.mkdir(parents=True, exist_ok=True)
    with log_path.open("ab") as log:
        log.write(f"$ {' '.join(command)}\n".encode())
        log.flush()
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=folder,
                env=dict(environ),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=PIPE,
                stderr=STDOUT,
                start_new_session=True,
                preexec_fn=dies_with_parent(),
            )
        except OSError as error:
            log.write(f"{error}\n".encode())
            return 127
        try:
            await _pass_on(process, log.write, on_line)
            return await process.wait()
        finally:
            await _end(process)


async def _pass_on(process: Process, write: Callable[[bytes], int], on_line: Callable[[str], None]) -> None:
    assert process.stdout is not None
    pending = b""
    while chunk := await process.stdout.read(65_536):
        write(chunk)
        *lines, pending = LINE_END.split(pending + chunk)
        for line in lines:
            on_line(line.decode("utf-8", errors="replace"))
    if pending:
        on_line(pending.decode("utf-8", errors="replace"))


async def _end(process: Process) -> None:
    """After a cancellation: first politely, then not."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process.returncode is not None:
            return
        os.killpg(process.pid, number)
        try:
            await asyncio.wait_for(process.wait(), GRACE_SECONDS)
        except TimeoutError:
            continue
