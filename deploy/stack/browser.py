"""Debian's Chromium and Chinese fonts for the browser tests."""

import os
import shutil
from pathlib import Path

from deploy.stack.display import Line
from deploy.stack.messages import say
from deploy.stack.stage_command import StageCommands
from deploy.stack.stages import Stage

PACKAGES = ("chromium", "fonts-noto-cjk")
CHROMIUM = Path("/usr/bin/chromium")
FONTS = Path("/usr/share/fonts/opentype/noto")


def browser_is_installed() -> bool:
    return CHROMIUM.exists() and any(FONTS.glob("*CJK*"))


def browser_stage(commands: StageCommands) -> Stage:
    async def install(line: Line) -> str:
        if browser_is_installed():
            return say("note.unchanged")
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            return say("stage.chromium.cannot")
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ("apt-get", "update", "-q"),
            ("apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES),
        ):
            await commands.run(line, "chromium", command, extra=quiet, reads=("/etc/apt/sources.list.d",))
        return ""

    return Stage(key="chromium", title=say("stage.chromium.title"), work=install)
