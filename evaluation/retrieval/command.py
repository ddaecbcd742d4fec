"""`python -m evaluation retrieval`"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from rich.console import Console
from rich.table import Table

from chassis.clock import SystemClock
from chassis.logs import configure
from evaluation.answers.score import read_floors, shortfalls
from evaluation.answers.tables import print_shortfalls
from evaluation.folders import StoredRun
from evaluation.load.wording import read_config
from evaluation.questions import read_questions
from evaluation.retrieval.corpus import Corpus, FixedSize, plans, yardstick
from evaluation.retrieval.found import Found
from evaluation.retrieval.measures import FIGURES, Measured
from evaluation.retrieval.report import write_report
from evaluation.retrieval.score import RetrievalScore, score
from evaluation.settings import OWN_QUESTIONS, EvaluationSettings
from evaluation.texts import label, say

KIND = "retrieval"
POINTS, TEXTS, YARDSTICK = "points", "texts", "yardstick"
Opened = AbstractContextManager[Corpus]
_LOG_LEVEL = 40  # errors only: a person reads this


def add_command(commands: Any) -> None:
    parser = commands.add_parser(KIND, help=retrieval.__doc__)
    parser.add_argument("--run", help="score this stored run again")
    parser.set_defaults(command=retrieval)


def retrieval(console: Console, arguments: argparse.Namespace) -> int:
    """Our search beside its two halves and a naive one; needs no running system."""
    if arguments.run:
        return _score(console, StoredRun.find(arguments.run, kind=KIND, results=arguments.results))
    # Chroma takes seconds to import.
    from evaluation.retrieval.systems import search  # noqa: PLC0415

    configure(process="evaluation", level=_LOG_LEVEL)
    run = StoredRun.begin(
        KIND,
        inputs=OWN_QUESTIONS,
        results=arguments.results,
        asked="knowledge_base.answer.steps.retrieve",
        clock=SystemClock(),
    )
    for opened in _corpora(console, EvaluationSettings()):
        with opened as corpus:
            name, chunks = label("corpora", corpus.name), corpus.knowledge.indexing.count()
            console.print(say("searching", name=name, chunks=chunks, count=len(corpus.cases)))
            run.append(search(corpus))
    return _score(console, run)


def _corpora(console: Console, settings: EvaluationSettings) -> Iterator[Opened]:
    split, texts = FixedSize(**read_config(KIND)["naive"]), settings.official_text_files
    questions, folder = read_questions(OWN_QUESTIONS), settings.work_dir / "plans"
    console.print(say("preparing"))
    yield plans(folder, name=POINTS, policy_points="on", texts=texts, questions=questions, split=split)
    if texts:
        yield plans(folder, name=TEXTS, policy_points="off", texts=texts, questions=questions, split=split)
    else:
        console.print(say("texts_absent", path=settings.official_texts), style="yellow")
    if settings.evaluation_yardstick:
        yield yardstick(settings.work_dir / YARDSTICK, settings.evaluation_yardstick, name=YARDSTICK)
    else:
        console.print(say("yardstick_absent"), style="yellow")


def _score(console: Console, run: StoredRun) -> int:
    scored = score(run.read(Found))
    run.keep_scores(scored.as_dict())
    write_report(run, scored)
    for corpus in scored.corpora:
        console.print(_table(corpus.systems, title=label("corpora", corpus.name)))
        for part, systems in corpus.parts.items():
            if len(corpus.parts) > 1:
                console.print(_table(systems, title=label("parts", part)))
    broken = shortfalls(scored, _floors(scored))
    print_shortfalls(console, broken, question_set=KIND)
    console.print(say("report", path=run.report_path))
    return 1 if broken else 0


def _table(systems: Sequence[Measured], *, title: str) -> Table:
    table = Table(title=title)
    table.add_column(label("tables", "system"))
    for heading in (label("tables", "count"), *(label("figures", name) for name in FIGURES)):
        table.add_column(heading, justify="right")
    for measured in systems:
        figures = [f"{value:.3f}" for value in measured.values]
        table.add_row(label("systems", measured.system), str(measured.count), *figures)
    return table


def _floors(scored: RetrievalScore) -> dict[str, float]:
    """Of the corpora that were searched: the yardstick may not be here."""
    measured = {figure.name for figure in scored.figures}
    return {name: floor for name, floor in read_floors(KIND).items() if name in measured}
