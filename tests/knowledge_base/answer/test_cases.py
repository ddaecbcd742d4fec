"""A rule with several cases: all of them, the reader's own first."""

from dataclasses import replace

import pytest

from knowledge_base.answer.cases import by_case
from knowledge_base.answer.text import numerals
from knowledge_base.models import Case, Chunk, PointKind, Source
from tests.knowledge_base.samples import chunk

TWO_WAYS = replace(
    chunk("网上办灯笼登记，2个工作日办好。到窗口办，材料齐的当场办好。", source=Source.POLICY_POINT),
    kind=PointKind.LIMIT,
    subject="灯笼登记",
    cases=(Case("网上办", "2个工作日"), Case("窗口办、材料齐的", "当场办好")),
    is_table_row=False,
)
LOAN = replace(
    TWO_WAYS,
    quote="灯笼贷款，个人办3个工作日，小微企业办6个工作日。规划没有写金额。",
    subject="灯笼贷款",
    cases=(Case("个人办", "3个工作日"), Case("小微企业办", "6个工作日")),
)
INJURY = replace(
    TWO_WAYS,
    quote="一般30日内；事实清楚的10日内；事实不清、要调查的，可到60日内。",
    subject="灯笼伤认定",
    cases=(
        Case("一般情况", "30日内"),
        Case("事实清楚", "10日内"),
        Case("事实不清、要调查", "可到60日内"),
    ),
)


def row(cell: str) -> Chunk:
    text = f"事项名称: 灯笼登记; 办结时限: {cell}"
    quote = f"灯笼登记\n{cell}"
    return replace(chunk(text), quote=quote, subject="灯笼登记", cases=(), kind=PointKind.LIMIT)


def sentence(text: str) -> Chunk:
    return replace(chunk(text), subject="灯笼师", cases=(), kind=PointKind.MEASURE, is_table_row=False)


@pytest.mark.parametrize(
    ("question", "passage", "first"),
    [
        ("到窗口办要多久", TWO_WAYS, "窗口办"),
        ("去现场办要多久", TWO_WAYS, "窗口办"),
        ("在柜台办要多久", TWO_WAYS, "窗口办"),
        ("我公司要贷款,几天认定", LOAN, "小微企业办"),
        ("小微企业几天认定", LOAN, "小微企业办"),
        ("事实很清楚,几天出", INJURY, "事实清楚"),
        ("案情明摆着的要几天", INJURY, "事实清楚"),
        ("案子复杂的话呢", INJURY, "事实不清"),
        ("事情说不清楚,要多久", INJURY, "事实不清"),
    ],
)
def test_the_named_case_comes_first_and_all_are_told(question: str, passage: Chunk, first: str) -> None:
    told = by_case(question, passage)
    assert told is not None
    assert told.startswith(f"{passage.subject}：{first}")
    assert all(case.then in told for case in passage.cases)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("失业登记要多久", TWO_WAYS),
        ("网上办要多久", TWO_WAYS),
        ("我个人想贷款", LOAN),
        ("网上和窗口分别要多久", TWO_WAYS),
        ("我个人和我公司各要几天", LOAN),
    ],
)
def test_without_one_named_case_or_with_the_first_nothing_changes(question: str, passage: Chunk) -> None:
    assert by_case(question, passage) is None


@pytest.mark.parametrize("kind", [PointKind.RECORD, PointKind.TARGET, PointKind.LIST])
def test_figures_that_all_hold_are_no_cases(kind: PointKind) -> None:
    assert by_case("到窗口办要多久", replace(TWO_WAYS, kind=kind)) is None


def test_what_a_point_says_to_be_left_open_stays() -> None:
    told = by_case("我公司要贷款", LOAN)
    assert told is not None
    assert told.endswith("规划没有写金额。")


@pytest.mark.parametrize(
    ("question", "cell", "first"),
    [
        ("到窗口办要多久", "线上办理2个工作日,前台办理的材料齐全的即时办结。", "前台办理的"),
        ("企业去办几天", "个人办理的,2个工作日办结;小微企业办理的,5个工作日办结。", "小微企业办理的"),
        ("现场办几天", "加快推进网上申领;现场办理5个工作日。", "现场办理5个工作日"),
        (
            "案子复杂要多久",
            "自受理之日起30日内决定,事实清楚的,10日内决定。事实不清的,可在60日内决定。",
            "事实不清的",
        ),
        ("转出要多久", "办理接收手续,即时办结;办理转出手续,3日办结。", "办理转出手续"),
    ],
)
def test_the_cases_of_an_official_row_are_told_in_its_own_words(question: str, cell: str, first: str) -> None:
    passage = row(cell)
    told = by_case(question, passage)
    assert told is not None
    assert told.startswith(f"灯笼登记：{first}")
    assert numerals(told) == numerals(passage.quote)


def test_the_cases_of_an_official_sentence() -> None:
    passage = sentence("在站的灯笼师可申报3级,出站的灯笼师工作满2年,可申报4级。")
    told = by_case("出站了能报几级", passage)
    assert told == "灯笼师：出站的灯笼师工作满2年,可申报4级；在站的灯笼师可申报3级。"


@pytest.mark.parametrize(
    "cell", ["15个工作日", "线上办理2个工作日。", "待省制定提速目标", "个人办理的,2个工作日办结。"]
)
def test_a_row_without_cases_stays_as_it_is(cell: str) -> None:
    assert by_case("到窗口办要多久", row(cell)) is None


def test_a_figure_that_the_passage_does_not_hold_is_never_told() -> None:
    beyond = replace(TWO_WAYS, cases=(Case("网上办", "2个工作日"), Case("窗口办", "9个工作日")))
    assert by_case("到窗口办要多久", beyond) is None
