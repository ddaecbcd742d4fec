"""python -m evaluation COMMAND; `-h` lists the commands."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.compare import compare
from evaluation.answers.generate import generate
from evaluation.answers.report import write_report
from evaluation.answers.runs import RunFolder, find_run
from evaluation.answers.score import read_floors, score, shortfalls
from evaluation.answers.tables import print_comparison, print_score, print_shortfalls
from evaluation.calibration.command import add_command as add_calibration
from evaluation.dialogue.command import add_command as add_dialogue
from evaluation.dialogue.command import dialogue
from evaluation.errors import EvaluationError
from evaluation.gateway import GatewayCaller
from evaluation.load import bench, bulk, growth, latency, pressure
from evaluation.nlu.command import add_command as add_nlu
from evaluation.nlu.command import nlu
from evaluation.questions import read_questions
from evaluation.retrieval.command import add_command as add_retrieval
from evaluation.safety.command import add_command as add_safety
from evaluation.safety.command import safety
from evaluation.settings import OWN_QUESTIONS, RESULTS, EvaluationSettings
from evaluation.texts import say

_PROGRESS_EVERY = 20


def evaluate(console: Console, arguments: argparse.Namespace) -> int:
    """Our own set, and the outside set where one is named."""
    settings = EvaluationSettings()
    outside = settings.evaluation_questions
    sets = [("own", OWN_QUESTIONS), *([("outside", outside)] if outside else [])]
    url = arguments.gateway or settings.gateway_url
    codes = [
        _ask_and_score(console, question_set=name, questions=path, url=url, results=arguments.results)
        for name, path in sets
    ]
    return max(codes)


def everything(console: Console, arguments: argparse.Namespace) -> int:
    """Question sets, conversations, attacks and intents: all that a running system can show."""
    asking_anew = argparse.Namespace(**vars(arguments), run=None, fit=False)
    return max(command(console, asking_anew) for command in (evaluate, dialogue, safety, nlu))


def run(console: Console, arguments: argparse.Namespace) -> int:
    """One set: the named file, or our own."""
    questions: Path = arguments.questions or OWN_QUESTIONS
    return _ask_and_score(
        console,
        question_set="outside" if arguments.questions else "own",
        questions=questions,
        url=arguments.gateway or EvaluationSettings().gateway_url,
        results=arguments.results,
    )


def _ask_and_score(console: Console, *, question_set: str, questions: Path, url: str, results: Path) -> int:
    def progress(done: int, count: int) -> None:
        if done % _PROGRESS_EVERY == 0 or done == count:
            console.print(say("asked", done=done, count=count))

    count = len(read_questions(questions))
    with GatewayCaller(url) as caller:
        ready = caller.check()
        console.print(say("asking", name=questions.name, count=count, url=url))
        folder = generate(
            caller,
            questions_path=questions,
            question_set=question_set,
            results=results,
            clock=SystemClock(),
            ready=ready,
            progress=progress,
        )
    return _score_and_report(console, folder)


def _score_and_report(console: Console, folder: RunFolder) -> int:
    question_set = folder.facts().question_set
    scored = score(folder)
    folder.keep_scores(scored.as_dict())
    write_report(folder, scored)
    print_score(console, scored, question_set=question_set)
    broken = shortfalls(scored, read_floors(question_set))
    print_shortfalls(console, broken, question_set=question_set)
    console.print(say("report", path=folder.report_path))
    return 1 if broken else 0


def rescore(console: Console, arguments: argparse.Namespace) -> int:
    """Score a stored run again, without asking anything."""
    return _score_and_report(console, find_run(arguments.run, results=arguments.results))


def compare_runs(console: Console, arguments: argparse.Namespace) -> int:
    before, after = (
        score(find_run(name, results=arguments.results)).verdicts
        for name in (arguments.before, arguments.after)
    )
    print_comparison(console, compare(before, after))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    commands = parser.add_subparsers(required=True)
    for name, command in (("all", everything), ("evaluate", evaluate), ("run", run)):
        asking = commands.add_parser(name, help=command.__doc__)
        asking.add_argument("--gateway", help="http://127.0.0.1:8000")
        asking.set_defaults(command=command)
        if command is run:
            asking.add_argument("--questions", type=Path)
    scoring = commands.add_parser("score", help=rescore.__doc__)
    scoring.add_argument("run")
    scoring.set_defaults(command=rescore)
    comparing = commands.add_parser("compare")
    comparing.add_argument("before")
    comparing.add_argument("after")
    comparing.set_defaults(command=compare_runs)
    add_calibration(commands)
    add_nlu(commands)
    add_dialogue(commands)
    add_retrieval(commands)
    add_safety(commands)
    bench.add_command(commands)
    pressure.add_command(commands)
    latency.add_command(commands)
    growth.add_command(commands)
    bulk.add_command(commands)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    console = Console(soft_wrap=True)
    try:
        code: int = arguments.command(console, arguments)
    except EvaluationError as error:
        console.print(str(error), style="red")
        return error.exit_code
    return code


if __name__ == "__main__":
    sys.exit(main())
