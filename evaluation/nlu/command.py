"""`python -m evaluation nlu`"""

import argparse
from typing import Any

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.score import read_floors, shortfalls
from evaluation.answers.tables import print_figures, print_shortfalls
from evaluation.folders import StoredRun
from evaluation.nlu.engine import Parsed, parse
from evaluation.nlu.missed import print_missed
from evaluation.nlu.report import write_report
from evaluation.nlu.score import score
from evaluation.nlu.utterances import UTTERANCES, read_utterances
from evaluation.texts import label, say

KIND = "nlu"


def add_command(commands: Any) -> None:
    parser = commands.add_parser(KIND, help=nlu.__doc__)
    parser.add_argument("--run", help="score this stored run again")
    parser.set_defaults(command=nlu)


def nlu(console: Console, arguments: argparse.Namespace) -> int:
    """Intents and entities of the trained model over held-out utterances; needs no running system."""
    if arguments.run:
        run = StoredRun.find(arguments.run, kind=KIND, results=arguments.results)
    else:
        texts = [utterance.text for utterance in read_utterances(UTTERANCES)]
        console.print(say("parsing", count=len(texts)))
        parsed = parse(texts)
        run = StoredRun.begin(
            KIND, inputs=UTTERANCES, results=arguments.results, asked="bot.host parse", clock=SystemClock()
        )
        run.append(parsed)
    return _score(console, run)


def _score(console: Console, run: StoredRun) -> int:
    parsed = {line.text: line for line in run.read(Parsed)}
    scored = score(read_utterances(run.input_path), parsed)
    run.keep_scores(scored.as_dict())
    write_report(run, scored)
    print_figures(console, scored.figures, title=label("sets", KIND))
    print_missed(console, scored.namings)
    broken = shortfalls(scored, read_floors(KIND))
    print_shortfalls(console, broken, question_set=KIND)
    console.print(say("report", path=run.report_path))
    return 1 if broken else 0
