"""A PDF page that is a picture: whether it is one, and its lines as a reader of scans sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from pdfplumber.page import Page

from knowledge_base.ports import ScannedLine, ScanReader

DOTS_PER_INCH = 200
LEAST_SURENESS = 0.85
"""Below it a line is named to be checked word by word."""
MOST_PIXELS = 25_000_000
"""Of one page: a larger sheet is read more coarsely."""


@dataclass(frozen=True)
class PageLine:
    """A line with its edges in points from the left and the top."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Scan:
    """What was read off a page; `unsure` are the lines that the reader itself doubts."""

    lines: tuple[PageLine, ...]
    unsure: tuple[str, ...]


def is_picture(page: Page) -> bool:
    """Whether a page without text shows something all the same."""
    return bool(page.images)


def read_scan(page: Page, reader: ScanReader) -> Scan:
    dots = min(DOTS_PER_INCH, 72 * sqrt(MOST_PIXELS / max(float(page.width * page.height), 1.0)))
    picture = np.asarray(page.to_image(resolution=dots).original.convert("RGB"), dtype=np.uint8)
    found = reader.read(picture)
    lines = tuple(_line(row, points=72 / dots) for row in _rows(found))
    return Scan(lines, tuple(line.text for line in found if line.sureness < LEAST_SURENESS))


def _rows(found: Sequence[ScannedLine]) -> list[list[ScannedLine]]:
    """Pieces that stand side by side are one line."""
    rows: list[list[ScannedLine]] = []
    for piece in sorted(found, key=lambda line: line.top):
        middle = (piece.top + piece.bottom) / 2
        if rows and middle < rows[-1][0].bottom:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def _line(row: Sequence[ScannedLine], *, points: float) -> PageLine:
    return PageLine(
        text=" ".join(piece.text for piece in row),
        left=row[0].left * points,
        right=row[-1].right * points,
        top=min(piece.top for piece in row) * points,
        bottom=max(piece.bottom for piece in row) * points,
    )
