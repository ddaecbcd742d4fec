"""Commands of the set-up: each writes to its own log, and a failure tells the whole story."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from deploy.stack.command import run_command
from deploy.stack.display import Line
from deploy.stack.errors import StageFailed
from deploy.stack.logfiles import rotate, size, tail
from deploy.stack.messages import say
from deploy.stack.settings import Settings

ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
PROGRESS = re.compile(r"PROGRESS (\d+) (\d+) ?(.*)")


@dataclass(frozen=True, kw_only=True)
class StageCommands:
    settings: Settings
    environ: Mapping[str, str]

    async def run(
        self,
        line: Line,
        key: str,
        command: tuple[str, ...],
        *,
        reads: tuple[str, ...] = (),
        extra: Mapping[str, str] | None = None,
    ) -> None:
        """Runs to the end; an exit code other than 0 raises StageFailed."""
        log_path = self.settings.log_dir / f"setup-{key}.log"
        rotate(log_path)
        start = size(log_path)
        code = await run_command(
            command,
            folder=self.settings.root,
            environ={**self.environ, **(extra or {})},
            log_path=log_path,
            on_line=lambda text: _show(line, text),
        )
        if code:
            raise StageFailed(
                title=line.title,
                reason=say("reason.exit_code", code=code),
                command=" ".join(command),
                reads=reads,
                log_path=log_path,
                log_tail=tail(log_path, start=start),
                advice=say(f"stage.{key}.advice"),
            )


def _show(line: Line, text: str) -> None:
    """Progress lines become a bar; of anything else the latest line is shown."""
    plain = ESCAPES.sub("", text).strip()
    if match := PROGRESS.match(plain):
        line.show(match[3], done=int(match[1]), total=int(match[2]))
    elif plain:
        line.show(plain[:100])
