"""One progress display: live lines on a terminal, plain lines anywhere else."""

import shutil
import time
import unicodedata
from dataclasses import dataclass, field
from typing import TextIO

from deploy.stack.messages import say

TITLE_COLUMNS = 26
BAR_CELLS = 20
PLAIN_EVERY_SECONDS = 10.0
PLAIN_AFTER_SECONDS = 1.0
MARKS = {"waiting": "·", "running": "▸", "done": "✓", "failed": "✗", "stopped": "–"}


@dataclass
class Line:
    """One stage as the person sees it."""

    title: str
    display: "Display"
    state: str = "waiting"
    detail: str = ""
    progress: tuple[int, int] | None = None
    started: float = 0.0
    ended: float = 0.0
    reported: float = field(default=0.0)

    def begin(self) -> None:
        self.state, self.started = "running", time.monotonic()
        self.display.changed(self)

    def show(self, detail: str, *, done: int | None = None, total: int = 0) -> None:
        self.detail = detail
        self.progress = None if done is None or total <= 0 else (done, total)
        self.display.changed(self, small=True)

    def end(self, state: str, detail: str = "") -> None:
        self.state, self.detail, self.progress = state, detail, None
        self.ended = time.monotonic()
        self.display.changed(self)

    def text(self) -> str:
        parts = [f"  {MARKS[self.state]} {_pad(self.title, TITLE_COLUMNS)}"]
        if self.started:
            seconds = (self.ended or time.monotonic()) - self.started
            parts.append(say("display.seconds", seconds=f"{seconds:6.1f}"))
        if self.progress:
            done, total = self.progress
            filled = round(BAR_CELLS * min(1.0, done / total))
            parts.append(f"[{'█' * filled}{'░' * (BAR_CELLS - filled)}] {done}/{total}")
        return "  ".join([*parts, self.detail]).rstrip()


class Display:
    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self.lines: list[Line] = []
        self.drawn = 0

    def add(self, title: str) -> Line:
        line = Line(title, self)
        self.lines.append(line)
        return line

    def changed(self, line: Line, *, small: bool = False) -> None:
        """A terminal is redrawn by `refresh`; elsewhere a small change is worth a line now and then."""
        if self.live or (line.state == "running" and not small):
            return
        now = time.monotonic()
        if small and now - max(line.reported, line.started) < PLAIN_EVERY_SECONDS:
            return
        line.reported = now
        self.say(line.text())

    def refresh(self) -> None:
        """To be called often. Without a terminal, a stage is named once it has taken a moment."""
        if not self.live:
            now = time.monotonic()
            for line in self.lines:
                if line.state == "running" and not line.reported and now - line.started > PLAIN_AFTER_SECONDS:
                    line.reported = now
                    self.say(line.text())
            return
        columns = shutil.get_terminal_size().columns - 1
        back = f"\x1b[{self.drawn}F" if self.drawn else ""
        rows = "".join(f"\x1b[2K{_cut(line.text(), columns)}\n" for line in self.lines)
        self.stream.write(back + rows)
        self.stream.flush()
        self.drawn = len(self.lines)

    def settle(self) -> None:
        """Draws for the last time; what is said afterwards stands below."""
        self.refresh()
        self.lines, self.drawn = [], 0

    def say(self, text: str) -> None:
        self.stream.write(f"{text}\n")
        self.stream.flush()


def columns_of(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - columns_of(text))


def _cut(text: str, columns: int) -> str:
    width = 0
    for position, char in enumerate(text):
        width += columns_of(char)
        if width > columns:
            return text[:position]
    return text
