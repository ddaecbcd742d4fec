"""`python -m evaluation calibrate`"""

import argparse
from collections.abc import Iterator
from typing import Any

from rich.console import Console

from chassis.clock import SystemClock
from evaluation.answers.score import read_floors, shortfalls
from evaluation.answers.tables import print_figures, print_shortfalls
from evaluation.calibration.asked import CALIBRATION, own_tuning, read_asked
from evaluation.calibration.fit import fit, held_out, write
from evaluation.calibration.measure import CalibrationScore, measure
from evaluation.calibration.observe import Mode, Observed, observe
from evaluation.calibration.report import write_report
from evaluation.errors import RunUnreadable
from evaluation.folders import StoredRun
from evaluation.retrieval.corpus import Switch, load_plans, settings_in
from evaluation.settings import EvaluationSettings
from evaluation.texts import label, say
from knowledge_base.answer.bars import Bars
from knowledge_base.answer.estimate import MODEL, Seen, judgement
from knowledge_base.desk import own_knowledge

KIND = "calibration"
_MODES: dict[Mode, Switch] = {"points": "on", "texts": "off"}


def add_command(commands: Any) -> None:
    parser = commands.add_parser("calibrate", help=calibrate.__doc__)
    parser.add_argument("--run", help="score this stored run again")
    parser.add_argument("--write", action="store_true", help="fit anew and write judge.json")
    parser.set_defaults(command=calibrate)


def calibrate(console: Console, arguments: argparse.Namespace) -> int:
    """The judge's probabilities over questions that are or are not answered; needs no running system."""
    if arguments.run:
        run = StoredRun.find(arguments.run, kind=KIND, results=arguments.results)
    else:
        console.print(say("preparing"))
        run = StoredRun.begin(
            KIND,
            inputs=CALIBRATION,
            results=arguments.results,
            asked="knowledge_base.answer.estimate",
            clock=SystemClock(),
        )
        run.append(_observed(EvaluationSettings()))
    observed = run.read(Observed)
    if arguments.write:
        write(fit([one for one in observed if one.part == "tuning"]), MODEL)
        judgement.cache_clear()
    return _score(console, run, observed)


def _observed(settings: EvaluationSettings) -> Iterator[Observed]:
    texts, today = settings.official_text_files, SystemClock().today()
    if not texts:
        raise RunUnreadable(say("texts_absent", path=settings.official_texts))
    for mode, policy_points in _MODES.items():
        folder = settings_in(settings.work_dir / "plans", policy_points=policy_points)
        with own_knowledge(folder) as knowledge:
            load_plans(knowledge, texts)
            yield from observe(knowledge, read_asked(), source="calibration", mode=mode, today=today)
            yield from observe(knowledge, own_tuning(), source="own", mode=mode, today=today)


def _score(console: Console, run: StoredRun, observed: list[Observed]) -> int:
    """The tuning part by fits that did not see the question, the frozen part by the one in use."""
    bar = Bars.load().bar
    tuning = [one for one in observed if one.part == "tuning"]
    frozen = [one for one in observed if one.part == "frozen"]
    in_use = [judgement().answers.of(Seen(*one.seen)) for one in frozen]
    parts = [
        measure(tuning, held_out(tuning).tolist(), part="tuning", bar=bar),
        measure(frozen, in_use, part="frozen", bar=bar),
    ]
    scored = CalibrationScore(
        figures=[figure for part in parts for figure in part.figures],
        curves=[curve for part in parts for curve in part.curves],
    )
    run.keep_scores(scored.as_dict())
    write_report(run, scored, bar=bar)
    print_figures(console, scored.figures, title=label("sets", KIND))
    broken = shortfalls(scored, read_floors(KIND))
    print_shortfalls(console, broken, question_set=KIND)
    console.print(say("report", path=run.report_path))
    return 1 if broken else 0
