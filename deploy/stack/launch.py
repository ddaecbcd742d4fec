"""Brings a stack up: lock, ports, set-up, processes; in the foreground or left running."""

import asyncio
import os
import signal
import time
from typing import IO

from deploy.stack.blueprint import Blueprint
from deploy.stack.display import Display, Line
from deploy.stack.errors import StackError, StageFailed
from deploy.stack.link import SupervisorLink
from deploy.stack.lock import hold
from deploy.stack.logfiles import tail
from deploy.stack.messages import say
from deploy.stack.ports import require_free_ports
from deploy.stack.processes import ProcessSpec
from deploy.stack.readiness import Probe, probe
from deploy.stack.stages import Stage, run_stages
from deploy.stack.supervisor import ChildState

CRASHES_BEFORE_GIVING_UP = 3
INTERRUPTED = 130
PROBE_EVERY_SECONDS = 0.3
WATCH_EVERY_SECONDS = 1.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def launch(blueprint: Blueprint, display: Display, *, background: bool) -> int:
    """Returns the exit code when the stack is ready (background) or has been stopped (foreground)."""
    settings = blueprint.settings
    with hold(settings.run_dir, command=blueprint.command) as lock:
        require_free_ports(blueprint.processes, host=settings.host)
        return asyncio.run(_Launch(blueprint, display, lock).run(background=background))


class _Launch:
    def __init__(self, blueprint: Blueprint, display: Display, lock: IO[str]) -> None:
        self.blueprint = blueprint
        self.display = display
        self.link = SupervisorLink(blueprint, lock)
        self.began = time.monotonic()
        self.ready = {process.name: asyncio.Event() for process in blueprint.processes}

    async def run(self, *, background: bool) -> int:
        self._obey_signals()
        stages = (*self.blueprint.setup, *map(self._process_stage, self.blueprint.processes))
        ready = leave_running = False
        try:
            await run_stages(stages, self.display)
            ready = True
            await self._say_ready(background=background)
            if background:
                self.link.detach()
                leave_running = True
            else:
                await self._watch()
        except asyncio.CancelledError:
            self.display.say(say("up.stopping"))
        finally:
            if not leave_running:
                await self.link.stop()
        if not leave_running:
            self.display.say(say("up.stopped"))
        return 0 if ready else INTERRUPTED

    def _obey_signals(self) -> None:
        """The first signal stops everything in good order, the second at once."""
        task = asyncio.current_task()
        assert task is not None

        def obey() -> None:
            if not task.cancelling():
                task.cancel()
                return
            self.link.kill()
            os._exit(INTERRUPTED)

        for number in STOP_SIGNALS:
            asyncio.get_running_loop().add_signal_handler(number, obey)

    def _process_stage(self, process: ProcessSpec) -> Stage:
        async def start(line: Line) -> str:
            self.link.start(process.name)
            for name in process.relies_on:
                line.show(say("note.relies_on", name=name))
                await self.ready[name].wait()
            await self._until_ready(process, line)
            self.ready[process.name].set()
            return say("note.port", port=process.port)

        title = say("stage.process.title", name=process.name)
        return Stage(key=f"process.{process.name}", title=title, work=start, after=process.after)

    async def _until_ready(self, process: ProcessSpec, line: Line) -> None:
        settings = self.blueprint.settings
        limit = time.monotonic() + settings.start_timeout_seconds
        while True:
            result = await probe(settings.probe_host, process.port, process.ready_path)
            if result.ready:
                return
            state = self.link.states().get(process.name)
            if reason := self._hopeless(state, late=time.monotonic() > limit, last=result):
                raise self._failed(process, line, reason)
            if state and state.restarts:
                line.show(say("note.restarted", count=state.restarts, code=state.last_exit))
            await asyncio.sleep(PROBE_EVERY_SECONDS)

    def _hopeless(self, state: ChildState | None, *, late: bool, last: Probe) -> str:
        if not self.link.alive:
            return say("reason.supervisor_gone", path=self.link.log_path)
        if state and state.restarts >= CRASHES_BEFORE_GIVING_UP:
            return say("reason.keeps_crashing", count=state.restarts + 1, code=state.last_exit)
        if late:
            seconds = self.blueprint.settings.start_timeout_seconds
            return say("reason.not_ready", seconds=f"{seconds:.0f}", answer=last.answer)
        return ""

    def _failed(self, process: ProcessSpec, line: Line, reason: str) -> StageFailed:
        settings = self.blueprint.settings
        log_path = settings.log_dir / f"{process.name}.log"
        return StageFailed(
            title=line.title,
            reason=reason,
            command=" ".join(process.command),
            reads=(process.port_setting, str(settings.var_dir)),
            log_path=log_path,
            log_tail=tail(log_path),
            advice=say("stage.process.advice"),
        )

    async def _say_ready(self, *, background: bool) -> None:
        settings, gateway = self.blueprint.settings, self.blueprint.processes[0]
        address = f"http://{settings.probe_host}:{gateway.port}/"
        seconds = f"{time.monotonic() - self.began:.1f}"
        self.display.say(say("up.ready", address=address, seconds=seconds))
        path = self.blueprint.staff_path
        if path and not (await probe(settings.probe_host, gateway.port, path)).ready:
            self.display.say(say("up.no_account", address=address))
        self.display.say(say("up.background" if background else "up.foreground", log_dir=settings.log_dir))

    async def _watch(self) -> None:
        """Tells of crashes until someone stops the stack."""
        told = {name: state.restarts for name, state in self.link.states().items()}
        waiting: set[str] = set()
        while self.link.alive:
            await asyncio.sleep(WATCH_EVERY_SECONDS)
            for name, state in self.link.states().items():
                if state.state == "backoff" and name not in waiting:
                    waiting.add(name)
                    wait = max(0.0, state.next_start - time.time())
                    log = self.blueprint.settings.log_dir / f"{name}.log"
                    text = say("up.crashed", name=name, code=state.last_exit, seconds=f"{wait:.0f}", path=log)
                    self.display.say(text)
                elif state.restarts > told[name]:
                    told[name] = state.restarts
                    waiting.discard(name)
                    self.display.say(say("up.restarted", name=name))
        raise StackError(say("reason.supervisor_gone", path=self.link.log_path))
