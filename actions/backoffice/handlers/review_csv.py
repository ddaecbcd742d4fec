"""Statistics of reviews as a table for spreadsheets."""

import csv
import io

from actions.backoffice.handlers.review_texts import StatisticsTexts
from actions.wire.reviews import ReviewLevel, ReviewStatistics, StatisticsRow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(statistics: ReviewStatistics, texts: StatisticsTexts) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it; shares in per cent."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(texts.headings)
    writer.writerows([_safe(cell) for cell in _cells(row, texts)] for row in statistics.rows)
    return table.getvalue().encode("utf-8-sig")


def _cells(row: StatisticsRow, texts: StatisticsTexts) -> list[str]:
    reasons = (texts.reason.format(text=text, count=count) for text, count in row.reasons.items())
    return [
        row.group,
        str(row.invited),
        str(row.reviews),
        str(row.left_out),
        _per_cent(row.participation),
        *(str(row.levels[level]) for level in ReviewLevel),
        _per_cent(row.satisfied),
        texts.between.join(reasons),
        str(row.negative),
        str(row.rectified),
        _per_cent(row.rectification_rate),
        _per_cent(row.on_time),
        str(row.re_rated),
        _per_cent(row.fix_satisfied),
    ]


def _per_cent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"


def _safe(cell: str) -> str:
    """A channel or a unit is a name, whatever a spreadsheet would make of its first character."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
