"""In the terminal: what was named and not found, or found and not named."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from evaluation.nlu.entities import Naming
from evaluation.nlu.utterances import Span
from evaluation.texts import label


def print_missed(console: Console, found: Sequence[Naming]) -> None:
    """Nothing where all were found."""
    misnamed = [naming for naming in found if not naming.right]
    if not misnamed:
        return
    table = Table(title=label("nlu", "misnamed"))
    for group, heading in (("report", "question"), ("tables", "part"), ("nlu", "missed"), ("nlu", "wrong")):
        # Chinese has no blanks to break a line at.
        table.add_column(label(group, heading), overflow="fold")
    for naming in misnamed:
        part = label("parts", naming.utterance.part)
        missed, wrong = shown(naming, naming.missed()), shown(naming, naming.wrong())
        table.add_row(naming.utterance.text, part, missed, wrong)
    console.print(table)


def shown(naming: Naming, spans: Sequence[Span]) -> str:
    return "、".join(f"{words}（{label('entities', entity)}）" for entity, words in naming.words(spans))
