"""Files of questions: XLSX for people, JSONL for programs. Read with limits, row by row, and written.

A JSONL line is as in `evaluation/data/questions.jsonl`. Lines of what the conversation does without the
knowledge base (reviews, progress, small talk) are left out, and told.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from chassis.pii import mask
from chassis.regions import RegionRegistry
from knowledge_base.checks import Expected, Question
from knowledge_base.errors import QuestionsRefused
from knowledge_base.wire import MAX_HISTORY_TURNS, MAX_QUESTION_CHARACTERS

LARGEST_BYTES = 5_000_000
MOST_QUESTIONS = 2_000
_LARGEST_UNPACKED = 60_000_000
_LONGEST_CELL = 4_000
_MOST_PARTS = 20


@dataclass(frozen=True)
class QuestionsRead:
    """`left_out` are the numbers of the lines that ask for something else than an answer."""

    questions: tuple[Question, ...]
    left_out: tuple[int, ...] = ()


class _Line(BaseModel):
    """One question as a file has it; what it has beside is ignored."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    question: str = Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS)
    turns: list[str] = Field(default=[], max_length=MAX_HISTORY_TURNS)
    region: str | None = None
    behaviour: str | None = None
    facts: list[list[str]] = Field(default=[], max_length=_MOST_PARTS)
    must_not: list[str] = Field(default=[], max_length=_MOST_PARTS)
    document: str | None = Field(default=None, max_length=300)
    category: str = Field(default="", max_length=60)
    note: str | None = Field(default=None, max_length=1000)

    @field_validator("region", "behaviour", "document", "note", mode="after")
    @classmethod
    def _none_where_empty(cls, value: str | None) -> str | None:
        return value or None


def read_questions(name: str, content: bytes) -> QuestionsRead:
    """All of the file, or nothing.

    Raises:
        QuestionsRefused: the message names the row and what is wrong with it.
    """
    if len(content) > LARGEST_BYTES:
        raise _refused("too_large", megabytes=LARGEST_BYTES // 1_000_000)
    kind = Path(name).suffix.lower()
    if kind == ".xlsx":
        lines = _rows(content)
    elif kind in (".jsonl", ".json"):
        lines = _json_lines(content)
    else:
        raise _refused("format")
    return _taken(lines)


def _taken(lines: Iterable[tuple[int, dict[str, Any]]]) -> QuestionsRead:
    questions: list[Question] = []
    left_out: list[int] = []
    for number, line in lines:
        if len(questions) >= MOST_QUESTIONS:
            raise _refused("too_many", most=MOST_QUESTIONS)
        question = _question(number, line)
        if question is None:
            left_out.append(number)
        else:
            questions.append(question)
    if not questions:
        raise _refused("none")
    return QuestionsRead(tuple(questions), tuple(left_out))


def _question(number: int, line: dict[str, Any]) -> Question | None:
    try:
        read = _Line.model_validate(line)
    except ValidationError as error:
        fields = {str(part["loc"][0]) for part in error.errors() if part["loc"]}
        titles = _words()["columns"]
        named = "、".join(titles.get(field, field) for field in sorted(fields))
        raise _refused("row", row=number, fields=named) from error
    behaviour = _words()["behaviours"].get(read.behaviour, read.behaviour)
    if behaviour in _words()["of_the_conversation"]:
        return None
    if behaviour is not None and behaviour not in set(Expected):
        raise _refused(
            "behaviour", row=number, written=read.behaviour, known="、".join(_written_behaviours())
        )
    return Question(
        text=mask(read.question),
        region=_region(number, read.region),
        history=tuple(map(mask, read.turns)),
        expected=Expected(behaviour) if behaviour else None,
        facts=tuple(tuple(group) for group in read.facts if group),
        must_not=tuple(read.must_not),
        document=_words()["documents"].get(read.document, read.document),
        category=read.category,
        note=read.note or "",
    )


def _region(number: int, written: str | None) -> str | None:
    if written is None:
        return None
    for region in RegionRegistry.load().covered():
        if written in (region.code, region.name, region.short_name, *region.words):
            return region.code
    code: str | None = _words()["regions"].get(written)
    if code is None:
        raise _refused("region", row=number, written=written)
    return code


def _json_lines(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = content.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise _refused("not_utf8") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise _refused("not_json", row=number) from error
        if not isinstance(value, dict):
            raise _refused("not_json", row=number)
        yield number, value


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, Any]]]:
    """The first sheet; its first row says what the columns are, in any order."""
    _check_unpacked(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_col=30)
        names = _columns(next(rows, ()))
        for number, row in enumerate(rows, 2):
            cells = {name: _cell(value) for name, value in zip(names, row, strict=False) if name}
            if any(cells.values()):
                yield number, _line_of(cells)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError) as error:
        raise _refused("not_xlsx") from error


def _check_unpacked(content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except BadZipFile as error:
        raise _refused("not_xlsx") from error
    if size > _LARGEST_UNPACKED:
        raise _refused("too_large", megabytes=LARGEST_BYTES // 1_000_000)


def _columns(head: Sequence[Any]) -> list[str | None]:
    titles = {title: name for name, title in _words()["columns"].items()}
    names = [titles.get(_cell(value), _cell(value)) for value in head]
    known = [name if name in titles.values() else None for name in names]
    if "question" not in known:
        raise _refused("no_column", column=_words()["columns"]["question"])
    return known


def _cell(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()[:_LONGEST_CELL]


def _line_of(cells: dict[str, str]) -> dict[str, Any]:
    """In a cell several are apart by ；, alternatives by /."""
    listed = {name: _parts(cells.get(name, ""), "；") for name in ("turns", "facts", "must_not")}
    groups = [_parts(group, "/") for group in listed["facts"]]
    return {**cells, **listed, "facts": groups}


def _parts(text: str, mark: str) -> list[str]:
    plain = text.replace(";", "；").replace("\n", "；") if mark == "；" else text.replace("／", "/")
    return [part.strip() for part in plain.split(mark) if part.strip()]


def write_jsonl(questions: Iterable[Question]) -> bytes:
    lines = (json.dumps(_written(question), ensure_ascii=False) for question in questions)
    return "".join(f"{line}\n" for line in lines).encode()


def _written(question: Question) -> dict[str, Any]:
    return {
        "question": question.text,
        "turns": list(question.history),
        "region": question.region,
        "behaviour": question.expected,
        "facts": [list(group) for group in question.facts],
        "must_not": list(question.must_not),
        "document": question.document,
        "category": question.category,
        "note": question.note,
    }


def write_xlsx(questions: Iterable[Question]) -> bytes:
    titles = _words()["columns"]
    behaviours = {code: written for written, code in _words()["behaviours"].items()}
    rows = (
        {
            **_written(question),
            "turns": "；".join(question.history),
            "behaviour": behaviours.get(question.expected or "", ""),
            "facts": "；".join("/".join(group) for group in question.facts),
            "must_not": "；".join(question.must_not),
        }
        for question in questions
    )
    return workbook(_words()["sheet"], titles.values(), ([row[name] for name in titles] for row in rows))


def workbook(title: str, head: Iterable[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet of text cells: what begins with = is no formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for row in ([*head], *rows):
        sheet.append([_text_cell(sheet, value) for value in row])
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def _text_cell(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value="" if value is None else str(value))
    cell.data_type = "s"
    return cell


def _written_behaviours() -> list[str]:
    return list(_words()["behaviours"])


def _refused(name: str, **values: Any) -> QuestionsRefused:
    message = str(_words()["refusals"][name]).format(**values)
    return QuestionsRefused(f"{name} {values}", message=message)


@cache
def _words() -> dict[str, Any]:
    source = Path(__file__).with_name("question_files.yml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(source)
    return words


def sample_xlsx() -> bytes:
    """The columns, and a question to go by."""
    titles, sample = _words()["columns"], _words()["sample"]
    return workbook(_words()["sheet"], titles.values(), [[sample[name] for name in titles]])
