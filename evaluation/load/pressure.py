"""`make load`: Locust against the gateway of this machine, bounded in people and in time."""

import argparse
import ipaddress
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.runs import run_name
from evaluation.errors import NotLoopback
from evaluation.gateway import GatewayCaller
from evaluation.settings import HERE, EvaluationSettings
from evaluation.texts import say

LOCUSTFILE = HERE / "load" / "locustfile.py"
_MOST_USERS = 200
_MOST_SECONDS = 600


def add_command(commands: Any) -> None:
    parser = commands.add_parser("load", help=load.__doc__)
    parser.add_argument("--users", type=_at_most(_MOST_USERS), default=20)
    parser.add_argument("--seconds", type=_at_most(_MOST_SECONDS), default=60)
    parser.set_defaults(command=load)


def load(console: Console, arguments: argparse.Namespace) -> int:
    """Many people at once, for a while."""
    url = EvaluationSettings().gateway_url
    require_loopback(url)
    with GatewayCaller(url) as caller:
        caller.check()
    name = run_name(SystemClock().now().isoformat(timespec="seconds"), "load")
    folder: Path = arguments.results / "load" / name
    folder.mkdir(parents=True)
    line = command_line(url, users=arguments.users, seconds=arguments.seconds, folder=folder)
    done = subprocess.run(line, check=False)
    console.print(say("stored", path=folder))
    return done.returncode


def command_line(url: str, *, users: int, seconds: int, folder: Path) -> list[str]:
    return [
        sys.executable, "-m", "locust", "--headless", "--only-summary",
        "--locustfile", str(LOCUSTFILE),
        "--host", url,
        "--users", str(users),
        "--spawn-rate", str(max(1, users // 5)),
        "--run-time", f"{seconds}s",
        "--csv", str(folder / "load"),
        "--html", str(folder / "load.html"),
    ]  # fmt: skip


def require_loopback(url: str) -> None:
    """Load goes to this machine and nowhere else.

    Raises:
        NotLoopback: the address is another machine's.
    """
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return
    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise NotLoopback(say("not_loopback", url=url))


def _at_most(limit: int) -> Any:
    def read(text: str) -> int:
        number = int(text)
        if not 1 <= number <= limit:
            raise argparse.ArgumentTypeError(f"1 … {limit}")
        return number

    return read
