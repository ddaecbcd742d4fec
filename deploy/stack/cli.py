"""The launcher's commands."""

import argparse
import asyncio
import os
import sys

from deploy.stack.blueprint import civicdesk
from deploy.stack.browser import browser_stage
from deploy.stack.clean import clean
from deploy.stack.display import Display
from deploy.stack.environments import DEVELOPMENT, ENGINE, SERVICES, environment_stages
from deploy.stack.errors import NotRunning, StackError
from deploy.stack.launch import INTERRUPTED, launch
from deploy.stack.messages import say
from deploy.stack.processes import child_environment, quiet_environment
from deploy.stack.settings import Settings, read_settings
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import Stage, run_stages
from deploy.stack.status import show_status, stop
from deploy.stack.suite import check_steps, run_steps, test_steps

ENVIRONMENTS = {"services": (SERVICES,), "dev": (DEVELOPMENT,), "all": (ENGINE, DEVELOPMENT)}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 -m deploy.stack")
    parser.add_argument("command", choices=("up", "start", "stop", "status", "env", "test", "check", "clean"))
    parser.add_argument("--only", choices=tuple(ENVIRONMENTS), default="all", help="for `env`")
    options = parser.parse_args(arguments)
    try:
        return _run(options.command, only=options.only)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(say("error.os", path=error.filename, reason=error.strerror), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(command: str, *, only: str) -> int:
    settings = read_settings(os.environ)
    if command in ("up", "start"):
        blueprint = civicdesk(settings, command=f"make {command}")
        return launch(blueprint, Display(sys.stdout), background=command == "start")
    if command == "status":
        return show_status(settings, civicdesk(settings, command=command).processes, sys.stdout)
    if command == "stop":
        return _stop(settings)
    if command == "clean":
        clean(settings)
        return 0
    if command == "env":
        _prepare(environment_stages(_commands(settings), ENVIRONMENTS[only]))
        return 0
    return _suite(settings, command)


def _stop(settings: Settings) -> int:
    try:
        stop(settings)
    except NotRunning as nothing:
        print(nothing)
    else:
        print(say("stop.done"))
    return 0


def _suite(settings: Settings, command: str) -> int:
    """The steps see no setting that the caller has not made: tests of settings must find none."""
    commands = _commands(settings)
    stages = environment_stages(commands, ENVIRONMENTS["all"])
    given = {name: value for name, value in settings.environ.items() if name != "VIRTUAL_ENV"}
    environ = quiet_environment() | given
    if command == "check":
        _prepare(stages)
        return run_steps(check_steps(), root=settings.root, environ=environ)
    _prepare((*stages, browser_stage(commands)))
    return run_steps(test_steps(), root=settings.root, environ=environ)


def _commands(settings: Settings) -> StageCommands:
    return StageCommands(settings=settings, environ=child_environment(settings, {}))


def _prepare(stages: tuple[Stage, ...]) -> None:
    asyncio.run(run_stages(stages, Display(sys.stdout)))
