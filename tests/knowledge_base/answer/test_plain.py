"""Official passages shortened to what was asked, with no word added."""

import pytest

from knowledge_base.answer.plain import tell
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.answer.text import numerals
from knowledge_base.models import Chunk, Source
from tests.knowledge_base.answer.town import RIVER, Entry, official_row, town

LONG = (
    "河岸各街道要办好灯笼手艺传习,鼓励老师傅带徒弟,把灯笼扎制的老办法一代代传下去,并且每年都要办灯笼集市。"
    "灯笼集市由街道和协会一起办,摊位费全免,外来手艺人也可以报名摆摊,报名时写清楚手艺和住处。"
    "到2025年,灯笼师傅要达到320名。"
    "各街道还要建好纸鸢展馆,免费开放给学校和居民参观,展馆里要有讲解员,并配好无障碍通道和休息的地方。"
)


def _official(quote: str) -> Chunk:
    return town(Entry(RIVER, quote, source=Source.OFFICIAL)).chunks[quote]


def _tell(chunk: Chunk, question: str) -> str:
    return tell(chunk, query=question, want=want_of(question))


def _row(header: tuple[str, ...], cells: tuple[str, ...]) -> Chunk:
    return next(iter(town(official_row(RIVER, header=header, cells=cells)).chunks.values()))


def test_a_question_for_a_figure_gets_the_sentence_with_the_figure() -> None:
    told = _tell(_official(LONG), "灯笼师傅要达到多少名")
    assert "320名" in told
    assert "展馆" not in told
    assert len(told) < len(LONG)


def test_every_told_sentence_stands_in_the_text() -> None:
    told = _tell(_official(LONG), "灯笼集市摊位费")
    assert "摊位费全免" in told
    assert told in LONG


def test_a_short_passage_is_told_whole() -> None:
    short = "灯笼登记免费,材料齐的当场办好。"
    assert _tell(_official(short), "灯笼登记") == short


def test_the_mark_of_a_list_item_is_left_out() -> None:
    assert _tell(_official("①灯笼登记免费。"), "灯笼登记") == "灯笼登记免费。"


def test_a_long_passage_is_told_in_at_most_160_characters() -> None:
    told = _tell(_official(LONG * 2), "灯笼集市、灯笼师傅和纸鸢展馆各有什么安排")
    assert 0 < len(told) <= 160
    assert len(LONG) > 160


def test_sentences_are_told_in_their_own_order() -> None:
    told = _tell(_official(LONG), "灯笼师傅320名,灯笼集市摊位费全免")
    assert told.index("摊位费全免") < told.index("320名")


def test_a_sentence_longer_than_what_is_told_is_told_whole() -> None:
    long = "灯笼集市由街道和协会一起办," + "摊位费全免," * 40 + "报名时写清楚手艺。"
    assert _tell(_official(long + "展馆免费。"), "灯笼集市摊位费") == long


def test_a_sentence_that_ends_with_a_semicolon_is_told_with_a_full_stop() -> None:
    told = _tell(_official(LONG.replace("。灯笼集市由", ";灯笼集市由")), "灯笼手艺传习老师傅带徒弟灯笼集市")
    assert told.endswith("。")
    assert ";。" not in told


def test_a_table_row_is_told_under_its_name_with_each_header() -> None:
    chunk = _row(("事项", "法定时限", "承诺时限"), ("灯笼登记", "20个工作日", "3个工作日"))
    assert _tell(chunk, "灯笼登记承诺时限") == "灯笼登记：法定时限: 20个工作日；承诺时限: 3个工作日。"


def test_a_table_row_is_told_without_its_ordinal_column() -> None:
    chunk = _row(("序号", "事项", "承诺时限"), ("7", "灯笼登记", "3个工作日"))
    assert _tell(chunk, "灯笼登记承诺时限") == "灯笼登记：承诺时限: 3个工作日。"


def test_a_row_of_one_cell_is_told_alone() -> None:
    assert _tell(_row(("事项",), ("灯笼登记",)), "灯笼登记") == "灯笼登记。"


def test_bare_numbers_are_told_with_the_unit_of_the_row() -> None:
    header = ("指标", "单位", "2020年", "2025年")
    told = _tell(_row(header, ("桥工总数", "万人", "3.9", "≥4.5")), "桥工总数")
    assert told == "桥工总数：2020年: 3.9万人；2025年: ≥4.5万人。"


def test_bare_numbers_are_told_with_the_unit_in_the_name() -> None:
    told = _tell(_row(("指标", "2025年"), ("桥工总数(万人)", "[4.5]")), "桥工总数")
    assert told == "桥工总数(万人)：2025年: [4.5]万人。"


def test_a_number_that_has_its_unit_gets_no_other() -> None:
    told = _tell(_row(("指标", "单位", "2025年"), ("桥工总数", "人", "4.5万人")), "桥工总数")
    assert told == "桥工总数：2025年: 4.5万人。"


@pytest.mark.parametrize("dash", ["-", "—", "/"])
def test_an_empty_cell_is_not_told(dash: str) -> None:
    told = _tell(_row(("指标", "2020年", "2025年"), ("桥工总数(人)", dash, "45")), "桥工总数")
    assert told == "桥工总数(人)：2025年: 45人。"


def test_a_row_names_no_figure_that_does_not_stand_in_it() -> None:
    chunk = _row(("指标", "单位", "2025年"), ("桥工总数", "万人", "4.5"))
    assert numerals(_tell(chunk, "桥工总数")) <= numerals(chunk.text)
