"""Every shipped policy point loads, and stands where it says it stands.

The official texts are not in the repository; where they are present, every section, figure, name and
number of every point is looked up in them, by a reader of their headings that is independent of ingest:
in both plans the body is indented, and what is not indented is a table of contents, a box (专栏) or a table.
"""

import os
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.policies.points import PolicyDocument, PolicyPoint, PolicyPointsInvalid, load_policies

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = load_policies(ROOT / "knowledge_base" / "policies")
POINTS = [pytest.param(d, p, id=p.id) for d in DOCUMENTS for p in d.points]
OFFICIAL_TEXTS = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))

HEADINGS = (
    (1, re.compile(r"^第[一二三四五六七八九十]+章|^[一二三四五六七八九十]+、")),
    (2, re.compile(r"^第[一二三四五六七八九十]+节")),
    (3, re.compile(r"^\([一二三四五六七八九十]+\)")),
    (4, re.compile(r"^\d+\.")),
)
# What a document says of itself stands in no section: it is looked up in all of the text.
TIME_OF_DAY = re.compile(r"(?<=\d) +\d{1,2}:\d{2}:\d{2}")
WHOLE_DOCUMENT = "文件说明"
RUN_IN, BOX, BOX_PARAGRAPH = 5, 6, 7
BOX_TITLE = re.compile(r"^专栏\d+")
LONGEST_HEADING = 60
LONGEST_TEXT = 220
# A number of days is not borne out by the number of a row: a unit of time or age is looked up with it.
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:个工作日|个月|分钟|小时|周岁|[年月日])?")
CHINESE_NUMBER = re.compile(r"[一二两三四五六七八九十百]+(?:个月|个工作日|年|日|天|人|岁|倍)")
# “一天”, “一人” in plain speech are not figures.
ARTICLES = re.compile(r"^一(?:人|天)$")


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@dataclass
class Section:
    title: str
    level: int
    ancestors: tuple[str, ...] = ()
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def is_at(self, path: tuple[str, ...]) -> bool:
        """Whether the path ends here and its other steps are headings above, in order."""
        *above, last = (_step(part) for part in path)
        remaining = iter(self.ancestors)
        in_order = all(any(_matches(title, step) for title in remaining) for step in above)
        return in_order and _matches(self.title, last)

    def has_figure(self, figure: str) -> bool:
        wanted = squeeze(figure)
        before = r"(?<![\d.])" if wanted[0].isdigit() else ""
        after = r"(?!\.?\d)" if wanted[-1].isdigit() else ""
        return any(re.search(before + re.escape(wanted) + after, line) for line in self.lines)

    def lacks(self, statement: str) -> list[str]:
        """The numerals of a statement that do not stand here."""
        plain = squeeze(statement)
        lacking = [number for number in NUMBER.findall(plain) if not self.has_figure(number)]
        spelt = (number for number in CHINESE_NUMBER.findall(plain) if not ARTICLES.match(number))
        return lacking + [number for number in spelt if number not in self.text]


def _step(part: str) -> str:
    return squeeze(part).removeprefix("——").rstrip("。")


def _matches(title: str, step: str) -> bool:
    """A heading may be cut after its first clause, a box (专栏) after its number."""
    after_the_cut = r"(?!\d)" if BOX_TITLE.match(step) else r"[:,]"
    return title == step or bool(re.match(re.escape(step) + after_the_cut, title))


def read_sections(path: Path) -> list[Section]:
    """All sections of the text, each with the text of what stands under it."""
    lines = TIME_OF_DAY.sub("", path.read_text(encoding="utf-8")).split("\n")
    head = Section(title=WHOLE_DOCUMENT, level=0)
    sections, open_sections = [head], [head]
    in_box = False
    for raw in lines:
        line = squeeze(raw)
        if not line:
            continue
        indented = raw[0].isspace()
        in_box = bool(BOX_TITLE.match(line)) or (in_box and not indented)
        level, title = _heading(line, in_box=in_box, indented=indented)
        if title and indented == (not in_box):
            while open_sections[-1].level >= level:
                open_sections.pop()
            ancestors = tuple(section.title for section in open_sections[1:])
            section = Section(title=title, level=level, ancestors=ancestors)
            sections.append(section)
            open_sections.append(section)
        for section in open_sections:
            # A box hangs under the paragraph it follows but is not part of that paragraph.
            if not (in_box and section.level == RUN_IN):
                section.lines.append(line)
    return sections


def _heading(line: str, *, in_box: bool, indented: bool) -> tuple[int, str]:
    if in_box:
        return (BOX, line) if BOX_TITLE.match(line) else (BOX_PARAGRAPH, _first_sentence(line))
    for level, pattern in HEADINGS:
        if indented and pattern.match(line) and len(line) <= LONGEST_HEADING:
            return level, line.rstrip("。")
    return RUN_IN, _first_sentence(line.removeprefix("——"))


def _first_sentence(line: str) -> str:
    return line.split("。", 1)[0]


@cache
def sections_of(document_id: str) -> list[Section]:
    path = OFFICIAL_TEXTS / f"{document_id}.txt"
    if not path.is_file():
        pytest.skip(f"the official text is not here: {path} (set CIVICDESK_OFFICIAL_TEXTS to its folder)")
    return read_sections(path)


def named_section(document: PolicyDocument, point: PolicyPoint) -> Section:
    found = [section for section in sections_of(document.id) if section.is_at(point.section)]
    assert found, f"no such headings in the official text: {' > '.join(point.section)}"
    # A box may repeat the title of a paragraph: a path that does not name the box means the paragraph.
    outermost = min(section.level for section in found)
    found = [section for section in found if section.level == outermost]
    assert len(found) == 1, f"not one section but {len(found)}: {' > '.join(point.section)}"
    return found[0]


@pytest.mark.official
@pytest.mark.parametrize(("document", "point"), POINTS)
def test_figures_and_names_stand_in_the_named_section(document: PolicyDocument, point: PolicyPoint) -> None:
    section = named_section(document, point)
    missing = [figure for figure in point.figures if not section.has_figure(figure)]
    missing += [name for name in point.names if squeeze(name) not in section.text]
    assert not missing, f"not in {point.section[-1]}: {missing}"


@pytest.mark.official
@pytest.mark.parametrize(("document", "point"), POINTS)
def test_every_number_stands_in_the_named_section(document: PolicyDocument, point: PolicyPoint) -> None:
    section = named_section(document, point)
    statements = [point.subject, point.text, *(f"{case.when} {case.then}" for case in point.cases)]
    lacking = [number for statement in statements for number in section.lacks(statement)]
    assert not lacking, f"not in {point.section[-1]}: {lacking}"


@pytest.mark.official
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_head_of_the_document_stands_in_the_official_text(document: PolicyDocument) -> None:
    whole = sections_of(document.id)[0].text
    for fact in (document.title, document.issuer, document.number):
        assert fact is None or squeeze(fact) in whole
    if document.published_on is not None:
        day = document.published_on
        assert f"{day:%Y-%m-%d}" in whole or f"{day:%Y年%m月%d日}" in whole


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)
def test_no_question_leads_to_two_points(document: PolicyDocument) -> None:
    asked = Counter(ask for point in document.points for ask in point.asks)
    assert [ask for ask, count in asked.items() if count > 1] == []


@pytest.mark.parametrize(("document", "point"), POINTS)
def test_what_ships_is_asked_for_in_three_ways(document: PolicyDocument, point: PolicyPoint) -> None:
    assert len(point.asks) >= 3


@pytest.mark.parametrize(("document", "point"), POINTS)
def test_texts_are_short_and_in_half_width_digits(document: PolicyDocument, point: PolicyPoint) -> None:
    assert len(point.text) <= LONGEST_TEXT
    assert not re.search(r"[０-９％．]|[①-⑳]", point.text + point.subject)


HEAD = """\
id: plan
title: 规划
issuer: 某局
region: "440104"
kind: plan
status: in_force
status_source: 网页
"""
PART = """\
section: [第一章]
points:
  - id: plan.one
    kind: limit
    subject: 登记
    text: 2天办好。
    asks: [要几天, 几天办好, 几耐搞掂]
"""


def write_document(folder: Path, *, points: str, name: str = "points.yaml") -> Path:
    (folder / "plan").mkdir(exist_ok=True)
    (folder / "plan" / "document.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "plan" / name).write_text(points, encoding="utf-8")
    return folder


def test_a_file_may_hold_several_sections(tmp_path: Path) -> None:
    second = PART.replace("plan.one", "plan.two").replace("第一章", "第二章")
    [document] = load_policies(write_document(tmp_path, points=f"{PART}---\n{second}"))
    assert [point.section for point in document.points] == [("第一章",), ("第二章",)]


@pytest.mark.parametrize(
    ("points", "says"),
    [
        (PART + "    colour: red\n", r"points\.yaml: point plan\.one: colour"),
        (PART.replace("kind: limit", "kind: wish"), r"points\.yaml: point plan\.one: kind"),
        (PART.replace("section: [第一章]\n", ""), r"points\.yaml: section"),
        (PART + "  x: [", r"points\.yaml: not readable"),
        ("", r"points\.yaml: at least one part"),
        (f"{PART}---\n{PART}", r"more than once: plan\.one"),
    ],
    ids=["extra key", "unknown kind", "no section", "broken YAML", "empty file", "repeated id"],
)
def test_an_unusable_file_is_named_with_its_point(tmp_path: Path, points: str, says: str) -> None:
    with pytest.raises(PolicyPointsInvalid, match=says):
        load_policies(write_document(tmp_path, points=points))
