"""Errors of the launcher.

StackError                 what the launcher tells the person who started it
├── SettingInvalid         an environment variable has a value that cannot be used
├── PortsTaken             ports are in use by other processes
├── AlreadyRunning         the var folder belongs to a running stack
├── NotRunning             there is no stack to stop
└── StageFailed            a stage of the set-up or a process did not come through
"""

from dataclasses import dataclass, field
from pathlib import Path

from deploy.stack.messages import say


class StackError(Exception):
    """The text is for the person at the terminal."""


class SettingInvalid(StackError):
    def __init__(self, name: str, value: str) -> None:
        super().__init__(say("error.setting_invalid", name=name, value=repr(value)))


class PortsTaken(StackError):
    pass


class AlreadyRunning(StackError):
    pass


class NotRunning(StackError):
    pass


@dataclass(eq=False)
class StageFailed(StackError):
    """What failed, what it had read, the last lines of its log, what to do."""

    title: str
    reason: str
    advice: str = ""
    command: str = ""
    reads: tuple[str, ...] = ()
    log_path: Path | None = None
    log_tail: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        lines = [say("error.stage.title", title=self.title), say("error.stage.reason", reason=self.reason)]
        if self.command:
            lines.append(say("error.stage.command", command=self.command))
        if self.reads:
            lines.append(say("error.stage.reads", reads=say("list_separator").join(self.reads)))
        if self.log_path:
            lines.append(say("error.stage.log", path=self.log_path))
            lines += [f"    │ {line}" for line in self.log_tail]
        if self.advice:
            lines.append(say("error.stage.advice", advice=self.advice))
        return "\n".join(lines)
