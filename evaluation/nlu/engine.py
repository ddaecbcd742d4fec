"""Asks the trained model what it takes texts for, in the engine's own environment; no server is needed."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from chassis.settings import ROOT
from evaluation.errors import ProcessNotStarted
from evaluation.load.processes import ENGINE_PYTHON
from evaluation.texts import say

_COMMAND = (str(ENGINE_PYTHON), "-m", "bot.host", "parse")
_SECONDS = 300
_SHOWN = 300


class Found(BaseModel):
    """Something named in the text: from character `start` up to but not including `end`."""

    model_config = ConfigDict(frozen=True)

    entity: str
    start: int
    end: int


class Parsed(BaseModel):
    """`confidence` is 0 to 1."""

    model_config = ConfigDict(frozen=True)

    text: str
    intent: str
    confidence: float
    entities: tuple[Found, ...]


def parse(texts: Sequence[str], *, command: Sequence[str] = _COMMAND, folder: Path = ROOT) -> list[Parsed]:
    """In the order of the texts.

    Raises:
        ProcessNotStarted: the engine's environment or its model is missing, or it did not answer in time.
    """
    try:
        done = subprocess.run(
            command,
            input=json.dumps(list(texts)),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            cwd=folder,
            check=True,
        )
        return TypeAdapter(list[Parsed]).validate_json(done.stdout)
    except (OSError, subprocess.SubprocessError, ValidationError) as error:
        last = str(getattr(error, "stderr", None) or error).strip()[-_SHOWN:]
        raise ProcessNotStarted(say("engine_silent", command=" ".join(command), last=last)) from error
