"""The systems side by side: a group of bars for each figure."""

from collections.abc import Sequence

from evaluation.answers.plots import figure_of, svg_of
from evaluation.retrieval.measures import FIGURES, Measured
from evaluation.texts import label

_COLOURS = ("#1f6f8b", "#7fb7c9", "#d9a441", "#b3392f")
_GROUP = 0.8


def systems_plot(systems: Sequence[Measured]) -> str:
    width = _GROUP / len(systems)
    with figure_of(height_inches=3.6) as (figure, axes):
        for number, (measured, colour) in enumerate(zip(systems, _COLOURS, strict=False)):
            places = [group + number * width for group in range(len(FIGURES))]
            name = label("systems", measured.system)
            axes.bar(places, measured.values, width, color=colour, label=name)
        middle = _GROUP / 2 - width / 2
        axes.set_xticks(
            [group + middle for group in range(len(FIGURES))], [label("figures", name) for name in FIGURES]
        )
        axes.grid(visible=True, axis="y", alpha=0.3)
        axes.set_ylim(0, 1)
        figure.legend(loc="outside right upper")
        return svg_of(figure)
