"""The real five processes, started once as an office would start them, on ports and folders of their own."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from chassis.settings import ROOT
from tests.standins.signing_in import SigningIn, browser

PROCESSES = ("GATEWAY", "KNOWLEDGE", "BACKOFFICE", "ACTIONS", "ENGINE")
START_SECONDS = 900
DYING_SECONDS = 15
TOLD_SECONDS = 30
AGAIN_SECONDS = 300
ALWAYS = {"CIVICDESK_OFFICE_HOURS": "00:00-23:59", "CIVICDESK_OFFICE_DAYS": "every"}
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
        return self._call("deploy.stack", command, seconds=seconds)

    def sweep(self, *, days_ahead: int) -> dict[str, list[str]]:
        """The back office's round of the night that comes in so many days."""
        swept = self._call(
            "actions.backoffice", "sweep", seconds=60, CIVICDESK_CLOCK_AHEAD_DAYS=str(days_ahead)
        )
        assert swept.returncode == 0, swept.stderr[-3000:]
        done: dict[str, list[str]] = json.loads(swept.stdout)
        return done

    def staff_token(self, account: str, name: str) -> str:
        """Of an agent at the desk."""
        issued = self._call("connectors", "staff-token", account, "--name", name, seconds=60)
        assert issued.returncode == 0, issued.stderr[-3000:]
        return issued.stdout.strip()

    @contextmanager
    def desk_open(self, hours: str) -> Iterator[None]:
        """With other office hours meanwhile, for which everything is stopped and started again."""
        before = self.environ["CIVICDESK_OFFICE_HOURS"]
        self._start_anew(hours)
        try:
            yield
        finally:
            self._start_anew(before)

    def _start_anew(self, hours: str) -> None:
        self.run("stop", seconds=60)
        self.environ["CIVICDESK_OFFICE_HOURS"] = hours
        started = self.run("start")
        assert started.returncode == 0, started.stdout[-3000:] + started.stderr[-3000:]

    @contextmanager
    def paused(self, name: str) -> Iterator[None]:
        """One process hangs meanwhile."""
        pid = self._pid_of(name)
        assert pid, f"{name} is not running"
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def kill_one(self, name: str) -> None:
        """One process, with no time to put anything away. The others go on, and it is started again."""
        killed = self._pid_of(name)
        assert killed, f"{name} is not running"
        os.kill(killed, signal.SIGKILL)
        deadline = time.monotonic() + AGAIN_SECONDS
        while self._pid_of(name) in (killed, None) or not self._is_ready():
            assert time.monotonic() < deadline, f"{name} is not there again"
            time.sleep(0.2)

    def _is_ready(self) -> bool:
        with suppress(httpx.HTTPError):
            return self.http.get("/readyz").is_success
        return False

    def _pid_of(self, name: str) -> int | None:
        """None while it is not running."""
        processes = json.loads((self.var_dir / "run" / "stack.json").read_text(encoding="utf-8"))
        [pid] = [process["pid"] for process in processes if process["name"] == name]
        return pid if pid is None else int(pid)

    def kill(self) -> None:
        """All of it at once, with no time to put anything away."""
        run_dir = self.var_dir / "run"
        supervisor = json.loads((run_dir / "stack.lock").read_text(encoding="utf-8"))
        processes = json.loads((run_dir / "stack.json").read_text(encoding="utf-8"))
        assert len(processes) == len(PROCESSES)
        for pid in [supervisor["pid"], *(process["pid"] for process in processes)]:
            # The supervisor's death may have been quicker: its children go with it.
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + DYING_SECONDS
        while self._listening():
            assert time.monotonic() < deadline, f"still there: {self._listening()}"
            time.sleep(0.1)

    def _listening(self) -> list[str]:
        """The processes that still answer at their ports."""
        found = []
        for name in PROCESSES:
            with socket.socket() as caller:
                if caller.connect_ex(("127.0.0.1", int(self.environ[f"CIVICDESK_{name}_PORT"]))) == 0:
                    found.append(name)
        return found

    def _call(
        self, module: str, *arguments: str, seconds: int, **settings: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env=self.environ | settings,
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
    environ |= {"CIVICDESK_NOTICES_SECONDS": "0.5", "CIVICDESK_DESK_ROUND_SECONDS": "2", **ALWAYS}
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

    def tap(self, turn: dict[str, Any], title: str) -> dict[str, Any]:
        """Press the one button of the turn whose title has these words."""
        [payload] = [payload for words, payload in buttons_of(turn).items() if title in words]
        return self.press(payload)

    def tap_exactly(self, turn: dict[str, Any], title: str) -> dict[str, Any]:
        """Press the button of just this title: “满意” is part of another."""
        return self.press(buttons_of(turn)[title])

    def fill_in(self, turn: dict[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
        """Answer what is asked, told by words of the question, until it is something else; each only once."""
        left = dict(answers)
        while asked := next((words for words in left if words in prompt_of(turn)), None):
            turn = self.say(left.pop(asked))
        return turn

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Something of this conversation."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.http.request(
            method, f"/api/v1/conversations/{self.conversation_id}/{path}", headers=headers, **options
        )

    def send_file(self, name: str, content: bytes | Iterable[bytes]) -> httpx.Response:
        return self.ask("POST", "files", content=content, headers={"X-File-Name": quote(name)})

    def files(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", "files").json()["files"]
        return found

    def is_told(self, words: str) -> dict[str, Any]:
        """The message that comes by itself with these words, as soon as it is there."""
        deadline = time.monotonic() + TOLD_SECONDS
        while True:
            messages = self.ask("GET", "messages").json()["messages"]
            for message in messages:
                if message["answers"] is None and any(words in one["text"] for one in message["replies"]):
                    return dict(message)
            assert time.monotonic() < deadline, [one["text"] for one in messages[-3:]]
            time.sleep(0.2)

    def sign_in(self, subject: str) -> None:
        """At the local provider, in a browser of its own."""
        with browser(str(self.http.base_url)) as http:
            signing_in = SigningIn(http, self.conversation_id, self.token)
            signing_in.whole(subject)
        self.token = signing_in.token

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


def prompt_of(turn: dict[str, Any]) -> str:
    """What is said last: where a form is open, its next question."""
    return str(turn["replies"][-1]["text"])


def text_of(turn: dict[str, Any]) -> str:
    return "\n".join(reply["text"] for reply in turn["replies"])


def buttons_of(turn: dict[str, Any]) -> dict[str, str]:
    return {button["title"]: button["payload"] for reply in turn["replies"] for button in reply["buttons"]}


def asks_to_sign_in(turn: dict[str, Any]) -> bool:
    return any((reply["card"] or {}).get("kind") == "sign_in" for reply in turn["replies"])


def _free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports
