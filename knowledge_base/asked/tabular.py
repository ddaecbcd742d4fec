"""Figures as a table that Excel opens: UTF-8 with a mark at its start, and nothing in it that is run."""

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.desk_wire.asked import Analytics, AskedLine
from knowledge_base.desk_wire.asked_labels import label

_MARK = "\ufeff"
"""By which Excel knows that the text is UTF-8."""
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = list[str | int | float]


def figures_csv(figures: Analytics) -> bytes:
    """Every count with the name of its table before it."""
    return _csv([_headings()["heading"], *_summary(figures), *_tables(figures)])


def answers_csv(answers: Iterable[AskedLine]) -> bytes:
    """One line an answer. Moments are the office's, to the second."""
    return _csv([_headings()["list_heading"], *map(_line, answers)])


def _csv(rows: Iterable[Row]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_inert(cell) for cell in row] for row in rows)
    return (_MARK + file.getvalue()).encode()


def _inert(cell: str | int | float) -> str | int | float:
    """A question like =HYPERLINK(…) stays text: a quotation mark before it says so."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_STARTS_FORMULA) else cell


@cache
def _headings() -> Any:
    return yaml.safe_load(Path(__file__).with_name("tabular.yml").read_text(encoding="utf-8"))


def table_names() -> dict[str, str]:
    """What each table of `Analytics` is called, in the order in which they are shown."""
    return dict(_headings()["tables"])


def _summary(figures: Analytics) -> Iterator[Row]:
    names = _headings()["summary"]
    told = figures.model_dump(mode="json") | {
        "region": label("region", figures.region) if figures.region is not None else names["all"],
        "channel": label("channel", figures.channel) if figures.channel is not None else names["all"],
    }
    for key, title in names.items():
        if key in told and told[key] is not None:
            yield [names["name"], title, told[key]]
    if figures.latency:
        titles = _headings()["latency"]
        for key, seconds in figures.latency.model_dump().items():
            yield [titles["name"], titles[key], seconds]


def _tables(figures: Analytics) -> Iterator[Row]:
    for name, title in table_names().items():
        for counted in getattr(figures, name):
            yield [title, counted.label, counted.count]


def _line(answer: AskedLine) -> Row:
    return [
        answer.at.isoformat(sep=" ", timespec="seconds"),
        label("channel", answer.channel),
        label("region", answer.region),
        label("topic", answer.topic),
        label("status", answer.status),
        label("confidence", answer.confidence),
        answer.seconds,
        answer.question,
    ]
