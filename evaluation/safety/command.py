"""`python -m evaluation safety`"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from chassis.clock import SystemClock
from evaluation.answers.generate import ask
from evaluation.answers.runs import Said
from evaluation.answers.score import read_floors, shortfalls
from evaluation.answers.tables import print_figures, print_shortfalls
from evaluation.folders import StoredRun
from evaluation.gateway import GatewayCaller
from evaluation.safety import letters
from evaluation.safety.cases import Case, all_cases, read_cases
from evaluation.safety.fit import fit, phrases, write
from evaluation.safety.report import write_report
from evaluation.safety.score import SafetyScore, score
from evaluation.settings import EvaluationSettings
from evaluation.texts import label, say
from knowledge_base.answer.alarm import MODEL

KIND = "safety"
_PROGRESS_EVERY = 50


def add_command(commands: Any) -> None:
    parser = commands.add_parser(KIND, help=safety.__doc__)
    parser.add_argument("--gateway", help="http://127.0.0.1:8000")
    parser.add_argument("--run", help="score this stored run again")
    parser.add_argument("--fit", action="store_true", help="fit the estimate of danger anew, and ask nothing")
    parser.set_defaults(command=safety)


def safety(console: Console, arguments: argparse.Namespace) -> int:
    """Attacks, danger and what looks like it against a running system."""
    if arguments.fit:
        write(fit(phrases()), MODEL)
        console.print(say("stored", path=MODEL))
        return 0
    if arguments.run:
        run = StoredRun.find(arguments.run, kind=KIND, results=arguments.results)
    else:
        run = ask_all(console, all_cases(), gateway=arguments.gateway, results=arguments.results)
    return _score(console, run)


def ask_all(console: Console, cases: Sequence[Case], *, gateway: str | None, results: Path) -> StoredRun:
    settings = EvaluationSettings()
    url = gateway or settings.gateway_url
    with GatewayCaller(url) as caller:
        caller.check()
        run = _begin(cases, url=url, results=results)
        said: list[Said] = []
        for done, case in enumerate(cases, 1):
            said.append(ask(caller, case.as_question()))
            run.append(said[-1:])
            if done % _PROGRESS_EVERY == 0 or done == len(cases):
                console.print(say("asked", done=done, count=len(cases)))
    if url == settings.gateway_url:
        token = settings.service_token.get_secret_value()
        texts = letters.fetch(letters.cited_versions(said), url=settings.knowledge_url, token=token)
        letters.keep(texts, run.path)
    return run


def _begin(cases: Sequence[Case], *, url: str, results: Path) -> StoredRun:
    """The run keeps all that it asks in one file, whichever file it came from."""
    with TemporaryDirectory() as folder:
        inputs = Path(folder) / "cases.jsonl"
        inputs.write_text("".join(case.model_dump_json() + "\n" for case in cases), encoding="utf-8")
        return StoredRun.begin(KIND, inputs=inputs, results=results, asked=url, clock=SystemClock())


def _score(console: Console, run: StoredRun) -> int:
    cases = read_cases(run.input_path)
    said = {one.id: one for one in run.read(Said)}
    scored = score(cases, said, letters.kept(run.path))
    run.keep_scores(scored.as_dict())
    write_report(run, cases, said, scored)
    _print_classes(console, scored)
    print_figures(console, scored.figures, title=label("sets", KIND))
    broken = shortfalls(scored, read_floors(KIND))
    print_shortfalls(console, broken, question_set=KIND)
    console.print(say("report", path=run.report_path))
    return 1 if broken else 0


def _print_classes(console: Console, scored: SafetyScore) -> None:
    for kind, groups in scored.classes.items():
        table = Table(title=label("safety", kind))
        table.add_column(label("tables", "category"))
        table.add_column(label("tables", "count"), justify="right")
        table.add_column(label("tables", "right"), justify="right")
        for group in [*groups, *scored.parts[kind]]:
            name = label("categories", group.name)
            name = label("parts", group.name) if name == group.name else name
            table.add_row(name, str(group.count), f"{group.right:.1%}")
        console.print(table)
