"""Both plans as they are published. The texts are not in the repository: these tests run where they are."""

import os
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from knowledge_base.ingest.instructions import instruction_doubts
from knowledge_base.ingest.read import read_document
from knowledge_base.ingest.split import split
from knowledge_base.models import (
    RECORD_PATH,
    Chunk,
    ParsedDocument,
    PointKind,
    Section,
    Table,
    Validity,
)

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))
YUEXIU, LONGHUA = "yuexiu-hrss-14fyp", "longhua-hr-14fyp"
REGIONS = {YUEXIU: "440104", LONGHUA: "440309"}

pytestmark = pytest.mark.official
both = pytest.mark.parametrize("document_id", [YUEXIU, LONGHUA])


@cache
def source_of(document_id: str) -> str:
    path = FOLDER / f"{document_id}.txt"
    if not path.is_file():
        pytest.skip(f"the official text is not here: {path} (set CIVICDESK_OFFICIAL_TEXTS to its folder)")
    return path.read_text(encoding="utf-8")


@cache
def plan(document_id: str) -> ParsedDocument:
    return read_document(f"{document_id}.txt", source_of(document_id).encode())


@cache
def chunks_of(document_id: str) -> list[Chunk]:
    return split(plan(document_id), document_id=document_id, version=1, region=REGIONS[document_id])


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def boxes(document_id: str) -> dict[int, Section]:
    """The first section of every box by its number."""
    found: dict[int, Section] = {}
    for section in plan(document_id).sections:
        number = re.match(r"专栏(\d+)", section.path[-1])
        if number:
            found.setdefault(int(number[1]), section)
    return found


def table_of(document_id: str, box: int) -> Table:
    table = boxes(document_id)[box].table
    assert table is not None
    return table


@both
def test_nothing_in_a_plan_reads_like_an_instruction_to_the_assistant(document_id: str) -> None:
    assert instruction_doubts(plan(document_id)) == ()


def test_head_of_the_yuexiu_plan() -> None:
    head = plan(YUEXIU).head
    assert head.title is not None
    assert head.title.startswith("广州市越秀区")
    assert head.title.endswith("第十四个五年规划")
    assert (head.number, head.issuer) == ("越府办〔2021〕25号", "广州市越秀区人民政府办公室")
    assert (head.region, head.validity, head.doubts) == ("440104", None, ())
    assert (head.signed_on, head.published_on) == (date(2021, 12, 30), date(2022, 1, 14))
    assert (head.period_from, head.period_to) == (date(2021, 1, 1), date(2025, 12, 31))


def test_head_of_the_longhua_plan() -> None:
    head = plan(LONGHUA).head
    assert head.title == "深圳市龙华区人力资源事业发展“十四五”规划"
    assert (head.number, head.issuer) == (None, "深圳市龙华区人力资源局")
    assert (head.region, head.validity) == ("440309", Validity.EXPIRED)
    assert (head.signed_on, head.published_on) == (None, date(2022, 12, 1))
    assert (head.period_from, head.period_to) == (date(2021, 1, 1), date(2025, 12, 31))
    assert len(head.doubts) == 1


def test_indicators_of_yuexiu() -> None:
    table = table_of(YUEXIU, 1)
    assert table.header == ("指标", "“十三五”水平值", "“十四五”目标", "属性")
    assert [row[1:3] for row in table.rows] == [
        ("[23.79]", "完成市下达目标"),
        ("100", "100"),
        ("100", "100"),
        ("100", "100"),
        ("94.13", "95"),
        ("10.39(2020年)", "[7.58]"),
        ("0.0985(2020年)", "完成市下达目标"),
        ("0.32(2020年)", "完成市下达目标"),
        ("76.8", "﹥60"),
        ("93.47", "﹥90"),
        ("100", "﹥96"),
        ("100", "100"),
    ]
    assert [row[3][:2] for row in table.rows] == ["预期", *["约束"] * 3, *["预期"] * 8]
    assert [row[0].split(".")[0] for row in table.rows] == [str(number) for number in range(1, 13)]
    assert "累计" in table.note


def test_indicators_of_longhua() -> None:
    table = table_of(LONGHUA, 1)
    assert table.header == ("序号", "指标", "单位", "2020年基数", "2025年目标", "属性")
    assert [row[2:5] for row in table.rows] == [
        ("%", "0.6", "<3.5"),
        ("%", "-", "大于40"),
        ("", "122", "累计600"),
        ("万人", "49.91", "59.91"),
        ("万人", "16.68", "20.68"),
        ("", "——", "160"),
        ("万人次", "12", "22"),
        ("人次", "——", "1300"),
        ("人次", "——", "8000"),
        ("%", "99", "99"),
        ("", "90", "150"),
        ("%", "96.58", ">95"),
        ("", "151", "300"),
        ("%", "65.3", "75"),
    ]
    kinds = ["约束", "约束", "预期", "约束", "约束", "约束", *["预期"] * 8]
    assert [row[5][:2] for row in table.rows] == kinds
    assert [row[0] for row in table.rows] == [str(number) for number in range(1, 15)]


def test_nine_packages_with_all_their_items() -> None:
    table = table_of(YUEXIU, 5)
    assert [len(re.findall("[①-⑳]", row[2])) for row in table.rows] == [6, 5, 13, 8, 8, 13, 4, 7, 5]
    names = [row[1] for row in table.rows]
    assert names[4:7] == ["事业单位聘用工作人员", "创业", "申领工亡人员有关待遇"]
    assert all(row[2].startswith("①") for row in table.rows)


def test_fourteen_limits_each_with_its_own() -> None:
    table = table_of(YUEXIU, 6)
    expected = [
        ("退休", "待省"),
        ("城镇职工", "15个工作日"),
        ("失业保险关系", "15个工作日"),
        ("工伤认定", "60日"),
        ("失业保险金", "5个工作日"),
        ("稳岗返还", "全程网办"),
        ("失业登记", "2个工作日"),
        ("就业登记", "视为"),
        ("就业创业证", "2个工作日"),
        ("担保贷款", "小微企业"),
        ("困难人员", "10个工作日"),
        ("毕业生接收", "即时办结"),
        ("见习补贴", "季后第2个月"),
        ("党员组织关系", "转出"),
    ]
    assert len(table.rows) == len(expected)
    for row, (name, limit) in zip(table.rows, expected, strict=True):
        assert name in row[1]
        assert limit in row[2]
    assert sum(chunk.kind == PointKind.LIMIT for chunk in chunks_of(YUEXIU)) == len(expected)


@pytest.mark.parametrize(("document_id", "count"), [(YUEXIU, 11), (LONGHUA, 5)])
def test_every_box_stands_below_the_heading_that_it_stands_in(document_id: str, count: int) -> None:
    found = boxes(document_id)
    assert sorted(found) == list(range(1, count + 1))
    depth = 4 if document_id == YUEXIU else 3
    above = {number: [part[:3] for part in section.path[:-1]] for number, section in found.items()}
    assert all(
        len(parts) == depth - 1 for number, parts in above.items() if (document_id, number) != (YUEXIU, 1)
    )
    if document_id == YUEXIU:
        assert above[1] == ["二、新", "(三)"]
        assert {number: parts[2][:2] for number, parts in above.items() if number > 1} == {
            2: "5.", 3: "5.", 4: "5.", 5: "1.", 6: "2.", 7: "7.", 8: "3.", 9: "5.", 10: "1.", 11: "3.",
        }  # fmt: skip
    else:
        assert [parts[1] for parts in above.values()] == ["第五节", "第三节", "第四节", "第五节", "第一节"]


@both
def test_boxes_of_prose_have_one_section_for_each_task(document_id: str) -> None:
    tasks = {YUEXIU: {2: 4, 3: 5, 4: 6, 7: 4, 8: 3, 9: 6, 10: 5, 11: 5}, LONGHUA: {2: 3, 3: 2, 4: 3, 5: 1}}
    for number, count in tasks[document_id].items():
        box = boxes(document_id)[number].path
        below = [s.path for s in plan(document_id).sections if s.path[:-1] == box]
        assert len(below) == count


def own_texts(document_id: str) -> Iterator[tuple[Section, str]]:
    parsed = plan(document_id)
    for section in parsed.sections:
        yield section, parsed.text[section.start : section.end]


@both
def test_every_section_stands_in_the_official_text(document_id: str) -> None:
    whole = squeeze(source_of(document_id))
    for section, text in own_texts(document_id):
        lines = text.split("\n")
        assert all(squeeze(line) in whole for line in lines), section.path
        assert squeeze(section.path[-1]) in whole


@both
def test_every_chunk_is_a_verbatim_slice(document_id: str) -> None:
    parsed, whole = plan(document_id), squeeze(source_of(document_id))
    for chunk in chunks_of(document_id):
        assert chunk.quote == parsed.text[chunk.start : chunk.end]
        assert squeeze(chunk.quote) in whole
        assert chunk.is_table_row or chunk.path == RECORD_PATH or chunk.text == chunk.quote


@both
def test_nothing_of_a_section_is_lost_in_the_chunks(document_id: str) -> None:
    covered = {i for chunk in chunks_of(document_id) for i in range(chunk.start, chunk.end)}
    for section, text in own_texts(document_id):
        if section.table is None:
            lost = [
                i for i, character in enumerate(text, section.start) if i not in covered and character != "\n"
            ]
            assert not lost, section.path


@both
def test_page_and_contents_are_not_in_the_text(document_id: str) -> None:
    text = plan(document_id).text
    for furniture in ("当前位置", "字体", "返回顶部", "ICP备", "网站地图", "目 录", "文件已失效", "微博"):
        assert furniture not in text
    assert len(re.findall(r"^一、新形势", text, re.M)) <= 1


def test_both_plans_make_chunks_of_a_size_that_retrieval_likes() -> None:
    prose = [c for d in REGIONS for c in chunks_of(d) if not c.is_table_row]
    rows = [c for d in REGIONS for c in chunks_of(d) if c.is_table_row]
    assert len(rows) == 12 + 14 + 9 + 14
    assert 380 <= len(prose) <= 520
    assert sum(60 <= len(chunk.text) <= 260 for chunk in prose) >= 0.9 * len(prose)
