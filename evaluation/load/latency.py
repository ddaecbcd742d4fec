"""`python -m evaluation latency`: the knowledge service by itself, over HTTP, beside the embedder alone.

Every question is embedded here and asked there, one right after the other and each first in turn, in words
that no cache has seen. The service has what ships and the official texts, where they are at hand.
"""

import argparse
import secrets
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console

from chassis.logs import configure
from evaluation.answers.plots import bars_plot
from evaluation.load.measures import EMBEDDER, KNOWLEDGE, Measure, embedder_alone, knowledge_answer
from evaluation.load.processes import free_port, running
from evaluation.load.report import Bound, TimesReport
from evaluation.load.samples import summarise
from evaluation.load.wording import Wordings, answerable, read_config, worded
from evaluation.questions import read_questions
from evaluation.retrieval.corpus import load_plans, settings_in
from evaluation.settings import OWN_QUESTIONS, EvaluationSettings
from evaluation.texts import label, say
from knowledge_base.desk import own_knowledge

KIND = "latency"
_TIMEOUT = httpx.Timeout(30.0, connect=3.0)
_START_SECONDS = 600.0  # the indexes may have to be rebuilt
_LOG_LEVEL = 40  # errors only: a person reads this


def add_command(commands: Any) -> None:
    parser = commands.add_parser(KIND, help=latency.__doc__)
    parser.add_argument("--count", type=int, default=int(read_config(KIND)["count"]))
    parser.set_defaults(command=latency)


def latency(console: Console, arguments: argparse.Namespace) -> int:
    """Time of an answer of the knowledge service over the embedder's own; needs no running system."""
    configure(process="evaluation", level=_LOG_LEVEL)
    config, bench, seed = read_config(KIND), read_config("bench"), time.time_ns() % 2**32
    questions = answerable(read_questions(OWN_QUESTIONS))
    wordings = worded(questions, openers=bench["openers"], closers=bench["closers"], seed=seed)
    console.print(say("preparing"))
    folder = prepared(EvaluationSettings())
    with service(folder) as (url, token), httpx.Client(timeout=_TIMEOUT, trust_env=False) as client:
        measures = {EMBEDDER: embedder_alone(), KNOWLEDGE: knowledge_answer(client, url=url, token=token)}
        paired(measures, wordings, count=int(config["warm_up"]))
        times = paired(measures, wordings, count=arguments.count)
    summaries = [summarise(name, milliseconds) for name, milliseconds in times.items()]
    embedder, answer = summaries
    report = TimesReport(
        kind=KIND,
        names={name: label("bench", name) for name in times},
        summaries=summaries,
        bounds=[
            Bound("latency_median", answer.median_ms / embedder.median_ms, float(config["median_limit"])),
            Bound("latency_p95", answer.p95_ms / embedder.median_ms, float(config["p95_limit"])),
        ],
        plot=bars_plot(
            [label("bench", summary.name) for summary in summaries],
            [summary.median_ms for summary in summaries],
            [summary.p95_ms for summary in summaries],
        ),
        stored={"seed": seed, "milliseconds": times},
    )
    return report.finish(console, arguments.results)


def prepared(settings: EvaluationSettings) -> Path:
    """The folder of a knowledge base with both plans, indexed."""
    folder = settings.work_dir / "plans"
    with own_knowledge(settings_in(folder)) as knowledge:
        load_plans(knowledge, settings.official_text_files)
    return folder


@contextmanager
def service(folder: Path) -> Iterator[tuple[str, str]]:
    """The knowledge service as a process of its own over that folder; its address and token."""
    port, token = free_port(), secrets.token_hex(16)
    url = f"http://127.0.0.1:{port}"
    environment = {
        "CIVICDESK_VAR": str(folder),
        "CIVICDESK_KNOWLEDGE_PORT": str(port),
        "CIVICDESK_SERVICE_TOKEN": token,
        "CIVICDESK_DOCUMENTS": None,
        "CIVICDESK_POLICY_POINTS": None,
        "DATABASE_URL": None,
        "CHROMA_URL": None,
    }
    command = [sys.executable, "-m", "knowledge_base.web"]
    log = folder / "log" / "knowledge.log"
    with running(command, ready=f"{url}/readyz", log=log, seconds=_START_SECONDS, environment=environment):
        yield url, token


def paired(measures: Mapping[str, Measure], wordings: Wordings, *, count: int) -> dict[str, list[float]]:
    """`count` questions, each for every measure, which take turns to go first."""
    names = list(measures)
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(count):
        question, text = next(wordings)
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(measures[name](question, text))
    return times
