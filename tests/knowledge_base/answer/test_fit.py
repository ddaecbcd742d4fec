"""What a question wants, and whether a passage holds it."""

import pytest

from knowledge_base.answer.fit import coverage
from knowledge_base.answer.steps.understand import want_of
from tests.knowledge_base.answer.town import LIMIT, town


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
