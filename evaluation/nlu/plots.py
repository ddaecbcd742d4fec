"""The confusion of intents as a grid, one row for what was meant, one column for what it was taken as."""

from collections import Counter

from evaluation.answers.plots import figure_of, svg_of
from evaluation.texts import label

_CELL_INCHES = 0.42
_DARK = 0.5


def confusion_plot(confusion: Counter[tuple[str, str]]) -> str:
    """Shaded by the share of the row; the numbers are counts."""
    rows = list(dict.fromkeys(row for row, _ in confusion))
    columns = [*rows, *sorted({column for _, column in confusion} - set(rows))]
    totals = Counter[str]()
    for (row, _), count in confusion.items():
        totals[row] += count
    shares = [[confusion[row, column] / totals[row] for column in columns] for row in rows]
    with figure_of(height_inches=_CELL_INCHES * len(rows) + 2) as (figure, axes):
        axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolors="white", linewidth=0.5)
        for y, row in enumerate(rows):
            for x, column in enumerate(columns):
                if count := confusion[row, column]:
                    colour = "white" if shares[y][x] > _DARK else "black"
                    axes.text(x + 0.5, y + 0.5, str(count), ha="center", va="center", color=colour)
        names = [label("intents", column) for column in columns]
        axes.set_xticks([x + 0.5 for x in range(len(columns))], names, rotation=60, ha="right")
        axes.set_yticks([y + 0.5 for y in range(len(rows))], names[: len(rows)])
        axes.set_xlabel(label("nlu", "axis_taken_as"))
        axes.set_ylabel(label("nlu", "axis_expected"))
        axes.invert_yaxis()
        return svg_of(figure)
