"""Two answers side by side: which figures stand in one of them only."""

import re
from dataclasses import dataclass

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|个?工作日|个月|万元|小时|分钟|周岁|[年月日天元人期次项倍])?")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `marked` where it is a figure that the other text does not have."""

    text: str
    marked: bool = False


def marked(text: str, other: str) -> list[Piece]:
    known, pieces, end = set(_FIGURE.findall(other)), [], 0
    for figure in _FIGURE.finditer(text):
        if figure[0] not in known:
            pieces += [Piece(text[end : figure.start()]), Piece(figure[0], marked=True)]
            end = figure.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]
