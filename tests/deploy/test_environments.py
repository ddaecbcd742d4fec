"""The environments with a stand-in for uv that only writes down how it was called."""

import asyncio
import io
from pathlib import Path

import pytest

from deploy.stack.display import Display
from deploy.stack.environments import DEVELOPMENT, ENGINE, SERVICES, Environment, environment_stages
from deploy.stack.errors import StageFailed
from deploy.stack.settings import read_settings
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import run_stages

UV = """#!/bin/sh
echo "$UV_PROJECT_ENVIRONMENT $*" >> calls.txt
if [ -e broken ]; then echo "no space left"; exit 2; fi
mkdir -p $UV_PROJECT_ENVIRONMENT/bin && touch $UV_PROJECT_ENVIRONMENT/bin/python
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".tools").mkdir()
    uv = tmp_path / ".tools/uv"
    uv.write_text(UV, encoding="ascii")
    uv.chmod(0o755)
    (tmp_path / "pyproject.toml").write_text("a", encoding="ascii")
    (tmp_path / "uv.lock").write_text("b", encoding="ascii")
    return tmp_path


def make(root: Path, *environments: Environment) -> list[str]:
    """The calls of uv that making these environments needed."""
    calls = root / "calls.txt"
    calls.unlink(missing_ok=True)
    commands = StageCommands(settings=read_settings({}, root=root), environ={"PATH": "/usr/bin:/bin"})
    asyncio.run(run_stages(environment_stages(commands, environments), Display(io.StringIO())))
    return calls.read_text(encoding="utf-8").splitlines() if calls.exists() else []


def test_a_missing_environment_is_made_from_the_lock(root: Path) -> None:
    [call] = make(root, ENGINE)
    assert call.startswith(".venv-engine sync --frozen --inexact --only-group engine")


def test_an_unchanged_environment_is_left_alone(root: Path) -> None:
    make(root, ENGINE, SERVICES)
    assert make(root, ENGINE, SERVICES) == []


def test_a_changed_lock_file_is_followed(root: Path) -> None:
    make(root, SERVICES)
    (root / "uv.lock").write_text("c", encoding="ascii")
    assert make(root, SERVICES) == [".venv sync --frozen --inexact --only-group services"]


def test_the_development_environment_serves_for_the_services_too(root: Path) -> None:
    make(root, DEVELOPMENT)
    assert make(root, SERVICES) == []


def test_the_services_environment_is_completed_for_development(root: Path) -> None:
    make(root, SERVICES)
    assert make(root, DEVELOPMENT) == [".venv sync --frozen --inexact --only-group dev"]


def test_a_failed_environment_is_tried_again(root: Path) -> None:
    (root / "broken").touch()
    with pytest.raises(StageFailed, match="no space left"):
        make(root, SERVICES)
    (root / "broken").unlink()
    assert len(make(root, SERVICES)) == 1
