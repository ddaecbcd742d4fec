"""Official passages shortened to what was asked, with no word added."""

from knowledge_base.answer.plain import tell
from knowledge_base.answer.steps.understand import want_of
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


def test_a_table_row_is_told_whole() -> None:
    chunk = _row(("事项", "法定时限", "承诺时限"), ("灯笼登记", "20个工作日", "3个工作日"))
    told = _tell(chunk, "灯笼登记承诺时限")
    for cell in ("灯笼登记", "20个工作日", "3个工作日", "法定时限", "承诺时限"):
        assert cell in told
    assert told.endswith("。")


def test_a_table_row_is_told_without_its_ordinal_column() -> None:
    chunk = _row(("序号", "事项", "承诺时限"), ("7", "灯笼登记", "3个工作日"))
    told = _tell(chunk, "灯笼登记承诺时限")
    assert "序号" not in told
    assert "7" not in told
    assert "3个工作日" in told
