"""The real launcher on toy processes: `toy_stack.py SPEC up|start|stop|status`.

SPEC is a JSON file: var, processes {name: [port, arguments of the toy service]}, stages {title: command},
after {process: stages}, relies_on {process: processes}.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from deploy.stack.blueprint import Blueprint
from deploy.stack.display import Display, Line
from deploy.stack.errors import StackError
from deploy.stack.launch import launch
from deploy.stack.processes import ProcessSpec, child_environment
from deploy.stack.settings import Settings, read_settings
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import Stage
from deploy.stack.status import show_status, stop

TOY = str(Path(__file__).with_name("toy_service.py"))


def processes(spec: dict[str, Any]) -> tuple[ProcessSpec, ...]:
    return tuple(
        ProcessSpec(
            name=name,
            command=(sys.executable, TOY, "--port", str(port), *extra),
            port=port,
            port_setting=f"TOY_{name.upper()}_PORT",
            ready_path="/readyz",
            after=tuple(spec.get("after", {}).get(name, spec.get("stages", {}))),
            relies_on=tuple(spec.get("relies_on", {}).get(name, ())),
        )
        for name, (port, extra) in spec["processes"].items()
    )


def stage(settings: Settings, title: str, command: list[str]) -> Stage:
    commands = StageCommands(settings=settings, environ=child_environment(settings, {}))

    async def work(line: Line) -> str:
        await commands.run(line, "load", tuple(command), reads=("TOY_DOCUMENTS",))
        return ""

    return Stage(key=title, title=title, work=work)


def run(spec: dict[str, Any], command: str) -> int:
    settings = read_settings({**os.environ, "CIVICDESK_VAR": spec["var"], **spec.get("environ", {})})
    if command == "status":
        return show_status(settings, processes(spec), sys.stdout)
    if command == "stop":
        stop(settings)
        return 0
    blueprint = Blueprint(
        settings=settings,
        processes=processes(spec),
        setup=tuple(stage(settings, title, line) for title, line in spec.get("stages", {}).items()),
        environ=child_environment(settings, {}),
        command=f"make {command}",
        staff_path=spec.get("staff_path", ""),
    )
    return launch(blueprint, Display(sys.stdout), background=command == "start")


if __name__ == "__main__":
    try:
        sys.exit(run(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2]))
    except StackError as error:
        sys.exit(str(error))
