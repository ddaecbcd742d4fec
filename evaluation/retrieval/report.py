"""One HTML file: the systems side by side over every corpus, and the questions that found nothing right."""

from evaluation.answers.tables import shown_value
from evaluation.folders import StoredRun
from evaluation.pages import render
from evaluation.retrieval.found import FUSED, Found
from evaluation.retrieval.measures import FIGURES
from evaluation.retrieval.plots import systems_plot
from evaluation.retrieval.score import RetrievalScore
from evaluation.settings import HERE
from evaluation.texts import label


def write_report(run: StoredRun, score: RetrievalScore) -> None:
    page = render(
        HERE / "retrieval" / "report.html.j2",
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        figures=FIGURES,
        plots={corpus.name: systems_plot(corpus.systems) for corpus in score.corpora},
        missed=[found for found in run.read(Found) if found.chunks and found.rank(FUSED) is None],
    )
    run.report_path.write_text(page, encoding="utf-8")
