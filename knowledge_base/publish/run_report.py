"""All results of a run as a table for people."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.check_ports import CheckStore
from knowledge_base.checks import Result, Run, Told
from knowledge_base.publish.question_files import workbook

_PAGE = 200


def write_report(run: Run, store: CheckStore) -> bytes:
    """An XLSX file: one row a question that was asked."""
    words = _words()
    titles = {counted.key: counted.title for counted in run.sets}
    rows = (_row(result, titles, words) for result in _all(run, store))
    return workbook(words["sheet"], words["columns"], rows)


def _all(run: Run, store: CheckStore) -> Iterator[Result]:
    for offset in range(0, run.total, _PAGE):
        found, _ = store.results(run.id, outcome=None, set_key=None, offset=offset, limit=_PAGE)
        yield from found


def _row(result: Result, titles: dict[str, str], words: dict[str, Any]) -> Sequence[Any]:
    judged = result.judged
    reasons = judged.reasons if judged else ()
    return [
        result.position + 1,
        titles.get(result.set_key, result.set_key),
        result.question.text,
        result.question.region or "",
        words["outcomes"][judged.outcome] if judged else "",
        words["holds"][judged.holds] if judged else "",
        "；".join(f"{words['reasons'][one.code]}{_detail(one.detail)}" for one in reasons),
        *_side(result.old),
        *_side(result.new),
    ]


def _detail(detail: str) -> str:
    return f"（{detail}）" if detail else ""


def _side(told: Told | None) -> list[str]:
    if told is None:
        return ["", ""]
    cited = [f"{one.title} {' > '.join(one.section)}：{one.quote}" for one in told.citations]
    return [told.text, "\n".join(cited)]


@cache
def _words() -> dict[str, Any]:
    text = Path(__file__).with_name("run_report.yml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    return words
