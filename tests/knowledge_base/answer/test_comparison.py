"""Both districts side by side, and which figure is higher only where that can be told."""

from dataclasses import replace

import pytest

from knowledge_base.answer.comparison import Side, side_by_side
from knowledge_base.answer.period import Years
from knowledge_base.answer.text import numerals
from knowledge_base.models import Chunk, PointKind
from knowledge_base.wire import Segment
from tests.knowledge_base.samples import chunk

PAST: Years = (2020, 2020)


def passage(text: str, *, subject: str = "灯笼结案率", kind: PointKind = PointKind.TARGET) -> Chunk:
    return replace(chunk(text), subject=subject, kind=kind, is_table_row=False, cases=())


def side(region: str, found: Chunk | None, number: int) -> Side:
    if found is None:
        return Side(region)
    return Side(region, (Segment(text=found.quote, citations=[number]),), found)


def compared(one: Chunk | None, other: Chunk | None, *, years: Years | None = None) -> list[Segment]:
    return side_by_side([side("河岸区", one, 1), side("山岗区", other, 2)], years=years)


RIVER = passage("到2025年，灯笼结案率的目标是大于90%。2020年是93.47%。")
HILL = passage("到2025年，灯笼结案率要达到95%，2020年是91.2%。")


def test_each_region_says_its_own_with_its_citations() -> None:
    first, second, _ = compared(RIVER, HILL)
    assert first == Segment(text=f"河岸区：{RIVER.quote}", citations=[1])
    assert second == Segment(text=f"山岗区：{HILL.quote}", citations=[2])


def test_a_region_where_nothing_was_found_is_said() -> None:
    first, second = compared(None, HILL)
    assert first.text.startswith("河岸区：")
    assert "没有查到" in first.text
    assert first.citations == []
    assert second.citations == [2]


def test_what_was_said_before_is_neither_told_again_nor_missing() -> None:
    sides = [Side("河岸区", (), RIVER), side("山岗区", HILL, 2)]
    assert [segment.citations for segment in side_by_side(sides)] == [[2]]


def test_further_sentences_of_a_region_stand_below_its_first() -> None:
    more = Segment(text="另外一句。", citations=[3])
    river = Side("河岸区", (Segment(text=RIVER.quote, citations=[1]), more), RIVER)
    assert [segment.text for segment in side_by_side([river, side("山岗区", None, 2)])][:2] == [
        f"河岸区：{RIVER.quote}",
        more.text,
    ]


@pytest.mark.parametrize(("years", "higher"), [(None, "山岗区"), ((2025, 2025), "山岗区"), (PAST, "河岸区")])
def test_the_figures_of_the_time_that_is_asked_about_are_compared(years: Years | None, higher: str) -> None:
    *_, last = compared(RIVER, HILL, years=years)
    assert f"{higher}的更高" in last.text
    assert last.citations == [1, 2]
    assert numerals(last.text) == set()


def test_targets_are_called_targets() -> None:
    assert "目标" in compared(RIVER, HILL)[-1].text
    assert "目标" not in compared(RIVER, HILL, years=PAST)[-1].text


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("收件10个工作日办好。", "收件15个工作日办好。", "山岗区的更长"),
        ("补贴三万元。", "补贴2.5万元。", "河岸区的更多"),
        ("全区有19个窗口。", "全区有7个窗口。", "河岸区的更多"),
        ("半年内办好。", "6个月内办好。", "一样"),
        ("占比百分之三十。", "占比30%。", "一样"),
    ],
)
def test_two_single_figures_of_one_unit_are_compared(one: str, other: str, said: str) -> None:
    kind = PointKind.MEASURE
    assert said in compared(passage(one, kind=kind), passage(other, kind=kind))[-1].text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10个工作日办好。", "10天办好。"),
        ("培训7.58万人次，这是五年累计数。", "培训22万人次。"),
        ("完成市里下达的目标。", "培训8000人次。"),
        ("省级1家，市级5家。", "市级5家。"),
        ("累计600。", "累计122。"),
        ("2020年有19个窗口。", "没有写数。"),
    ],
)
def test_figures_that_cannot_be_set_against_each_other_are_not(one: str, other: str) -> None:
    kind = PointKind.MEASURE
    assert len(compared(passage(one, kind=kind), passage(other, kind=kind))) == 2


def test_figures_of_two_things_are_not_compared() -> None:
    other = passage("到2025年，灯笼调解成功率要达到75%。", subject="灯笼调解成功率")
    assert len(compared(RIVER, other)) == 2


def test_of_several_figures_the_one_of_the_same_thing_is_compared() -> None:
    both = passage(
        "到2025年，灯笼争议调解成功率要达到60%以上，灯笼争议结案率要达到90%以上。",
        subject="灯笼争议调解和结案",
    )
    hill = passage("到2025年，灯笼争议结案率要达到95%。", subject="灯笼争议结案率")
    assert "山岗区的更高" in compared(both, hill)[-1].text


def test_of_several_figures_of_much_the_same_thing_none_is_compared() -> None:
    both = passage("有省级灯笼基地1个，市级灯笼基地5个。", subject="灯笼基地", kind=PointKind.RECORD)
    hill = passage("有灯笼基地3个。", subject="灯笼基地", kind=PointKind.RECORD)
    assert len(compared(both, hill)) == 2


def test_one_region_alone_is_not_compared() -> None:
    assert len(side_by_side([side("河岸区", RIVER, 1)])) == 1
