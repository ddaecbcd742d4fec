"""Stages of the set-up: each starts when those it stands on are through, independent ones together."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from deploy.stack.display import Display, Line

REFRESH_SECONDS = 0.1


@dataclass(frozen=True, kw_only=True)
class Stage:
    """`work` returns a short note for the display; what goes wrong it raises as StageFailed."""

    key: str
    title: str
    work: Callable[[Line], Awaitable[str]]
    after: tuple[str, ...] = ()


async def run_stages(stages: tuple[Stage, ...], display: Display) -> None:
    """Runs all, or stops the rest at the first failure and raises it."""
    lines = {stage.key: display.add(stage.title) for stage in stages}
    through = {stage.key: asyncio.Event() for stage in stages}
    drawing = asyncio.create_task(_draw(display))
    tasks = [asyncio.create_task(_run(stage, lines, through)) for stage in stages]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        drawing.cancel()
        with suppress(asyncio.CancelledError):
            await drawing
        display.settle()


async def _run(stage: Stage, lines: dict[str, Line], through: dict[str, asyncio.Event]) -> None:
    for key in stage.after:
        await through[key].wait()
    line = lines[stage.key]
    line.begin()
    try:
        note = await stage.work(line)
    except asyncio.CancelledError:
        line.end("stopped")
        raise
    except Exception:
        line.end("failed")
        raise
    line.end("done", note)
    through[stage.key].set()


async def _draw(display: Display) -> None:
    while True:
        display.refresh()
        await asyncio.sleep(REFRESH_SECONDS)
