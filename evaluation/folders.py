"""A stored run of the evaluations that are not questions: its input, one line a result, its circumstances.

In `results/<run>/`: a copy of the input under its own name; `results.jsonl`, written as they arrive;
`run.json`, when, where, which commit; `scores.json` and `report.html`, written by every scoring.
"""

import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from chassis.clock import Clock
from evaluation.answers.runs import current_commit, run_name
from evaluation.errors import RunUnreadable
from evaluation.questions import digest
from evaluation.texts import say

Line = TypeVar("Line", bound=BaseModel)
_RESULTS = "results.jsonl"


@dataclass(frozen=True)
class Circumstances:
    """`kind`: which evaluation. `asked`: the address or the model that was asked."""

    name: str
    kind: str
    input_file: str
    input_digest: str
    asked: str
    started_at: str
    commit: str


class StoredRun:
    """Reads and writes one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @staticmethod
    def begin(kind: str, *, inputs: Path, results: Path, asked: str, clock: Clock) -> "StoredRun":
        started_at = clock.now().isoformat(timespec="seconds")
        facts = Circumstances(
            name=run_name(started_at, kind),
            kind=kind,
            input_file=inputs.name,
            input_digest=digest(inputs),
            asked=asked,
            started_at=started_at,
            commit=current_commit(),
        )
        run = StoredRun(results / facts.name)
        run.path.mkdir(parents=True)
        shutil.copyfile(inputs, run.path / inputs.name)
        run._write_json("run.json", asdict(facts))
        return run

    @staticmethod
    def find(name: str, *, kind: str, results: Path) -> "StoredRun":
        """A run by its folder or by its name under the results.

        Raises:
            RunUnreadable: there is none, or it is one of another evaluation.
        """
        for path in (Path(name), results / name):
            if (path / "run.json").is_file():
                run = StoredRun(path)
                if run._read_json("run.json").get("kind") == kind:
                    return run
        raise RunUnreadable(say("run_missing", path=name))

    @property
    def report_path(self) -> Path:
        return self.path / "report.html"

    @property
    def input_path(self) -> Path:
        return self.path / self.facts().input_file

    def facts(self) -> Circumstances:
        return Circumstances(**self._read_json("run.json"))

    def append(self, lines: Iterable[BaseModel]) -> None:
        with (self.path / _RESULTS).open("a", encoding="utf-8") as file:
            file.writelines(line.model_dump_json() + "\n" for line in lines)

    def read(self, model: type[Line]) -> list[Line]:
        path = self.path / _RESULTS
        if not path.is_file():
            raise RunUnreadable(say("run_missing", path=path))
        try:
            return [model.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
        except ValidationError as error:
            raise RunUnreadable(say("run_malformed", path=path, detail=str(error)[:200])) from error

    def keep_scores(self, scores: dict[str, Any]) -> None:
        self._write_json("scores.json", scores)

    def _write_json(self, name: str, content: dict[str, Any]) -> None:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (self.path / name).write_text(text + "\n", encoding="utf-8")

    def _read_json(self, name: str) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.path / name).read_text(encoding="utf-8"))
        return content
