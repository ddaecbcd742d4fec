"""A score in the terminal."""

from rich.console import Console
from rich.table import Table

from evaluation.answers.compare import Comparison
from evaluation.answers.score import Figure, Group, Score, Shortfall
from evaluation.texts import label, say

_MILLISECONDS = "latency_"


def shown_value(name: str, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.0f} ms" if name.startswith(_MILLISECONDS) else f"{value:.1%}"


def print_score(console: Console, score: Score, *, question_set: str) -> None:
    console.print(_groups("category", "categories", score.categories, title=label("sets", question_set)))
    console.print(_groups("part", "parts", score.parts))
    print_figures(console, score.figures)


def _groups(heading: str, names: str, groups: list[Group], *, title: str | None = None) -> Table:
    table = Table(title=title)
    table.add_column(label("tables", heading))
    table.add_column(label("tables", "count"), justify="right")
    table.add_column(label("tables", "right"), justify="right")
    for group in groups:
        table.add_row(label(names, group.name), str(group.count), f"{group.right:.1%}")
    return table


def print_figures(console: Console, figures: list[Figure], *, title: str | None = None) -> None:
    table = Table(title=title)
    table.add_column(label("tables", "figure"))
    table.add_column(label("tables", "value"), justify="right")
    table.add_column(label("tables", "based_on"), justify="right")
    for figure in figures:
        table.add_row(
            label("figures", figure.name), shown_value(figure.name, figure.value), str(figure.count)
        )
    console.print(table)


def print_shortfalls(console: Console, broken: list[Shortfall], *, question_set: str) -> None:
    name = label("sets", question_set)
    if not broken:
        console.print(say("floors_kept", set=name), style="green")
    for shortfall in broken:
        text = say(
            "floor_broken",
            figure=label("figures", shortfall.figure),
            value=shown_value(shortfall.figure, shortfall.value),
            bound=label("bounds", shortfall.bound),
            floor=shown_value(shortfall.figure, shortfall.floor),
            set=name,
        )
        console.print(text, style="red")


def print_comparison(console: Console, comparison: Comparison) -> None:
    if comparison.partial:
        console.print(say("different_questions", count=comparison.common), style="yellow")
    table = Table()
    for heading in ("category", "count", "before", "after"):
        table.add_column(label("tables", heading), justify="left" if heading == "category" else "right")
    for row in comparison.rows:
        table.add_row(
            label("categories", row.category), str(row.count), f"{row.before:.1%}", f"{row.after:.1%}"
        )
    console.print(table)
    for name, ids in (("newly_right", comparison.newly_right), ("newly_wrong", comparison.newly_wrong)):
        if ids:
            console.print(f"{say(name)}: {', '.join(ids)}")
    if not comparison.newly_right and not comparison.newly_wrong:
        console.print(say("same_outcome"))
