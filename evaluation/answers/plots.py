"""Plots as SVG text, drawn without a display. Words stay words: the reader's browser has the Chinese font."""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from evaluation.answers.score import Group
from evaluation.texts import label

_BAR, _LINE = "#1f6f8b", "#b3392f"
_FONTS = ["Noto Sans CJK SC", "Noto Sans CJK JP", "sans-serif"]
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "civicdesk",
    "font.family": _FONTS,
    "axes.grid.axis": "x",
}


def category_plot(categories: Sequence[Group]) -> str:
    ordered = sorted(categories, key=lambda group: group.right)
    names = [f"{label('categories', group.name)} ({group.count})" for group in ordered]
    with figure_of(height_inches=0.28 * len(ordered) + 1) as (figure, axes):
        axes.barh(names, [group.right * 100 for group in ordered], color=_BAR)
        axes.set_xlim(0, 100)
        axes.set_xlabel(label("report", "axis_right"))
        return svg_of(figure)


def latency_plot(latencies_ms: Sequence[float]) -> str:
    with figure_of(height_inches=3.2) as (figure, axes):
        axes.hist(latencies_ms, bins=30, color=_BAR)
        axes.set_xlabel(label("report", "axis_latency"))
        axes.set_ylabel(label("report", "axis_count"))
        return svg_of(figure)


def bars_plot(names: Sequence[str], medians: Sequence[float], p95s: Sequence[float]) -> str:
    """One bar a measurement, its median, with a mark at its p95."""
    with figure_of(height_inches=0.5 * len(names) + 1) as (figure, axes):
        axes.barh(names, medians, color=_BAR, label=label("tables", "median"))
        axes.plot(p95s, list(names), "|", color=_LINE, markersize=14, label=label("tables", "p95"))
        axes.invert_yaxis()
        axes.set_xlabel(label("report", "axis_latency"))
        axes.legend()
        return svg_of(figure)


@contextmanager
def figure_of(*, height_inches: float) -> Iterator[tuple[Any, Any]]:
    """A matplotlib figure, 8 inches wide, with its axes."""
    # matplotlib takes half a second to import; scoring alone does not need it.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    # Where no Chinese font is installed only the measure of the words is off, by a little.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(figsize=(8, height_inches), layout="constrained")
        axes = figure.subplots()
        axes.spines[["top", "right"]].set_visible(False)
        yield figure, axes


def svg_of(figure: Any) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    text = buffer.getvalue()
    return text[text.index("<svg") :]
