"""What a question wants, and whether a passage holds it."""

import pytest

from knowledge_base.answer.fit import asked_words, coverage, missed, passage_of, share
from knowledge_base.answer.steps.understand import want_of
from knowledge_base.models import Chunk, PointKind
from tests.knowledge_base.answer.town import LIMIT, RIVER, official_row, town


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("办失业登记要多久", "duration"),
        ("工伤认定几个工作日出结果", "duration"),
        ("社保卡什么时候能拿到", "duration"),
        ("每人能补多少钱", "amount_each"),
        ("一个人可以领多少钱", "amount_each"),
        ("创业资金总共多少元", "money"),
        ("服务站有几个", "figure"),
        ("打包办有哪些", "list"),
        ("失业登记归谁管", "anything"),
    ],
)
def test_what_a_question_wants(question: str, want: str) -> None:
    assert want_of(question).name == want


@pytest.mark.parametrize(
    ("question", "holds", "lacks"),
    [
        ("办灯笼登记要多久", "网上办,3个工作日办好", "到街道服务站办"),
        ("办灯笼登记要多久", "材料齐的当场办好", "共有18个服务站"),
        ("基金总共多少钱", "总额2000万元", "共有18个服务站"),
        ("每人能补多少钱", "每人补贴500元", "基金总额2000万元"),
        ("每人能补多少钱", "按300元/人发放", "一共发放300元"),
        ("桥工总数是多少", "达到4.5万人", "由街道负责"),
    ],
)
def test_a_passage_holds_what_is_wanted_or_not(question: str, holds: str, lacks: str) -> None:
    assert want_of(question).is_met_by(holds)
    assert not want_of(question).is_met_by(lacks)


@pytest.mark.parametrize("question", ["打包办有哪些", "失业登记归谁管"])
def test_some_questions_want_nothing_of_a_certain_shape(question: str) -> None:
    assert want_of(question).is_met_by("任何一句话")


def test_coverage_is_the_share_of_the_words_that_are_there() -> None:
    chunk = town(LIMIT).chunks[LIMIT.quote]
    assert coverage("灯笼登记要多久", chunk) == 1.0
    assert coverage("天气预报", chunk) == 0.0
    assert 0 < coverage("灯笼登记天气", chunk) < 1


def test_a_question_of_nothing_but_question_words_covers_nothing() -> None:
    chunk = town(LIMIT).chunks[LIMIT.quote]
    assert coverage("请问怎么样", chunk) == 0.0
    assert coverage("", chunk) == 0.0


def test_a_passage_that_says_all_of_the_question_has_its_whole_share() -> None:
    assert share("灯笼登记要多久", "灯笼登记3个工作日办好") == 1.0
    assert missed("灯笼登记要多久", "灯笼登记3个工作日办好") == 0.0


def test_a_passage_of_something_else_has_none_of_it() -> None:
    assert share("灯笼登记", "船坞") == 0.0
    assert missed("灯笼登记", "船坞") > 0.5


@pytest.mark.parametrize("question", ["", "请问怎么样", "???"])
def test_a_question_that_says_nothing_is_neither_said_nor_missed(question: str) -> None:
    assert (share(question, "灯笼登记"), missed(question, "灯笼登记")) == (0.0, 0.0)


def test_a_telling_word_counts_more_than_a_common_one() -> None:
    question = "纸鸢服务"
    assert {word.text for word in asked_words(question)} == {"纸鸢", "服务"}
    assert share(question, "纸鸢") > 0.5 > share(question, "服务")
    assert missed(question, "服务") > missed(question, "纸鸢")


def test_a_formal_word_says_nearly_as_much_as_the_everyday_one() -> None:
    everyday, formal, neither = (share("老板跑路", text) for text in ("老板跑路了", "欠薪逃匿", "社保卡"))
    assert everyday == 1.0
    assert 0.8 < formal < 1.0
    assert neither < 0.2


def test_half_a_word_says_something_of_it() -> None:
    whole, half, none = (share("灯笼", text) for text in ("灯笼", "灯塔", "船坞"))
    assert whole > half > none == 0.0


def test_what_is_said_of_a_passage_stands_in_its_text_its_headings_or_its_wordings() -> None:
    chunk = town(LIMIT).chunks[LIMIT.quote]
    for words in (LIMIT.quote, LIMIT.subject, *LIMIT.path, *LIMIT.asks):
        assert words in passage_of(chunk)


def _row(header: str, value: str, kind: PointKind | None = PointKind.TARGET) -> Chunk:
    cells = (header, value)
    entry = official_row(RIVER, header=("指标", "目标"), cells=cells, kind=kind, subject=header)
    return next(iter(town(entry).chunks.values()))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("桥工有多少人", "桥工总数(万人)"),
        ("灯笼作坊有多少家", "灯笼作坊(家)"),
        ("灯笼集市办多少场", "灯笼集市(场)"),
    ],
)
def test_an_indicators_number_is_a_number_of_what_its_name_says(question: str, name: str) -> None:
    want = want_of(question)
    assert not want.is_met_by("指标: 桥工总数; 目标: 45")
    assert want.is_met_by_chunk(_row(name, "45"))
    assert not want.is_met_by_chunk(_row(name, "45", kind=None))
    assert not want.is_met_by_chunk(_row(name, "完成"))


@pytest.mark.parametrize("question", ["办灯笼登记要多久", "每人能补多少钱", "纸鸢基金打几折"])
def test_an_indicators_number_is_no_duration_and_no_sum(question: str) -> None:
    assert not want_of(question).is_met_by_chunk(_row("桥工总数(万人)", "45"))
