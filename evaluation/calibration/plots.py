"""The curves: what is answered at each bar, and whether a probability means what it says."""

from evaluation.answers.plots import figure_of, svg_of
from evaluation.calibration.measure import Curve
from evaluation.texts import label

_COLOURS = {"answerable": "#1f6f8b", "near": "#d9a441", "off_topic": "#b3392f"}


def bar_plot(curve: Curve, *, bar: float) -> str:
    """The shares of each kind that are answered, by where the bar is; the bar in use is marked."""
    with figure_of(height_inches=3.4) as (figure, axes):
        bars = [point.bar for point in curve.points]
        for kind, colour in _COLOURS.items():
            shares = [100 * getattr(point, kind) for point in curve.points]
            axes.plot(bars, shares, color=colour, label=label("kinds", kind))
        axes.axvline(bar, color="#555", linestyle="--", linewidth=1, label=label("calibration", "bar_in_use"))
        axes.set_xlabel(label("calibration", "axis_bar"))
        axes.set_ylabel(label("calibration", "axis_answered"))
        axes.set_ylim(0, 100)
        axes.grid(visible=True, alpha=0.3)
        figure.legend(loc="outside right upper")
        return svg_of(figure)


def reliability_plot(curve: Curve) -> str:
    """Where the points lie on the diagonal, of questions given 0.7 seven in ten are answered."""
    with figure_of(height_inches=3.4) as (figure, axes):
        axes.plot([0, 1], [0, 1], color="#999", linewidth=1)
        axes.scatter(
            [one.probability for one in curve.bins],
            [one.answerable for one in curve.bins],
            s=[8 + 2 * one.count for one in curve.bins],
            color=_COLOURS["answerable"],
        )
        axes.set_xlabel(label("calibration", "axis_probability"))
        axes.set_ylabel(label("calibration", "axis_answerable"))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.grid(visible=True, alpha=0.3)
        return svg_of(figure)
