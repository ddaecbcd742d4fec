"""Web pages: navigation dropped, headings and true tables kept."""

import pytest

from knowledge_base.errors import ContentMismatch, TableBroken
from knowledge_base.ingest.read import read_document
from knowledge_base.models import ParsedDocument
from tests.knowledge_base.ingest.samples import at, paths, rows_of, table_of

REST = "园艺站每周整理一次花圃,居民可以随时来看。"


def read_html(body: str, *, head: str = "", encoding: str = "utf-8") -> ParsedDocument:
    page = f"<!DOCTYPE html><html><head><meta charset='{encoding}'>{head}</head><body>{body}</body></html>"
    return read_document("page.html", page.encode(encoding))


TITLE = "<h1>青禾区花园管理办法</h1>"


def test_scripts_navigation_and_foot_are_dropped() -> None:
    parsed = read_html(
        "<nav><a>首页</a></nav><div class='top-nav'>导航栏目</div><script>var a='脚本';</script>"
        f"{TITLE}<p>第一章 总则</p><p>{REST}</p><div style='display:none'>隐藏</div><footer>版权页脚</footer>"
    )
    assert parsed.text == f"青禾区花园管理办法\n第一章 总则\n{REST}"


def test_headings_that_the_page_states_are_headings() -> None:
    parsed = read_html(
        f"{TITLE}<h2>申请条件</h2><p>{REST}</p><h3>例外</h3><p>{REST}</p><h2>办理</h2><p>{REST}</p>"
    )
    assert paths(parsed) == [("申请条件",), ("申请条件", "例外"), ("办理",)]


def test_inline_markup_does_not_cut_a_paragraph() -> None:
    parsed = read_html(
        f"{TITLE}<p>第一条 园艺站<b>每周</b>整理<span>一次</span>\n花圃,居民可以随时来看。</p>"
    )
    assert "第一条 园艺站每周整理一次花圃,居民可以随时来看。" in parsed.text


def test_merged_cells_reach_over_their_rows_and_columns() -> None:
    parsed = read_html(
        f"""{TITLE}<p>一、时限</p><table>
        <tr><th rowspan=2>类别</th><th rowspan=2>事项</th><th colspan=2>时限</th></tr>
        <tr><th>线上</th><th>窗口</th></tr>
        <tr><td rowspan=2>登记</td><td>花园登记</td><td>3天</td><td>5天</td></tr>
        <tr><td>苗圃登记</td><td colspan=2>7天</td></tr>
        <tr><td>备案</td><td>移植备案</td><td></td><td>当场</td></tr></table>"""
    )
    section = table_of(parsed)
    assert section.table is not None
    assert section.table.header == ("类别", "事项", "时限 线上", "时限 窗口")
    assert rows_of(section) == (
        ("登记", "花园登记", "3天", "5天"),
        ("登记", "苗圃登记", "7天", "7天"),
        ("备案", "移植备案", "", "当场"),
    )
    assert [parsed.text[a:b] for a, b in section.row_spans][1] == "登记\u3000苗圃登记\u30007天"
    assert section.path == ("一、时限",)


def test_group_rows_and_notes_of_a_table_are_no_rows() -> None:
    parsed = read_html(
        f"""{TITLE}<table><tr><td colspan=3>专栏1 花园指标</td></tr>
        <tr><td>指标</td><td>单位</td><td>目标</td></tr>
        <tr><td colspan=3>一、花园</td></tr><tr><td>花园</td><td>座</td><td>45</td></tr>
        <tr><td colspan=3>注:目标为五年累计数。</td></tr></table>"""
    )
    section = at(parsed, "专栏1 花园指标")
    assert rows_of(section) == (("花园", "座", "45"),)
    assert section.table is not None
    assert section.table.note == "注:目标为五年累计数。"


def test_a_row_with_a_missing_cell_is_filled_only_where_that_is_certain() -> None:
    rows = "<tr><td>花园</td><td>座</td><td>45</td></tr><tr><td>苗圃</td><td>座</td><td>12</td></tr>"
    header = "<tr><th>指标</th><th>单位</th><th>目标</th></tr>"
    parsed = read_html(f"{TITLE}<table>{header}{rows}<tr><td>开放场次</td><td>600</td></tr></table>")
    assert rows_of(table_of(parsed))[-1] == ("开放场次", "", "600")
    years = "<tr><th>指标</th><th>基数</th><th>目标</th></tr>"
    rows = rows.replace("座", "30")
    with pytest.raises(TableBroken) as refused:
        read_html(f"{TITLE}<table>{years}{rows}<tr><td>开放场次</td><td>600</td></tr></table>")
    assert "开放场次" in refused.value.message


def test_tables_that_only_arrange_the_page_are_read_through() -> None:
    parsed = read_html(f"<table><tr><td>{TITLE}<p>一、登记</p><p>{REST}</p></td></tr></table>")
    assert paths(parsed) == [("一、登记",)]


def test_a_box_of_one_column_is_a_section_of_paragraphs() -> None:
    box = f"<table><tr><td>专栏1 花园任务</td></tr><tr><td>办好苗圃。{REST}</td></tr></table>"
    parsed = read_html(f"{TITLE}<p>一、登记</p>{box}")
    assert paths(parsed)[-1] == ("一、登记", "专栏1 花园任务", "办好苗圃")


def test_meta_names_of_government_pages_give_the_head() -> None:
    meta = (
        "<meta name='PubDate' content='2022-03-04 08:00'><meta name='ContentSource' content='青禾区园艺局'>"
    )
    head = read_html(f"{TITLE}<p>{REST}</p>", head=meta).head
    assert (str(head.published_on), head.issuer) == ("2022-03-04", "青禾区园艺局")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312"])
def test_encodings_of_pages(encoding: str) -> None:
    assert REST in read_html(f"{TITLE}<p>{REST}</p>", encoding=encoding).text


def test_elements_nested_beyond_reason_are_refused() -> None:
    with pytest.raises(ContentMismatch):
        read_html("<div>" * 2000 + REST)
