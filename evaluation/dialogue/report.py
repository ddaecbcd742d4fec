"""One HTML file: the figures, every conversation at a glance, and the wrong ones turn by turn."""

from evaluation.answers.tables import shown_value
from evaluation.dialogue.score import DialogueScore
from evaluation.folders import StoredRun
from evaluation.pages import render
from evaluation.settings import HERE
from evaluation.texts import label


def write_report(run: StoredRun, score: DialogueScore) -> None:
    page = render(
        HERE / "dialogue" / "report.html.j2",
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        wrong=[verdict for verdict in score.verdicts if not verdict.right],
    )
    run.report_path.write_text(page, encoding="utf-8")
