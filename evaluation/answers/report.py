"""One HTML file that stands by itself: what was asked, how well it went, and every failure."""

from dataclasses import dataclass

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.answers.plots import category_plot, latency_plot
from evaluation.answers.rules import Verdict
from evaluation.answers.runs import RunFolder, Said
from evaluation.answers.score import Score
from evaluation.answers.tables import shown_value
from evaluation.questions import Question
from evaluation.settings import HERE
from evaluation.texts import label


@dataclass(frozen=True)
class Failure:
    question: Question
    verdict: Verdict
    text: str


def write_report(run: RunFolder, score: Score) -> None:
    environment = Environment(
        loader=FileSystemLoader(HERE / "answers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    latencies = [verdict.latency_ms for verdict in score.verdicts if not verdict.failed]
    page = environment.get_template("report.html.j2").render(
        label=label,
        shown_value=shown_value,
        facts=run.facts(),
        score=score,
        category_svg=category_plot(score.categories),
        latency_svg=latency_plot(latencies),
        failures=failures(run.questions(), run.said(), score),
    )
    run.report_path.write_text(page, encoding="utf-8")


def failures(questions: list[Question], said: dict[str, Said], score: Score) -> list[Failure]:
    """Wrong answers, and right ones that also stated something wrong; the latter kind first."""
    by_id = {question.id: question for question in questions}
    listed = [verdict for verdict in score.verdicts if not verdict.right or verdict.wrong_fact]
    listed.sort(key=lambda verdict: not verdict.wrong_fact)
    return [
        Failure(by_id[verdict.id], verdict, said[verdict.id].text if verdict.id in said else "")
        for verdict in listed
    ]
