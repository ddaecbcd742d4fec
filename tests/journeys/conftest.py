"""The real five processes, started once as an office would start them, on ports and folders of their own."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from chassis.settings import ROOT

PROCESSES = ("GATEWAY", "KNOWLEDGE", "BACKOFFICE", "ACTIONS", "ENGINE")
START_SECONDS = 900
OFFICIAL_TEXTS = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))


@dataclass(frozen=True)
class Stack:
    """A running stack: its address, a client for it, its folder, and how to speak to its launcher."""

    url: str
    http: httpx.Client
    environ: dict[str, str] = field(repr=False)

    @property
    def var_dir(self) -> Path:
        return Path(self.environ["CIVICDESK_VAR"])

    def run(self, command: str, *, seconds: int = START_SECONDS) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "deploy.stack", command],
            cwd=ROOT,
            env=self.environ,
            timeout=seconds,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The stack with the shipped policy points. A model that was trained before is used again."""
    var_dir = tmp_path_factory.mktemp("var")
    trained = ROOT / "var" / "models"
    if trained.is_dir():
        shutil.copytree(trained, var_dir / "models")
    ports = _free_ports(len(PROCESSES))
    environ = {name: value for name, value in os.environ.items() if not name.startswith("CIVICDESK_")}
    environ |= {f"CIVICDESK_{name}_PORT": str(port) for name, port in zip(PROCESSES, ports, strict=True)}
    environ |= {"CIVICDESK_VAR": str(var_dir), "CIVICDESK_START_TIMEOUT_SECONDS": str(START_SECONDS)}
    url = f"http://127.0.0.1:{ports[0]}"
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
        running = Stack(url=url, http=http, environ=environ)
        started = running.run("start")
        assert started.returncode == 0, started.stdout[-3000:] + started.stderr[-3000:]
        yield running
        running.run("stop", seconds=60)


@dataclass
class Citizen:
    """Somebody who chats with the running gateway over HTTP."""

    http: httpx.Client
    conversation_id: str
    token: str = field(repr=False)

    @staticmethod
    def arrive(stack: Stack, *, region: str | None = None) -> "Citizen":
        opened = stack.http.post("/api/v1/conversations", json={"region": region} if region else {})
        assert opened.status_code == 201, opened.text
        return Citizen(http=stack.http, **opened.json())

    def post(self, body: dict[str, Any]) -> httpx.Response:
        return self.http.post(
            f"/api/v1/conversations/{self.conversation_id}/messages",
            json={"client_message_id": uuid4().hex, **body},
            headers={"Authorization": f"Bearer {self.token}"},
        )

    def say(self, text: str) -> dict[str, Any]:
        return self._turn({"text": text})

    def press(self, payload: str) -> dict[str, Any]:
        return self._turn({"payload": payload})

    def _turn(self, body: dict[str, Any]) -> dict[str, Any]:
        answered = self.post(body)
        assert answered.status_code == 200, answered.text
        turn: dict[str, Any] = answered.json()
        assert turn["replies"], "never an empty reply"
        return turn


def answer_of(turn: dict[str, Any]) -> dict[str, Any]:
    """The one answer among the replies of a turn."""
    [answer] = [reply["answer"] for reply in turn["replies"] if reply["answer"]]
    return dict(answer)


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports
