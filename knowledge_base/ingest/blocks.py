"""What every parser gives: paragraphs and tables in reading order."""

import re
import unicodedata
from dataclasses import dataclass

from knowledge_base.models import Table

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_LEADING = re.compile(r"^\s*")


@dataclass(frozen=True)
class GivenHeading:
    """What a person made of a paragraph: a heading so many levels deep (1 the highest), or plain text (0).

    `title` is what the section is called where it opens with prose, whose words stay as they are.
    """

    depth: int
    title: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """One paragraph. `level` is a heading level the file itself states, 1 the highest; `given` goes before
    all that its text looks like."""

    text: str
    level: int | None = None
    indented: bool = False
    given: GivenHeading | None = None


@dataclass(frozen=True)
class TableLine:
    """One line of a table's text. `row` is the index of the table row it shows; None for header and notes."""

    text: str
    row: int | None = None


@dataclass(frozen=True)
class TableBlock:
    table: Table
    lines: tuple[TableLine, ...]


Block = Paragraph | TableBlock


def clean(raw: str) -> str:
    """One line without invisible characters, each run of white space as one blank."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", raw)).strip()


def squeeze(text: str) -> str:
    """For comparing only: no white space, full-width forms as half-width."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def paragraph(raw: str, *, level: int | None = None) -> Paragraph | None:
    """A paragraph of one raw line, or None when it holds no text."""
    text = clean(raw)
    return Paragraph(text, level, _is_indented(_INVISIBLE.sub("", raw))) if text else None


def _is_indented(raw: str) -> bool:
    found = _LEADING.match(raw.lstrip("\n\r"))
    blank = found.group() if found else ""
    return len(blank) + blank.count("\u3000") >= 2
