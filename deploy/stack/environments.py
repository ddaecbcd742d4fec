"""uv and the two Python environments, made from the lock file, and left alone while it has not changed."""

import hashlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.display import Line
from deploy.stack.errors import StageFailed
from deploy.stack.messages import say
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import Stage

UV_VERSION = "0.13.9"
LOCK_FILES = ("pyproject.toml", "uv.lock")
STAMP = "civicdesk-sync.json"
INCLUDES = {"services": ("services", "dev"), "dev": ("dev",), "engine": ("engine",)}


@dataclass(frozen=True, kw_only=True)
class Environment:
    key: str
    folder: str
    group: str


ENGINE = Environment(key="engine_env", folder=".venv-engine", group="engine")
SERVICES = Environment(key="services_env", folder=".venv", group="services")
DEVELOPMENT = Environment(key="services_env", folder=".venv", group="dev")


def environment_stages(commands: StageCommands, environments: tuple[Environment, ...]) -> tuple[Stage, ...]:
    async def fetch_uv(line: Line) -> str:
        return await _fetch_uv(commands, line)

    def stage(environment: Environment) -> Stage:
        async def sync(line: Line) -> str:
            return await _sync(commands, line, environment)

        title = say(f"stage.{environment.key}.title")
        return Stage(key=environment.key, title=title, work=sync, after=("uv",))

    return (
        Stage(key="uv", title=say("stage.uv.title"), work=fetch_uv),
        *(stage(environment) for environment in environments),
    )


async def _fetch_uv(commands: StageCommands, line: Line) -> str:
    tools = commands.settings.root / ".tools"
    if (tools / "uv").exists():
        return say("note.unchanged")
    if importlib.util.find_spec("ensurepip") is None:
        raise StageFailed(
            title=line.title,
            reason=say("stage.uv.no_ensurepip", python=sys.executable),
            advice=say("stage.uv.install_venv"),
        )
    venv = tools / "uv-venv"
    for command in (
        (sys.executable, "-m", "venv", "--clear", str(venv)),
        (str(venv / "bin/python"), "-m", "pip", "install", "--no-input", "--quiet", f"uv=={UV_VERSION}"),
    ):
        await commands.run(line, "uv", command, reads=("pip.conf", "PIP_INDEX_URL"))
    (tools / "uv").unlink(missing_ok=True)
    (tools / "uv").symlink_to("uv-venv/bin/uv")
    return UV_VERSION


async def _sync(commands: StageCommands, line: Line, environment: Environment) -> str:
    root = commands.settings.root
    digest = _digest(root)
    if is_current(root, environment, digest):
        return say("note.unchanged")
    command = [str(root / ".tools/uv"), "sync", "--frozen", "--inexact", "--only-group", environment.group]
    if not (root / environment.folder / "bin/python").exists():
        command += ["--python", sys.executable]
    extra = {"UV_PROJECT_ENVIRONMENT": environment.folder, "UV_PYTHON_DOWNLOADS": "never"}
    await commands.run(line, environment.key, tuple(command), extra=extra, reads=LOCK_FILES)
    _stamp(root, environment, digest)
    return ""


def is_current(root: Path, environment: Environment, digest: str) -> bool:
    if not (root / environment.folder / "bin/python").exists():
        return False
    stamps = _stamps(root / environment.folder)
    return any(stamps.get(group) == digest for group in INCLUDES[environment.group])


def _digest(root: Path) -> str:
    content = b"\0".join((root / name).read_bytes() for name in LOCK_FILES)
    return hashlib.sha256(content).hexdigest()


def _stamps(folder: Path) -> dict[str, str]:
    try:
        stamps = json.loads((folder / STAMP).read_text(encoding="ascii"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return stamps if isinstance(stamps, dict) else {}


def _stamp(root: Path, environment: Environment, digest: str) -> None:
    folder = root / environment.folder
    current = {group: old for group, old in _stamps(folder).items() if old == digest}
    content = json.dumps(current | {environment.group: digest})
    (folder / STAMP).write_text(content, encoding="ascii")
