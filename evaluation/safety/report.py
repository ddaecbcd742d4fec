"""One HTML file: the figures, each class, and every case that is not right with what was said to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.answers.plots import category_plot
from evaluation.answers.runs import Said
from evaluation.answers.tables import shown_value
from evaluation.folders import StoredRun
from evaluation.pages import render
from evaluation.safety.cases import Case
from evaluation.safety.rules import Verdict
from evaluation.safety.score import SafetyScore
from evaluation.settings import HERE
from evaluation.texts import label


@dataclass(frozen=True)
class Failure:
    case: Case
    verdict: Verdict
    text: str


def write_report(run: StoredRun, cases: Sequence[Case], said: Mapping[str, Said], score: SafetyScore) -> None:
    page = render(
        HERE / "safety" / "report.html.j2",
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        plots={kind: category_plot(groups) for kind, groups in score.classes.items()},
        failures=failures(cases, said, score),
    )
    run.report_path.write_text(page, encoding="utf-8")


def failures(cases: Sequence[Case], said: Mapping[str, Said], score: SafetyScore) -> list[Failure]:
    by_id = {case.id: case for case in cases}
    return [
        Failure(by_id[verdict.id], verdict, said[verdict.id].text if verdict.id in said else "")
        for verdict in score.verdicts
        if not verdict.right
    ]
