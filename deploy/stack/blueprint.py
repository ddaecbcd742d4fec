"""What a stack consists of: settings, set-up stages, processes."""

from collections.abc import Mapping
from dataclasses import dataclass

from deploy.stack.processes import ProcessSpec, child_environment, five_processes
from deploy.stack.secret_keys import ensure_secrets
from deploy.stack.settings import Settings
from deploy.stack.setup import setup_stages
from deploy.stack.stages import Stage


@dataclass(frozen=True, kw_only=True)
class Blueprint:
    """`command` is how the person started it, to be named when a second one is refused.

    `staff_path`: where the gateway answers 200 once there is an account for staff; empty: it does not say.
    """

    settings: Settings
    processes: tuple[ProcessSpec, ...]
    setup: tuple[Stage, ...]
    environ: Mapping[str, str]
    command: str
    staff_path: str = ""


def civicdesk(settings: Settings, *, command: str) -> Blueprint:
    secrets = ensure_secrets(settings.var_dir, settings.environ)
    processes = five_processes(settings, secrets)
    environ = child_environment(settings, secrets, processes)
    return Blueprint(
        settings=settings,
        processes=processes,
        setup=setup_stages(settings, environ),
        environ=environ,
        command=command,
        staff_path="/desk/begun",
    )
