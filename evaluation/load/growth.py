"""`python -m evaluation growth`: does an answer take longer where there is much more to search?

The documents are made up and their vectors drawn at random, so nothing has to be embedded; the questions are
real, and so is all that happens to them. The knowledge bases are kept: a later run builds none.
"""

import argparse
import time
from collections import Counter
from contextlib import ExitStack
from typing import Any

from rich.console import Console

from chassis.logs import configure, new_trace_id
from evaluation.load.bench import interleave
from evaluation.load.drawn import REGION, DrawnVectors, knowledge_of
from evaluation.load.measures import Measure
from evaluation.load.plots import growth_plot
from evaluation.load.report import Bound, TimesReport
from evaluation.load.samples import summarise
from evaluation.load.wording import answerable, read_config, worded
from evaluation.questions import Question, read_questions
from evaluation.settings import OWN_QUESTIONS, EvaluationSettings
from evaluation.texts import say
from knowledge_base.service import Knowledge
from knowledge_base.wire import AnswerRequest, Status

KIND = "growth"
_LOG_LEVEL = 40  # errors only: a person reads this
_TENTHS = 10


def add_command(commands: Any) -> None:
    config = read_config(KIND)
    parser = commands.add_parser(KIND, help=growth.__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=config["sizes"], help="chunks")
    parser.add_argument("--regions", type=int, default=1, help="deal the documents out among so many")
    parser.add_argument("--count", type=int, default=config["count"], help="questions at each size")
    parser.set_defaults(command=growth)


def growth(console: Console, arguments: argparse.Namespace) -> int:
    """Time of an answer by number of chunks, the service's parts in this process."""
    configure(process="evaluation", level=_LOG_LEVEL)
    config, seed = read_config(KIND), time.time_ns() % 2**32
    questions = answerable(read_questions(OWN_QUESTIONS))
    embedder = DrawnVectors([question.question for question in questions])
    wordings = worded(questions, seed=seed, **_phrases())
    with ExitStack() as stack:
        answers = {
            str(size): answering(
                stack.enter_context(
                    knowledge_of(
                        size,
                        folder=EvaluationSettings().work_dir / f"growth-{arguments.regions}-{size}",
                        embedder=embedder,
                        chunks_per_document=int(config["chunks_per_document"]),
                        regions=arguments.regions,
                        seed=int(config["seed"]),
                        progress=_Progress(console, size),
                    )
                )
            )
            for size in sorted(arguments.sizes)
        }
        measures = {size: measure for size, (measure, _) in answers.items()}
        interleave(measures, wordings, count=int(config["warm_up"]), progress=lambda *_: None)
        times = interleave(measures, wordings, count=arguments.count, progress=lambda *_: None)
    statuses = {size: counted for size, (_, counted) in answers.items()}
    summaries = [summarise(size, milliseconds) for size, milliseconds in times.items()]
    smallest, largest = summaries[0], summaries[-1]
    report = TimesReport(
        kind=KIND,
        names={size: say("chunks", count=int(size), share=_answered(statuses[size])) for size in times},
        summaries=summaries,
        bounds=[Bound("growth", largest.median_ms / smallest.median_ms, float(config["limit"]))],
        plot=growth_plot(summaries),
        stored={"seed": seed, "regions": arguments.regions, "statuses": statuses, "milliseconds": times},
    )
    return report.finish(console, arguments.results)


def _answered(statuses: Counter[str]) -> str:
    return f"{statuses[Status.ANSWERED] / max(statuses.total(), 1):.0%}"


def _phrases() -> dict[str, Any]:
    bench = read_config("bench")
    return {name: bench[name] for name in ("openers", "closers")}


def answering(knowledge: Knowledge) -> tuple[Measure, Counter[str]]:
    """The time in this process, without HTTP, in the region that has documents; and a count of what came."""
    statuses = Counter[str]()

    def measure(_: Question, text: str) -> float:
        request = AnswerRequest(question=text, region=REGION)
        started = time.perf_counter()
        answer = knowledge.answer(request, trace_id=new_trace_id())
        elapsed = (time.perf_counter() - started) * 1000
        statuses[answer.status] += 1
        return elapsed

    return measure, statuses


class _Progress:
    """A line for every tenth of a knowledge base that is being built."""

    def __init__(self, console: Console, size: int) -> None:
        self._console = console
        self._size = size
        self._said = 0

    def __call__(self, done: int, total: int) -> None:
        tenth = done * _TENTHS // max(total, 1)
        if tenth > self._said:
            self._said = tenth
            self._console.print(say("growing", size=self._size, share=f"{tenth / _TENTHS:.0%}"))
