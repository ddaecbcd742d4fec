"""One HTML file with the curves of every mode and part."""

from evaluation.answers.tables import shown_value
from evaluation.calibration.measure import CalibrationScore
from evaluation.calibration.plots import bar_plot, reliability_plot
from evaluation.folders import StoredRun
from evaluation.pages import render
from evaluation.settings import HERE
from evaluation.texts import label


def write_report(run: StoredRun, score: CalibrationScore, *, bar: float) -> None:
    page = render(
        HERE / "calibration" / "report.html.j2",
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        shown=[(curve, bar_plot(curve, bar=bar), reliability_plot(curve)) for curve in score.curves],
    )
    run.report_path.write_text(page, encoding="utf-8")
