"""Answers as people give them, in Mandarin and Cantonese, in both scripts."""

import pytest

from actions.dialogue.service_flow.reading import is_question, one_of, some_of, yes_or_no

PLAIN = "您办过失业登记了吗？"
NEGATED = "您现在没有工作，对吗？"
LISTED = "您有下面哪一种情况吗：有残疾、全家都没有人上班？"
ITEMS = [
    "失业登记",
    "《就业创业证》申领",
    "失业保险金申领",
    "代缴基本医疗保险费",
    "职业培训补贴申领（领金失业人员）",
]


@pytest.mark.parametrize(
    "text", ["是", "是的", "系呀", "係", "对啊", "冇错", "嗯嗯", "好的", "有", "有的", "办过了", "Yes"]
)
def test_yes(text: str) -> None:
    assert yes_or_no(text, question=PLAIN) is True


@pytest.mark.parametrize(
    "text", ["不是", "唔係", "唔系", "没有", "冇", "冇啊", "未", "还没", "没办过", "不对", "no"]
)
def test_no(text: str) -> None:
    assert yes_or_no(text, question=PLAIN) is False


@pytest.mark.parametrize("text", ["没有", "冇", "有", "不是", "唔系"])
def test_what_could_be_either_is_asked_again(text: str) -> None:
    assert yes_or_no(text, question=NEGATED) is None


@pytest.mark.parametrize(("text", "meant"), [("对", True), ("係", True), ("不对", False), ("没有工作", True)])
def test_negated_question_is_answered_by_agreeing(text: str, meant: bool) -> None:
    assert yes_or_no(text, question=NEGATED) is meant


def test_negation_inside_a_list_does_not_negate_the_question() -> None:
    assert (yes_or_no("有", question=LISTED), yes_or_no("没有", question=LISTED)) == (True, False)


@pytest.mark.parametrize(
    ("text", "question", "meant"),
    [
        ("满了", "加起来满1年了吗？", True),
        ("没满", "加起来满1年了吗？", False),
        ("想", "您想找工作，有合适的就能去上班，对吗？", True),
        ("不想", "您想找工作，有合适的就能去上班，对吗？", False),
    ],
)
def test_answer_takes_up_the_word_of_the_question(text: str, question: str, meant: bool) -> None:
    assert yes_or_no(text, question=question) is meant


@pytest.mark.parametrize("text", ["我上个月被辞退的", "这个要钱吗", "张三", "失业登记"])
def test_other_words_are_neither(text: str) -> None:
    assert yes_or_no(text, question=PLAIN) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1、3、5", [0, 2, 4]),
        ("1 3 5", [0, 2, 4]),
        ("1，3", [0, 2]),
        ("一和三", [0, 2]),
        ("我要1和2", [0, 1]),
        ("第二个", [1]),
        ("前三个", [0, 1, 2]),
        ("1-3", [0, 1, 2]),
        ("全部", [0, 1, 2, 3, 4]),
        ("都要", [0, 1, 2, 3, 4]),
        ("全部都办可以吗", [0, 1, 2, 3, 4]),
        ("晒", [0, 1, 2, 3, 4]),
        ("1、3同埋5", [0, 2, 4]),
        ("1，2还有5", [0, 1, 4]),
        ("除了2", [0, 2, 3, 4]),
        ("除咗失业登记其他都要", [1, 2, 3, 4]),
        ("失业登记和失业保险金申领", [0, 2]),
        ("失業登記", [0]),
        ("就业创业证", [1]),
    ],
)
def test_some_are_chosen(text: str, places: list[int]) -> None:
    assert some_of(text, ITEMS) == places


@pytest.mark.parametrize("text", ["9", "1、9", "0", "失业登记要带什么", "随便", "第一个多久办好"])
def test_nothing_is_chosen_by_what_is_out_of_reach_or_asks(text: str) -> None:
    assert some_of(text, ITEMS) == []


@pytest.mark.parametrize(("text", "place"), [("2", 1), ("不取消", 1), ("取消", 0), ("不取消可以吗", 1)])
def test_one_is_chosen(text: str, place: int) -> None:
    assert one_of(text, ["取消", "不取消"]) == place


def test_question_that_names_a_choice_does_not_choose_it() -> None:
    assert one_of("取消会怎么样", ["取消", "不取消"]) is None


@pytest.mark.parametrize(
    "text", ["要带什么", "多少钱", "幾耐有結果", "点样申请", "可不可以代办", "行不行？", "要钱吗"]
)
def test_question_is_heard(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize("text", ["张三", "广州市越秀区北京路1号", "13800138000", "我承诺", "哪吒餐饮公司"])
def test_statement_is_no_question(text: str) -> None:
    assert not is_question(text)
