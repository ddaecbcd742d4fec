"""The time of an answer over the number of chunks."""

from collections.abc import Sequence

from evaluation.answers.plots import figure_of, svg_of
from evaluation.load.samples import Summary
from evaluation.texts import label

_MEDIAN, _P95 = "#1f6f8b", "#b3392f"


def growth_plot(summaries: Sequence[Summary]) -> str:
    """The names of the summaries are numbers of chunks, smallest first."""
    sizes = [int(summary.name) for summary in summaries]
    with figure_of(height_inches=3.6) as (figure, axes):
        medians, p95s = ([getattr(one, name) for one in summaries] for name in ("median_ms", "p95_ms"))
        axes.plot(sizes, medians, "o-", color=_MEDIAN, label=label("tables", "median"))
        axes.plot(sizes, p95s, "o--", color=_P95, label=label("tables", "p95"))
        axes.set_xscale("log")
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.set_ylim(bottom=0)
        axes.grid(visible=True, alpha=0.3)
        axes.set_xlabel(label("report", "axis_chunks"))
        axes.set_ylabel(label("report", "axis_latency"))
        axes.legend()
        return svg_of(figure)
