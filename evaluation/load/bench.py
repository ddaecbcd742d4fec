"""`make bench`: bare Rasa, the whole turn, the knowledge service and the embedder, interleaved in one run."""

import argparse
import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from chassis.clock import SystemClock
from evaluation.answers.plots import bars_plot
from evaluation.answers.runs import run_name
from evaluation.gateway import GatewayCaller
from evaluation.load.measures import (
    ECHO,
    EMBEDDER,
    KNOWLEDGE,
    TURN,
    Measure,
    echo_turn,
    embedder_alone,
    knowledge_answer,
    whole_turn,
)
from evaluation.load.processes import echo_engine
from evaluation.load.samples import Summary, ratio, summarise
from evaluation.load.wording import Wordings, answerable, read_config, worded
from evaluation.questions import read_questions
from evaluation.settings import OWN_QUESTIONS, EvaluationSettings
from evaluation.texts import label, say

_TIMEOUT = httpx.Timeout(30.0, connect=3.0)
_BLOCK = 10
_PROGRESS_EVERY = 20


def add_command(commands: Any) -> None:
    parser = commands.add_parser("bench", help=bench.__doc__)
    parser.add_argument("--count", type=int, default=int(read_config()["count"]))
    parser.set_defaults(command=bench)


def bench(console: Console, arguments: argparse.Namespace) -> int:
    """Speed of a turn against bare Rasa with an echoing action, in the same run."""
    config, settings = read_config(), EvaluationSettings()
    seed = time.time_ns() % 2**32
    questions = answerable(read_questions(OWN_QUESTIONS))
    wordings = worded(questions, openers=config["openers"], closers=config["closers"], seed=seed)
    name = run_name(SystemClock().now().isoformat(timespec="seconds"), "bench")
    folder: Path = arguments.results / "bench" / name
    folder.mkdir(parents=True)

    def progress(done: int, count: int) -> None:
        if done % _PROGRESS_EVERY == 0 or done == count:
            console.print(say("bench_round", done=done, count=count))

    with ExitStack() as stack:
        caller = stack.enter_context(GatewayCaller(settings.gateway_url))
        caller.check()
        console.print(say("bench_starting"))
        measures = _measures(stack, settings, caller, log_dir=folder)
        interleave(measures, wordings, count=int(config["warm_up"]), progress=lambda *_: None)
        times = interleave(measures, wordings, count=arguments.count, progress=progress)
    summaries = [summarise(name, milliseconds) for name, milliseconds in times.items()]
    _keep(folder, times, summaries, seed=seed)
    return _show(console, summaries, limit=float(config["limit"]), folder=folder)


def _measures(
    stack: ExitStack, settings: EvaluationSettings, caller: GatewayCaller, *, log_dir: Path
) -> dict[str, Measure]:
    client = stack.enter_context(httpx.Client(timeout=_TIMEOUT, trust_env=False))
    engine = stack.enter_context(echo_engine(var_dir=settings.var_dir.absolute(), log_dir=log_dir))
    return {
        ECHO: echo_turn(client, engine),
        TURN: whole_turn(caller),
        KNOWLEDGE: knowledge_answer(
            client, url=settings.knowledge_url, token=settings.service_token.get_secret_value()
        ),
        EMBEDDER: embedder_alone(),
    }


def interleave(
    measures: Mapping[str, Measure],
    wordings: Wordings,
    *,
    count: int,
    progress: Callable[[int, int], None],
    block: int = _BLOCK,
) -> dict[str, list[float]]:
    """`count` questions for every measure, in blocks: one client speaks to one system for a while.

    The machine's drift falls on all, and each round begins with another measure.
    """
    names = list(measures)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn, done in enumerate(range(0, count, block)):
        size = min(block, count - done)
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            for _ in range(size):
                question, text = next(wordings)
                times[name].append(measures[name](question, text))
        progress(done + size, count)
    return times


def _keep(folder: Path, times: Mapping[str, list[float]], summaries: list[Summary], *, seed: int) -> None:
    content = {
        "seed": seed,
        "ratio": ratio(summaries, over=TURN, under=ECHO),
        "summaries": [asdict(summary) for summary in summaries],
        "milliseconds": times,
    }
    (folder / "bench.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    svg = bars_plot(
        [label("bench", summary.name) for summary in summaries],
        [summary.median_ms for summary in summaries],
        [summary.p95_ms for summary in summaries],
    )
    (folder / "bench.svg").write_text(svg, encoding="utf-8")


def _show(console: Console, summaries: list[Summary], *, limit: float, folder: Path) -> int:
    table = Table()
    table.add_column(label("tables", "measure"))
    for heading in ("count", "median", "p95"):
        table.add_column(label("tables", heading), justify="right")
    for summary in summaries:
        table.add_row(
            label("bench", summary.name),
            str(summary.count),
            f"{summary.median_ms:.1f}",
            f"{summary.p95_ms:.1f}",
        )
    console.print(table)
    times_slower = ratio(summaries, over=TURN, under=ECHO)
    console.print(say("ratio", ratio=times_slower, limit=limit))
    console.print(say("stored", path=folder))
    if times_slower > limit:
        console.print(say("ratio_broken", ratio=times_slower, limit=limit), style="red")
        return 1
    return 0
