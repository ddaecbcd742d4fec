"""What a measurement of times leaves: a table and its bounds in the terminal, JSON and an HTML file."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from chassis.clock import SystemClock
from evaluation.answers.runs import run_name
from evaluation.load.samples import Summary
from evaluation.pages import render
from evaluation.settings import HERE
from evaluation.texts import label, say


@dataclass(frozen=True)
class Bound:
    """A ratio of times and what it may be at most; `name` as in texts.yml."""

    name: str
    value: float
    limit: float

    @property
    def kept(self) -> bool:
        return self.value <= self.limit

    @property
    def line(self) -> str:
        return say("bound", name=label("ratios", self.name), value=self.value, limit=self.limit)


@dataclass(frozen=True)
class TimesReport:
    """`names` are what people read for the summaries' names; `stored` is all that was measured."""

    kind: str
    names: Mapping[str, str]
    summaries: Sequence[Summary]
    bounds: Sequence[Bound]
    plot: str
    stored: Mapping[str, Any]

    def finish(self, console: Console, results: Path) -> int:
        """Store, show, and say by the exit code whether the bounds were kept."""
        folder = results / self.kind / run_name(SystemClock().now().isoformat(timespec="seconds"), self.kind)
        folder.mkdir(parents=True)
        content = {
            **self.stored,
            "summaries": [asdict(summary) for summary in self.summaries],
            "bounds": [asdict(bound) for bound in self.bounds],
        }
        (folder / f"{self.kind}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        page = render(HERE / "load" / "report.html.j2", label=label, report=self, name=folder.name)
        (folder / "report.html").write_text(page, encoding="utf-8")
        console.print(self._table())
        for bound in self.bounds:
            console.print(bound.line, style="green" if bound.kept else "red")
        console.print(say("report", path=folder / "report.html"))
        return 0 if all(bound.kept for bound in self.bounds) else 1

    def _table(self) -> Table:
        table = Table()
        table.add_column(label("tables", "measure"))
        for heading in ("count", "median", "p95"):
            table.add_column(label("tables", heading), justify="right")
        for summary in self.summaries:
            times = [f"{milliseconds:.1f}" for milliseconds in (summary.median_ms, summary.p95_ms)]
            table.add_row(self.names[summary.name], str(summary.count), *times)
        return table
