"""The five processes: command, port, and the address that says when each can do its work."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from deploy.stack.settings import Settings


@dataclass(frozen=True, kw_only=True)
class ProcessSpec:
    """`after`: set-up stages that must be through before it may start; `relies_on`: processes without which
    it cannot be ready, so that its own time to get ready begins when they are."""

    name: str
    command: tuple[str, ...]
    port: int
    port_setting: str
    ready_path: str
    after: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()


def five_processes(settings: Settings, secrets: Mapping[str, str]) -> tuple[ProcessSpec, ...]:
    """The gateway first: it is the one whose address people use."""
    services = str(settings.root / ".venv/bin/python")
    engine = str(settings.root / ".venv-engine/bin/python")
    token = quote(secrets["CIVICDESK_ENGINE_TOKEN"], safe="")

    def process(name: str, default_port: int, *command: str, ready: str, after: str) -> ProcessSpec:
        variable = f"CIVICDESK_{name.upper()}_PORT"
        port = settings.port(variable, default_port)
        return ProcessSpec(
            name=name, command=command, port=port, port_setting=variable, ready_path=ready, after=(after,)
        )

    others = (
        process("knowledge", 8001, services, "-m", "knowledge_base.web", ready="/readyz", after="load"),
        process(
            "backoffice", 8002, services, "-m", "actions.backoffice", ready="/readyz", after="migrations"
        ),
        process("actions", 5055, services, "-m", "actions.dialogue", ready="/health", after="migrations"),
        process(
            "engine", 5005, engine, "-m", "bot.host", "serve", ready=f"/status?token={token}", after="train"
        ),
    )
    gateway = process("gateway", 8000, services, "-m", "connectors", ready="/readyz", after="migrations")
    return (replace(gateway, relies_on=tuple(other.name for other in others)), *others)


def quiet_environment() -> dict[str, str]:
    """No telemetry, no noise, and processes that share few cores without spinning on them.

    With OpenMP's default of busy waiting, one embedding took 0.9 s beside other work on two cores; with
    PASSIVE it took 0.07 s.
    """
    return {
        "ANONYMIZED_TELEMETRY": "False",
        "MALLOC_ARENA_MAX": "2",
        "OMP_NUM_THREADS": str(min(4, os.cpu_count() or 1)),
        "OMP_WAIT_POLICY": "PASSIVE",
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TOKENIZERS_PARALLELISM": "false",
    }


def child_environment(
    settings: Settings, secrets: Mapping[str, str], processes: tuple[ProcessSpec, ...] = ()
) -> dict[str, str]:
    """What every process and set-up command sees; the caller's own values win."""
    given = {name: value for name, value in settings.environ.items() if name != "VIRTUAL_ENV"}
    places = {"CIVICDESK_VAR": str(settings.var_dir), "CIVICDESK_HOST": settings.host}
    ports = {process.port_setting: str(process.port) for process in processes}
    return quiet_environment() | given | places | ports | dict(secrets)
