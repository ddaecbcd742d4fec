"""One HTML file: the figures, every topic, intent and entity, the confusion, what was misread or missed."""

from evaluation.answers.tables import shown_value
from evaluation.folders import StoredRun
from evaluation.nlu.missed import shown
from evaluation.nlu.plots import confusion_plot
from evaluation.nlu.score import NluScore
from evaluation.pages import render
from evaluation.settings import HERE
from evaluation.texts import label


def write_report(run: StoredRun, score: NluScore) -> None:
    page = render(
        HERE / "nlu" / "report.html.j2",
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        misread=[outcome for outcome in score.outcomes if not outcome.right],
        shown=shown,
        misnamed=[naming for naming in score.namings if not naming.right],
        confusion_svg=confusion_plot(score.confusion),
    )
    run.report_path.write_text(page, encoding="utf-8")
