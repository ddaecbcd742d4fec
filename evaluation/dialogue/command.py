"""`python -m evaluation dialogue`"""

import argparse
from typing import Any

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.score import read_floors, shortfalls
from evaluation.answers.tables import print_figures, print_shortfalls
from evaluation.dialogue.play import Played, play_all
from evaluation.dialogue.report import write_report
from evaluation.dialogue.score import score
from evaluation.dialogue.scripts import SCRIPTS, read_scripts
from evaluation.folders import StoredRun
from evaluation.gateway import GatewayCaller
from evaluation.settings import EvaluationSettings
from evaluation.texts import label, say

KIND = "dialogue"


def add_command(commands: Any) -> None:
    parser = commands.add_parser(KIND, help=dialogue.__doc__)
    parser.add_argument("--gateway", help="http://127.0.0.1:8000")
    parser.add_argument("--run", help="score this stored run again")
    parser.set_defaults(command=dialogue)


def dialogue(console: Console, arguments: argparse.Namespace) -> int:
    """Scripted conversations against a running system, scored by turn and by conversation."""
    if arguments.run:
        return _score(console, StoredRun.find(arguments.run, kind=KIND, results=arguments.results))
    return _score(console, _play(console, arguments))


def _play(console: Console, arguments: argparse.Namespace) -> StoredRun:
    scripts = read_scripts(SCRIPTS)
    url = arguments.gateway or EvaluationSettings().gateway_url
    with GatewayCaller(url) as caller:
        caller.check()
        run = StoredRun.begin(KIND, inputs=SCRIPTS, results=arguments.results, asked=url, clock=SystemClock())
        play_all(
            caller,
            scripts,
            keep=lambda played: run.append([played]),
            progress=lambda done, count: console.print(say("played", done=done, count=count)),
        )
    return run


def _score(console: Console, run: StoredRun) -> int:
    played = {one.id: one for one in run.read(Played)}
    scored = score(read_scripts(run.input_path), played)
    run.keep_scores(scored.as_dict())
    write_report(run, scored)
    print_figures(console, scored.figures, title=label("sets", KIND))
    broken = shortfalls(scored, read_floors(KIND))
    print_shortfalls(console, broken, question_set=KIND)
    console.print(say("report", path=run.report_path))
    return 1 if broken else 0
