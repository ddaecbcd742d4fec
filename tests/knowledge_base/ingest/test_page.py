"""A whole page, as it is copied from a browser, becomes a head, a text and a section tree."""

from datetime import date

import pytest

from knowledge_base.models import ParsedDocument
from tests.knowledge_base.ingest.samples import ISSUER, PAGE, TITLE, at, own_text, paths, read_text, rows_of


@pytest.fixture(scope="module")
def page() -> ParsedDocument:
    return read_text(PAGE)


def test_head_is_read_from_the_notice_around_the_plan(page: ParsedDocument) -> None:
    head = page.head
    assert (head.title, head.number, head.issuer) == (TITLE, "青府办〔2022〕7号", ISSUER)
    assert (head.signed_on, head.published_on) == (date(2022, 3, 1), date(2022, 3, 8))
    assert (head.period_from, head.period_to) == (date(2021, 1, 1), date(2025, 12, 31))
    assert head.validity is None
    assert head.doubts == ("没有读到适用地区,请选择地区。",)


def test_navigation_contents_and_foot_of_the_page_are_dropped(page: ParsedDocument) -> None:
    for furniture in (
        "青禾政务网",
        "当前位置",
        "字体大小",
        "目 录",
        "打印本页",
        "ICP备",
        "公开方式",
        "印发\n",
    ):
        assert furniture not in page.text
    assert page.text.count("导言") == 1
    assert page.text.startswith(ISSUER)
    assert page.text.endswith("改进的办法。")


def test_sections_follow_the_headings_as_they_stand(page: ParsedDocument) -> None:
    office = ("二、办法:让园丁少跑路", "(一)种子服务")
    assert paths(page) == [
        (TITLE,),
        ("导言",),
        ("一、起点:过去五年的花园",),
        ("一、起点:过去五年的花园", "(一)发展基础"),
        office[:1],
        office,
        (*office, "1.种子登记"),
        (*office, "1.种子登记", "简化登记材料"),
        (*office, "1.种子登记", "延长开放时间"),
        (*office, "1.种子登记", "专栏1 青禾区花园指标"),
        (*office, "2.花种发放"),
        (*office, "2.花种发放", "按季节发放花种"),
        (*office, "2.花种发放", "专栏2 青禾区花园重点任务"),
        (*office, "2.花种发放", "专栏2 青禾区花园重点任务", "办好社区苗圃"),
        (*office, "2.花种发放", "专栏2 青禾区花园重点任务", "保护老树名木"),
        (*office, "2.花种发放", "建立花种档案"),
        (*office, "2.花种发放", "专栏3 青禾区园艺事项打包清单"),
        (*office, "2.花种发放", "专栏4 青禾区园艺事项提速清单"),
        (*office, "2.花种发放", "分批推进提速"),
        ("三、保障措施",),
        ("三、保障措施", "(一)加强组织领导"),
        ("三、保障措施", "(一)加强组织领导", "压实各镇责任"),
    ]


def test_topic_sentence_is_in_the_path_and_stays_in_the_text(page: ParsedDocument) -> None:
    assert own_text(page, "简化登记材料").startswith("——简化登记材料。居民登记种子时")


def test_heading_line_is_in_the_whole_text_but_in_no_section(page: ParsedDocument) -> None:
    assert own_text(page, "1.种子登记") == ""
    assert "\n1.种子登记。\n" in page.text
    assert own_text(page, "(一)种子服务") == "为了方便居民,种子服务按下面的办法改进,由各镇园艺站办理。"


def test_flattened_indicators_become_rows_under_their_header(page: ParsedDocument) -> None:
    section = at(page, "专栏1 青禾区花园指标")
    assert section.table is not None
    assert section.table.header == ("指标", "“十三五”水平值", "“十四五”目标", "属性")
    assert rows_of(section) == (
        ("1.新建花园数(座)", "[30]", "[45]", "预期性"),
        ("2.花园开放率(%)", "81.5(2020年)", "90", "约束性"),
        ("3.园丁培训人次(人次)", "640", "完成市下达目标", "预期性"),
        ("4.园丁登记率(%)", "88", "95", "约束性"),
    )
    assert section.table.note == "注:[ ]表示五年累计数。"


def test_items_of_one_cell_and_a_cell_cut_in_two_are_put_together(page: ParsedDocument) -> None:
    assert rows_of(at(page, "专栏3 青禾区园艺事项打包清单")) == (
        ("1", "新建花园", "①花园登记 ②用水报装"),
        ("2", "花园转让给邻居", "①花园变更登记 ②花种档案转移 ③1.3.2苗木移植备案"),
        ("3", "花园停用", "①花园注销登记"),
    )


def test_limits_keep_their_conditions(page: ParsedDocument) -> None:
    assert [row[1:] for row in rows_of(at(page, "专栏4 青禾区园艺事项提速清单"))] == [
        ("花园登记", "线上办理3个工作日,窗口办理材料齐全的当场办结。"),
        ("用水报装", "7个工作日"),
        ("苗木移植备案", "待市里制定目标"),
    ]


def test_row_spans_show_each_row_as_it_stands(page: ParsedDocument) -> None:
    section = at(page, "专栏4 青禾区园艺事项提速清单")
    shown = [page.text[start:end] for start, end in section.row_spans]
    assert shown[1] == "2\u3000用水报装\u30007个工作日"
    squeezed = "".join(PAGE.split())
    assert all("".join(row.split()) in squeezed for row in shown)
