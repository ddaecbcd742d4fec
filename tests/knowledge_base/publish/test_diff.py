"""What changed is told by section and figure, and nothing of what only looks different."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from knowledge_base.ingest.read import read_document
from knowledge_base.publish.diff import Change, Difference, Reading, differ
from knowledge_base.publish.wording import Fate
from tests.knowledge_base.publish.word_files import as_docx

ROOT = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("CIVICDESK_OFFICIAL_TEXTS", ROOT.parent / "shared" / "documents"))

PLAN = """# 青禾区花园发展规划
## 一、总体目标
到2030年建成花园20座，居民满意率达到95%以上。
## 二、主要任务
### （一）登记
花园登记自受理之日起5个工作日内办结，材料不齐的一次告知。
### （二）养护
园艺站每周巡查2次，枯枝在48小时内清理。
每座花园配备养护人员3人，经费由区财政安排。
## 三、保障措施
各街道每季度报告进展，年底由区园艺站汇总后公布。
"""
TABLE = """# 青禾区花园发展规划
## 一、目标表
| 指标 | 2025年 | 2030年 | 属性 |
|---|---|---|---|
| 花园数量(座) | 12 | 20 | 预期性 |
| 巡查率(%) | 100 | 100 | 约束性 |
| 登记时限 | 5日 | 3日 | 约束性 |
"""


def read(text: str) -> Reading:
    parsed = read_document("plan.md", text.encode())
    return Reading(parsed.text, parsed.sections)


def change(replaced: Mapping[str, str], text: str = PLAN) -> Difference:
    after = text
    for old, new in replaced.items():
        assert old in after
        after = after.replace(old, new, 1)
    return differ(read(text), read(after))


def figures(difference: Difference) -> list[tuple[str | None, str | None]]:
    return [(found.figure.old, found.figure.new) for _, found in difference.figures]


def told(difference: Difference) -> list[tuple[str, tuple[Change, ...]]]:
    return [(section.path[-1] if section.path else "", section.changes) for section in difference.sections]


def test_the_same_text_differs_in_nothing() -> None:
    same = differ(read(PLAN), read(PLAN))
    assert same.sections == ()
    assert same.unchanged > 4


def test_width_blanks_and_quotation_marks_are_no_change() -> None:
    assert change({"，材料": ",  材料", "95%": "95％"}).sections == ()


def test_a_changed_figure_stands_with_its_unit_in_its_section() -> None:
    found = change({"5个工作日": "三个工作日"})
    assert told(found) == [("（一）登记", (Change.REWORDED,))]
    assert figures(found) == [("5个工作日", "三个工作日")]
    pieces = found.sections[0].lines[0].pieces
    assert [(piece.text, piece.fate) for piece in pieces if piece.is_figure] == [
        ("5个工作日", Fate.REMOVED),
        ("三个工作日", Fate.ADDED),
    ]


def test_one_figure_written_in_two_ways_is_no_figure_that_changed() -> None:
    assert figures(change({"5个工作日": "五个工作日"})) == []


def test_figures_that_change_places_are_both_told() -> None:
    text = PLAN.replace("每周巡查2次", "线上2日办结、窗口5日办结")
    found = change({"线上2日办结、窗口5日": "线上5日办结、窗口2日"}, text)
    assert figures(found) == [("2日", "5日"), ("5日", "2日")]


def test_other_words_around_the_same_figure_are_no_changed_figure() -> None:
    found = change({"枯枝在48小时内清理": "对于发现的枯枝，清理不得晚于48小时"})
    assert told(found) == [("（二）养护", (Change.REWORDED,))]
    assert figures(found) == []


def test_a_figure_that_comes_or_goes_has_no_counterpart() -> None:
    assert figures(change({"配备养护人员3人": "配备养护人员"})) == [("3人", None)]
    assert figures(change({"各街道每季度": "18条街道每季度"})) == [(None, "18条")]


def test_a_new_section_is_added_and_the_renumbered_ones_stay() -> None:
    new = "### （二）开放\n花园每天开放12小时，节假日不休息。\n### （三）养护\n"
    found = change({"### （二）养护\n": new})
    assert told(found) == [("（二）开放", (Change.ADDED,))]
    assert figures(found) == []


def test_a_section_that_is_gone_is_told_where_it_stood() -> None:
    gone = "### （一）登记\n花园登记自受理之日起5个工作日内办结，材料不齐的一次告知。\n"
    found = change({gone: "", "### （二）养护": "### （一）养护"})
    assert told(found) == [("（一）登记", (Change.REMOVED,))]


def test_a_renamed_section_is_found_again_with_all_below_it() -> None:
    found = change({"## 二、主要任务": "## 二、重点工作", "2次": "3次"})
    assert told(found) == [
        ("二、重点工作", (Change.REWORDED,)),
        ("（二）养护", (Change.REWORDED,)),
    ]
    assert found.sections[0].heading
    assert figures(found) == [("2次", "3次")]


def test_a_section_under_another_heading_is_moved() -> None:
    text = PLAN[PLAN.index("### （二）养护") : PLAN.index("## 三、")]
    found = change({text: "", "年底由区园艺站汇总后公布。\n": f"年底由区园艺站汇总后公布。\n{text}"})
    assert [entry for entry in told(found) if entry[1] != (Change.REWORDED,)] == [
        ("（二）养护", (Change.MOVED,))
    ]
    assert found.sections[0].old_path is not None


def test_swapped_sections_are_moved_once() -> None:
    one = "### （一）登记\n花园登记自受理之日起5个工作日内办结，材料不齐的一次告知。\n"
    two = (
        "### （二）养护\n园艺站每周巡查2次，枯枝在48小时内清理。\n"
        "每座花园配备养护人员3人，经费由区财政安排。\n"
    )
    found = change({one + two: two.replace("二", "一") + one.replace("一", "二", 1)})
    assert [changes for _, changes in told(found)] == [(Change.MOVED,)]


def test_a_cell_is_told_with_its_row_and_column() -> None:
    found = change({"| 12 |": "| 14 |"}, TABLE)
    [(_, figure)] = found.figures
    assert (figure.figure.old, figure.figure.new) == ("12", "14")
    assert (figure.row, figure.column) == ("花园数量(座)", "2025年")


def test_a_moved_row_brings_no_changed_figure() -> None:
    row = "| 巡查率(%) | 100 | 100 | 约束性 |\n"
    last = "| 登记时限 | 5日 | 3日 | 约束性 |\n"
    found = change({row + last: last + row}, TABLE)
    assert [line.change for line in found.sections[0].lines] == [Change.MOVED]
    assert figures(found) == []


def test_two_unlike_documents_share_nothing() -> None:
    found = differ(read(PLAN), read("# 海湾区图书馆办法\n## 开馆\n读者凭证进馆，每次借书不超过六册。\n"))
    assert {changes for _, changes in told(found)} >= {(Change.ADDED,), (Change.REMOVED,)}
    assert figures(found) == []


def official(name: str) -> str:
    path = FOLDER / f"{name}.txt"
    if not path.is_file():
        pytest.skip(f"the official text is not here: {path} (set CIVICDESK_OFFICIAL_TEXTS to its folder)")
    return path.read_text(encoding="utf-8")


def as_read(name: str, content: bytes) -> Reading:
    parsed = read_document(name, content)
    return Reading(parsed.text, parsed.sections)


@pytest.mark.official
@pytest.mark.parametrize("name", ["yuexiu-hrss-14fyp", "longhua-hr-14fyp"])
def test_a_word_file_with_merged_tables_says_what_the_plain_text_says(name: str) -> None:
    text = official(name)
    found = differ(as_read("plan.txt", text.encode()), as_read("plan.docx", as_docx(text, {})))
    assert found.sections == ()


@pytest.mark.official
def test_three_changed_figures_of_the_yuexiu_plan_are_found_and_nothing_else() -> None:
    text = official("yuexiu-hrss-14fyp")
    changes = {"94.13": "94.50", "15个工作日": "12个工作日", "19条劳动保障": "20条劳动保障"}
    found = differ(as_read("plan.txt", text.encode()), as_read("plan.docx", as_docx(text, changes)))
    assert sorted(figures(found), key=str) == [
        ("15个工作日", "12个工作日"),
        ("19条", "20条"),
        ("94.13", "94.50"),
    ]
    assert {changes for _, changes in told(found)} == {(Change.REWORDED,)}
    assert len(found.sections) == 3
