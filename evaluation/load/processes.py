"""Bare Rasa for the comparison: `rasa run` as it comes, with the same model and actions that only echo."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from chassis.settings import ROOT
from evaluation.errors import ProcessNotStarted
from evaluation.texts import say

ENGINE_PYTHON = ROOT / ".venv-engine" / "bin" / "python"
_ENGINE_START_SECONDS = 120.0
_ACTIONS_START_SECONDS = 30.0
_STOP_SECONDS = 15.0
_POLL_SECONDS = 0.3
_OK = 200
_LOG_SHOWN = 300


@dataclass(frozen=True)
class EchoEngine:
    """Where bare Rasa listens."""

    url: str
    token: str


@contextmanager
def echo_engine(*, var_dir: Path, log_dir: Path) -> Iterator[EchoEngine]:
    """Start stock Rasa with the model in use and actions that echo; stop both whatever happens.

    Raises:
        ProcessNotStarted: one ended, or did not answer in time; the log says why.
    """
    token, engine_port, actions_port = secrets.token_hex(16), free_port(), free_port()
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory()))
        actions = [sys.executable, "-m", "evaluation.load.echo_actions", str(actions_port)]
        health = f"http://127.0.0.1:{actions_port}/health"
        stack.enter_context(
            running(actions, ready=health, log=log_dir / "echo-actions.log", seconds=_ACTIONS_START_SECONDS)
        )
        url = f"http://127.0.0.1:{engine_port}"
        stack.enter_context(
            running(
                _stock_rasa(scratch, _newest_model(var_dir), engine_port, actions_port, token),
                ready=f"{url}/status?token={token}",
                log=log_dir / "echo-engine.log",
                seconds=_ENGINE_START_SECONDS,
                environment={"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "2"},
            )
        )
        yield EchoEngine(url, token)


def _stock_rasa(scratch: Path, model: Path, port: int, actions_port: int, token: str) -> list[str]:
    """`rasa run` as it comes: its REST channel, its tracker store in memory, its way to call actions."""
    endpoints, credentials = scratch / "endpoints.yml", scratch / "credentials.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions_port}/webhook\n")
    credentials.write_text("rest:\n")
    return [
        *(str(ENGINE_PYTHON), "-m", "rasa", "run", "--model", str(model)),
        *("--endpoints", str(endpoints), "--credentials", str(credentials)),
        *("--enable-api", "--interface", "127.0.0.1", "--port", str(port), "--auth-token", token),
    ]


def _newest_model(var_dir: Path) -> Path:
    models = sorted((var_dir / "models").glob("engine-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise ProcessNotStarted(say("no_model", folder=var_dir / "models"))
    return models[-1]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    *,
    ready: str,
    log: Path,
    seconds: float,
    environment: Mapping[str, str | None] | None = None,
) -> Iterator[None]:
    """A child process that answers 200 at `ready` while the block runs.

    `environment` is put over ours; None takes a variable away.
    """
    changed = {**os.environ, **(environment or {})}
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={name: value for name, value in changed.items() if value is not None},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await_ready(process, ready=ready, log=log, seconds=seconds)
            yield
        finally:
            _stop(process)


def _await_ready(process: subprocess.Popen[bytes], *, ready: str, log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    with httpx.Client(timeout=5.0, trust_env=False) as client:
        while time.monotonic() < deadline and process.poll() is None:
            try:
                if client.get(ready).status_code == _OK:
                    return
            except httpx.HTTPError:
                pass  # not listening yet
            time.sleep(_POLL_SECONDS)
    last = log.read_text(encoding="utf-8", errors="replace").strip()[-_LOG_SHOWN:]
    raise ProcessNotStarted(say("process_not_started", name=log.stem, log=log, last=last))


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
