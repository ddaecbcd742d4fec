"""Two runs side by side, over the questions that both asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.answers.rules import Verdict


@dataclass(frozen=True)
class Row:
    category: str
    count: int
    before: float
    after: float


@dataclass(frozen=True)
class Comparison:
    """`partial`: the runs did not ask the same questions."""

    rows: list[Row]
    newly_right: list[str]
    newly_wrong: list[str]
    common: int
    partial: bool


def compare(before: Sequence[Verdict], after: Sequence[Verdict]) -> Comparison:
    later = {verdict.id: verdict for verdict in after}
    pairs = [(verdict, later[verdict.id]) for verdict in before if verdict.id in later]
    categories = dict.fromkeys(verdict.category for verdict, _ in pairs)
    return Comparison(
        rows=[_row(category, pairs) for category in categories],
        newly_right=[old.id for old, new in pairs if new.right and not old.right],
        newly_wrong=[old.id for old, new in pairs if old.right and not new.right],
        common=len(pairs),
        partial=not len(pairs) == len(before) == len(after),
    )


def _row(category: str, pairs: Sequence[tuple[Verdict, Verdict]]) -> Row:
    chosen = [(old.right, new.right) for old, new in pairs if old.category == category]
    return Row(
        category=category,
        count=len(chosen),
        before=sum(old for old, _ in chosen) / len(chosen),
        after=sum(new for _, new in chosen) / len(chosen),
    )
