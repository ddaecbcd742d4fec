"""What the words of a question say."""

import pytest

from knowledge_base.answer.wording import (
    asks,
    bare_words,
    names_a_term,
    subject,
    terms,
    want_of,
    without_aspects,
)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("请问灯笼登记要多久?", "灯笼登记"),
        ("灯笼登记要不要钱", "灯笼登记钱"),
        ("请问怎么样呢?", ""),
        ("为什么", ""),
        ("多久", ""),
    ],
)
def test_the_subject_is_what_remains_without_the_asking(text: str, about: str) -> None:
    assert subject(text) == about


def test_bare_words_are_cut_by_words() -> None:
    assert bare_words("就业就在这里办吗") == ["就业"]


@pytest.mark.parametrize(
    "text",
    [
        "要多久",
        "失业登记几天",
        "收费吗",
        "去哪里办",
        "谁可以领",
        "行不行",
        "算不算工伤",
        "批了没",
        "怎么报名",
        "有没有补贴",
    ],
)
def test_a_question_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    ["我上个月没有工作了", "我在厂里做了几年", "交了好几年社保", "什么都没有", "有十几个人", "我几年前办过"],
)
def test_a_statement_does_not(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("要多久", "duration"),
        ("几个工作日", "duration"),
        ("占比多少", "share"),
        ("多少人次", "people"),
        ("补多少钱", "money"),
        ("有哪些", "list"),
        ("什么时候开始", "day"),
        ("怎么办理", "anything"),
    ],
)
def test_what_is_wanted_is_known_from_the_asking(text: str, want: str) -> None:
    assert want_of(text).name == want


def test_the_longest_terms_are_terms() -> None:
    assert terms("失业保险关系转移接续和工伤认定")[-1] == "工伤认定"
    assert "仲裁结案率" in terms("龙华仲裁结案率")


@pytest.mark.parametrize("text", ["失业登记", "欠薪找谁", "老板跑路了", "没工作能领钱吗"])
def test_official_and_everyday_terms_name_a_term(text: str) -> None:
    assert names_a_term(text)


@pytest.mark.parametrize(
    "text", ["要带什么材料", "窗口呢", "网上办要多久", "电话多少", "小微企业呢", "什么条件"]
)
def test_what_is_something_of_a_subject_names_none(text: str) -> None:
    assert not names_a_term(text)


def test_aspects_leave_by_words() -> None:
    assert without_aspects("事业单位").strip() == "事业单位"
    assert without_aspects("材料").strip() == ""
