"""Tables flattened to one cell a line come back as rows, or are refused: never with a shifted value."""

import pytest

from knowledge_base.errors import TableBroken
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock
from knowledge_base.ingest.flattened_tables import rebuild

HEADER = ["序号", "指 标", "单位", "2020年基数", "2025年目标", "属性"]
WHOLE = [
    ["1", "花园总数", "座", "30", "45", "约束性"],
    ["2", "园丁总数", "人", "812", "900", "预期性"],
    ["3", "花园开放率", "%", "81.5", "<90", "约束性"],
    ["4", "花种发放量", "包", "——", "1300", "预期性"],
    ["5", "老树建档率", "%", "-", "大于40", "预期性"],
    ["6", "苗圃总数", "座", "8", "12", "约束性"],
]


def blocks(*cells: str) -> list[Block]:
    return [Paragraph(cell) for cell in cells]


def flat(rows: list[list[str]]) -> list[str]:
    return [cell for row in rows for cell in row]


def indicators(*extra: str, title: str = "专栏1: 主要指标") -> TableBlock:
    found = rebuild(blocks(title, *HEADER, *flat(WHOLE), *extra))
    [table] = [block for block in found if isinstance(block, TableBlock)]
    return table


def last_row(*cells: str) -> tuple[str, ...]:
    return indicators("7", *cells).table.rows[-1]


def test_whole_rows_stand_under_their_header() -> None:
    table = indicators().table
    assert table.header == ("序号", "指标", "单位", "2020年基数", "2025年目标", "属性")
    assert [list(row) for row in table.rows] == WHOLE


def test_a_missing_unit_leaves_its_cell_empty() -> None:
    assert last_row("公益花展场次", "122", "累计600", "预期性") == (
        "7",
        "公益花展场次",
        "",
        "122",
        "累计600",
        "预期性",
    )


def test_a_missing_unit_before_a_missing_base_is_told_by_the_dash() -> None:
    assert last_row("引进花匠", "——", "160", "约束性") == ("7", "引进花匠", "", "——", "160", "约束性")


def test_a_name_cut_in_two_is_joined_even_where_the_unit_is_missing() -> None:
    assert last_row("引进外地", "花匠", "20", "160", "约束性") == (
        "7",
        "引进外地花匠",
        "",
        "20",
        "160",
        "约束性",
    )


def test_one_figure_for_two_columns_is_refused_and_the_row_is_named() -> None:
    with pytest.raises(TableBroken) as refused:
        indicators("7", "新花品种", "个", "150", "预期性")
    assert "专栏1: 主要指标" in refused.value.message
    assert "7 新花品种" in refused.value.message


def test_a_figure_may_stand_where_other_rows_have_dashes_so_it_is_not_moved_on() -> None:
    rows = [[str(n), "花园", "座", "——", "45", "约束性"] for n in range(1, 6)]
    with pytest.raises(TableBroken):
        rebuild(blocks("专栏1 指标", *HEADER, *flat(rows), "6", "苗圃", "20", "约束性"))


def test_a_row_with_cells_for_no_column_is_refused() -> None:
    with pytest.raises(TableBroken):
        indicators("7", "新花品种", "12", "13", "14", "15", "16")


def test_group_rows_are_shown_but_are_no_rows() -> None:
    cells = [*HEADER, "一、花园", *flat(WHOLE[:3]), "二、花种", *flat(WHOLE[3:])]
    found = rebuild(blocks("专栏1 指标", *cells))
    [table] = [block for block in found if isinstance(block, TableBlock)]
    assert [list(row) for row in table.table.rows] == WHOLE
    assert [line.text for line in table.lines if line.row is None][1:] == ["一、花园", "二、花种"]


def test_a_figure_that_equals_the_next_ordinal_does_not_begin_a_row() -> None:
    rows = [["1", "花园", "座", "2", "3", "约束性"], ["2", "苗圃", "座", "3", "4", "预期性"]]
    rows += [["3", "老树", "棵", "4", "5", "约束性"]]
    found = rebuild(blocks("专栏1 指标", *HEADER, *flat(rows)))
    [table] = [block for block in found if isinstance(block, TableBlock)]
    assert [list(row) for row in table.table.rows] == rows


def test_a_note_ends_the_table_and_belongs_to_it() -> None:
    table = indicators("注:基数为年底数。", "后面的正文,不属于这张表格。").table
    assert table.note == "注:基数为年底数。"
    assert len(table.rows) == len(WHOLE)


@pytest.mark.parametrize(
    "after", ["第二章 花种", "——发放花种。春秋两季发放花种,领完为止。", "二、花种", "专栏2 任务", "(二)花种"]
)
def test_the_next_heading_ends_the_table(after: str) -> None:
    found = rebuild(blocks("专栏1 指标", *HEADER, *flat(WHOLE), after, "花种按季节发放,由园艺站办理。"))
    assert found[-2:] == blocks(after, "花种按季节发放,由园艺站办理。")
    assert isinstance(found[-3], TableBlock)
    assert [list(row) for row in found[-3].table.rows] == WHOLE


def test_a_long_paragraph_after_the_last_row_is_no_cell() -> None:
    prose = "本表所列的各项指标由园艺站每年统计一次,统计的结果在每年的第一季度向全区居民公布。"
    found = rebuild(blocks("专栏1 指标", *HEADER, *flat(WHOLE), prose))
    assert found[-1] == Paragraph(prose)


def test_a_table_without_a_title_is_known_by_its_ordinal_column() -> None:
    found = rebuild(
        blocks("下面是花园的清单。", "序号", "花园", "地址", "1", "东园", "河边", "2", "西园", "山脚")
    )
    assert isinstance(found[1], TableBlock)
    assert found[1].table.rows == (("1", "东园", "河边"), ("2", "西园", "山脚"))


def test_a_last_cell_on_several_lines_is_one() -> None:
    cells = [
        "序号",
        "事项",
        "时限",
        "1",
        "登记",
        "线上3个工作日;",
        "窗口当场办结。",
        "2",
        "报装",
        "5个工作日",
        "3",
        "备案",
        "当场",
    ]
    found = rebuild(blocks("事项清单", *cells))
    assert isinstance(found[1], TableBlock)
    assert found[1].table.rows[0] == ("1", "登记", "线上3个工作日;窗口当场办结。")


def test_an_item_that_goes_on_on_the_next_line_stays_in_its_cell() -> None:
    cells = [
        "序号",
        "场景",
        "事项",
        "1",
        "新建",
        "①花园",
        "登记",
        "②用水报装",
        "2",
        "停用",
        "①注销",
        "3",
        "转让",
        "①变更",
    ]
    found = rebuild(blocks("场景清单", *cells))
    assert isinstance(found[1], TableBlock)
    assert found[1].table.rows[0] == ("1", "新建", "①花园登记②用水报装")


def test_a_header_that_names_one_column_too_many_means_missing_cells_not_a_joined_header() -> None:
    header = ["序号", "花园", "面积", "地址"]
    found = rebuild(
        blocks(
            "花园一览表", *header, "1", "东园", "20", "河边", "2", "西园", "山脚", "3", "南园", "30", "桥头"
        )
    )
    assert isinstance(found[1], TableBlock)
    assert found[1].table.rows[1] == ("2", "西园", "", "山脚")


@pytest.mark.parametrize(
    "cells",
    [
        ["办好社区苗圃。每个社区至少办一处苗圃,由志愿者照看。", "保护老树。给老树挂牌建档,施工要避让老树。"],
        ["1.办好苗圃。每个社区至少办一处苗圃。", "2.保护老树。给老树挂牌建档。"],
    ],
    ids=["paragraphs", "numbered paragraphs"],
)
def test_a_box_of_prose_is_no_table(cells: list[str]) -> None:
    assert rebuild(blocks("专栏1 任务", *cells)) == blocks("专栏1 任务", *cells)
