"""Which figures, dates and names of a statement stand in the section that it cites."""

import os
import re
from pathlib import Path

import pytest

from chassis.regions import RegionRegistry
from chassis.settings import ROOT
from knowledge_base.ingest.read import read_document
from knowledge_base.models import ParsedDocument, Section
from knowledge_base.policies.points import PolicyDocument, PolicyPoint, load_policies
from knowledge_base.publish.passage import find_passage
from knowledge_base.publish.point_check import statement_of
from knowledge_base.publish.support import Ground
from knowledge_base.service import POLICIES

OFFICIAL_TEXTS = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))
REGIONS = RegionRegistry.load()
SECTION = (
    "自受理之日起15个工作日内办结，每人补贴3000元，培训不少于40课时，合格率达到95%。"
    "到2025年12月31日，由越秀区公共就业服务机构建成“就业驿站”30家。"
    "\n指标\u3000单位\u30002025年\n技能人才\u3000万人\u300059.91\n参保率\u3000%\u300098.5"
)


def missing(statement: str, *, names: tuple[str, ...] = (), section: str = SECTION) -> list[str]:
    ground = Ground(section=section, head="广州市越秀区就业规划\n越秀区人社局", regions=REGIONS)
    return [found.written for found in ground.unsupported(statement, names_given=names)]


@pytest.mark.parametrize(
    "statement",
    [
        "十五个工作日办好，补3000块钱。",
        "合格率要到百分之九十五。",
        "2025年底前建30家，2025年12月31日截止。",
        "技能人才有59.91万人，参保率98.5%。",
        "越秀的“就业驿站”。",
        "一个人去办就行。",
    ],
)
def test_what_stands_there_in_other_words_is_borne_out(statement: str) -> None:
    assert missing(statement) == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("15天办好。", ["15天"]),
        ("16个工作日办好。", ["16个工作日"]),
        ("补贴3千5百元。", ["3千5百元"]),
        ("到2026年。", ["2026年"]),
        ("到2025年11月。", ["2025年11月"]),
        ("“创业驿站”有30家。", ["创业驿站"]),
        ("天河区也有。", ["天河"]),
        ("合格率94%。", ["94%"]),
        ("建成95家。", ["95家"]),
    ],
)
def test_what_does_not_stand_there_is_told_as_it_is_written(statement: str, found: list[str]) -> None:
    assert missing(statement) == found


def test_names_that_are_given_are_looked_up_too() -> None:
    assert missing("有驿站。", names=("就业驿站", "创业学院")) == ["创业学院"]


def test_numbers_of_neighbouring_cells_are_not_read_as_one() -> None:
    assert missing("7.5810万人", section="人次\u30007.58\u300010.39") == ["7.5810万人"]
    assert missing("从7.58到10.39", section="人次\u30007.58\u300010.39") == []


TEXT = (
    "第一章总则\n一、登记。\n办理登记。\n二、补贴\n发放补贴。\n先到先得。名额有限。"
    "\n专栏1重点\n内容甲\n专栏10其他\n内容乙"
)


def section(*path: str) -> Section:
    start = TEXT.index(path[-1]) + len(path[-1]) + 1
    return Section(path=path, start=start, end=TEXT.index("\n", start) if "\n" in TEXT[start:] else len(TEXT))


SECTIONS = [
    Section(path=("第一章总则",), start=6, end=6),
    section("第一章总则", "一、登记。"),
    Section(path=("第一章总则", "二、补贴"), start=TEXT.index("发放"), end=TEXT.index("专栏1") - 1),
    section("第一章总则", "专栏1重点"),
    section("第一章总则", "专栏10其他"),
]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("第一章", "一、登记"), "办理登记。"),
        (("专栏1",), "内容甲"),
        (("专栏10",), "内容乙"),
        (("二、补贴", "先到先得"), "先到先得。名额有限。"),
        (("第二章",), None),
        (("二、补贴", "没有"), None),
    ],
)
def test_a_path_finds_its_section_or_its_paragraph(path: tuple[str, ...], text: str | None) -> None:
    found = find_passage(path, TEXT, SECTIONS)
    assert (found.text if found else None) == text
    assert found is None or TEXT[found.start : found.end] == found.text


def shipped() -> list[tuple[PolicyDocument, ParsedDocument]]:
    found = []
    for policy in load_policies(POLICIES):
        path = OFFICIAL_TEXTS / f"{policy.id}.txt"
        if path.is_file():
            found.append((policy, read_document(path.name, path.read_bytes())))
    if not found:
        pytest.skip(
            f"no official text is here: {OFFICIAL_TEXTS} (set CIVICDESK_OFFICIAL_TEXTS to its folder)"
        )
    return found


def is_borne_out(policy: PolicyDocument, parsed: ParsedDocument, point: PolicyPoint, statement: str) -> bool:
    passage = find_passage(point.section, parsed.text, parsed.sections)
    assert passage is not None, f"{point.id}: no such section"
    section = "\n".join([*passage.path, passage.text])
    head = "\n".join([policy.title, policy.issuer, policy.number or ""])
    return not Ground(section, head, REGIONS).unsupported(statement)


@pytest.mark.official
def test_nearly_all_shipped_points_are_borne_out_and_changed_figures_are_not() -> None:
    whole, borne_out, changed, unnoticed = 0, 0, 0, []
    for policy, parsed in shipped():
        for point in policy.points:
            statement = statement_of(point)
            whole += 1
            if not is_borne_out(policy, parsed, point, statement):
                continue
            borne_out += 1
            other = re.sub(r"\d+", lambda number: str(int(number[0]) + 7), statement)
            if other == statement:
                continue
            changed += 1
            if is_borne_out(policy, parsed, point, other):
                unnoticed.append(point.id)
    assert borne_out >= 0.98 * whole
    # In a table of limits another row may have the changed one.
    assert len(unnoticed) <= 0.06 * changed, unnoticed
