"""A run in its folder: the questions as asked, what was said, and under which circumstances.

In `results/<run>/`: `questions.jsonl`, a copy of the input; `answers.jsonl`, one line a question, written as
it arrives; `run.json`, when, where, which commit; `scores.json` and `report.html`, written by every scoring.
"""

import json
import re
import shutil
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from evaluation.errors import RunUnreadable
from evaluation.questions import Question, read_questions
from evaluation.settings import HERE
from evaluation.texts import say

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Said(BaseModel):
    """The assistant's turn for one question, as the gateway gave it."""

    model_config = ConfigDict(frozen=True)

    id: str
    ok: bool
    latency_ms: float
    body: dict[str, Any]
    earlier: list[dict[str, Any]] = []

    @property
    def replies(self) -> list[dict[str, Any]]:
        replies: list[dict[str, Any]] = self.body.get("replies", [])
        return replies

    @property
    def topic(self) -> str:
        return str(self.body.get("topic") or "")

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The knowledge service's Answer of each reply that carries one."""
        return [reply["answer"] for reply in self.replies if reply.get("answer")]

    @property
    def statuses(self) -> list[str]:
        return [str(answer.get("status", "")) for answer in self.answers]

    @property
    def text(self) -> str:
        """All that the citizen reads, without buttons and without the quotes behind the citations."""
        shown = [str(reply.get("text", "")) for reply in self.replies]
        shown += [str(answer.get("text", "")) for answer in self.answers]
        return "\n".join(dict.fromkeys(shown))


@dataclass(frozen=True)
class RunFacts:
    """The circumstances of a run."""

    name: str
    question_set: str
    questions_file: str
    questions_digest: str
    gateway: str
    started_at: str
    commit: str
    ready: dict[str, Any]


class RunFolder:
    """Reads and writes one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def report_path(self) -> Path:
        return self.path / "report.html"

    def begin(self, facts: RunFacts, *, questions_path: Path) -> None:
        self.path.mkdir(parents=True)
        shutil.copyfile(questions_path, self.path / "questions.jsonl")
        self._write_json("run.json", asdict(facts))

    def append(self, said: Said) -> None:
        with (self.path / "answers.jsonl").open("a", encoding="utf-8") as file:
            file.write(said.model_dump_json() + "\n")

    def facts(self) -> RunFacts:
        return RunFacts(**self._read_json("run.json"))

    def questions(self) -> list[Question]:
        return read_questions(self.path / "questions.jsonl")

    def said(self) -> dict[str, Said]:
        path = self.path / "answers.jsonl"
        if not path.is_file():
            raise RunUnreadable(say("run_missing", path=path))
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            return {said.id: said for said in map(Said.model_validate_json, lines)}
        except ValidationError as error:
            raise RunUnreadable(say("run_malformed", path=path, detail=str(error)[:200])) from error

    def keep_scores(self, scores: dict[str, Any]) -> None:
        self._write_json("scores.json", scores)

    def _write_json(self, name: str, content: dict[str, Any]) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (self.path / name).write_text(text + "\n", encoding="utf-8")

    def _read_json(self, name: str) -> dict[str, Any]:
        path = self.path / name
        if not path.is_file():
            raise RunUnreadable(say("run_missing", path=path))
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise RunUnreadable(say("run_malformed", path=path, detail=str(error))) from error
        return content


def run_name(started_at: str, question_set: str) -> str:
    return _UNSAFE.sub("", f"{started_at}-{question_set}".replace(":", ""))


def find_run(name: str, *, results: Path) -> RunFolder:
    """A run by its folder or by its name under the results."""
    for path in (Path(name), results / name):
        if (path / "run.json").is_file():
            return RunFolder(path)
    raise RunUnreadable(say("run_missing", path=name))


def current_commit() -> str:
    """Which state of the repository was asked; empty outside one."""
    done = subprocess.run(
        ["git", "-C", str(HERE), "rev-parse", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else ""
