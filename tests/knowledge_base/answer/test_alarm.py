"""The estimate of danger: by its weights, over a text and its sentences."""

import pytest

from knowledge_base.answer.alarm import Alarm, alarm, grams_of, pieces_of, without_lookalikes
from knowledge_base.answer.context import Context
from knowledge_base.answer.steps.screen import look_again
from knowledge_base.wire import Status
from tests.knowledge_base.answer.town import context, town

SMALL = Alarm(bias=-1.0, weights={"刀": 4.0, "菜刀": -6.0}, surely=1.0, maybe=0.0)
EMPTY = town().services


def test_grams_are_characters_and_pairs() -> None:
    assert grams_of("一二一") == {"一", "二", "一二", "二一"}


def test_a_text_is_weighed_as_a_whole_and_by_sentence() -> None:
    assert pieces_of("甲。乙?") == ["甲。乙?", "甲", "乙"]
    assert pieces_of("甲") == ["甲"]


def test_weights_add_up_over_the_root_of_the_number_of_grams() -> None:
    assert SMALL.of("刀") == pytest.approx(-1.0 + 4.0 / 8**0.5)
    assert SMALL.of("买菜刀") == pytest.approx(-1.0 + (4.0 - 6.0) / 8**0.5)


def test_the_most_alarming_sentence_counts() -> None:
    ordinary = "请问失业登记在窗口办要几个工作日呢。"
    assert SMALL.of(f"{ordinary}刀") == SMALL.of("刀")


def test_what_only_looks_alike_is_taken_out_first() -> None:
    assert "自杀" not in without_lookalikes("自杀式降价")
    assert "自杀" in without_lookalikes("我想自杀")


def test_the_shipped_bars_are_in_order() -> None:
    assert alarm().maybe < alarm().surely
    assert alarm().of("失业登记要几个工作日") < alarm().maybe


def refused(text: str, status: Status | None) -> Context:
    asked = context(text)
    asked.question, asked.status = text, status
    look_again(asked, EMPTY)
    return asked


@pytest.mark.parametrize("status", [Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE, Status.CLARIFY])
def test_veiled_danger_that_nothing_answers_is_a_crisis(status: Status) -> None:
    assert refused("我把猫送人了,以后也不会回来了,你们别找我", status).status is Status.CRISIS


@pytest.mark.parametrize("status", [None, Status.CLARIFY_REGION, Status.PERSONAL_CASE, Status.UNSAFE])
def test_what_was_understood_is_not_looked_at_again(status: Status | None) -> None:
    assert refused("我把猫送人了,以后也不会回来了,你们别找我", status).status is status


@pytest.mark.parametrize("text", ["今天天气怎么样", "驾驶证几年换一次", "推荐一家好吃的面馆"])
def test_an_ordinary_question_that_nothing_answers_stays_refused(text: str) -> None:
    assert refused(text, Status.OUT_OF_SCOPE).status is Status.OUT_OF_SCOPE


@pytest.mark.parametrize("text", ["已经走了", "已经走咗", "老板拖我工资,我想自己维权"])
def test_who_has_left_an_employer_or_stands_up_to_one_is_in_no_danger(text: str) -> None:
    assert refused(text, Status.OUT_OF_SCOPE).status is Status.OUT_OF_SCOPE
