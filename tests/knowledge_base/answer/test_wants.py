"""What a question asks for, and whether a passage holds it."""

import pytest

from knowledge_base.answer.wording import want_of


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("投诉热线的号码是多少", "phone"),
        ("热线一共有几条", "figure"),
        ("窗口在哪条街", "address"),
        ("上岗有哪几条路子", "list"),
        ("服务站几点开门", "hours"),
        ("多大岁数才算", "age"),
        ("登记要带哪些证件", "materials"),
        ("这张卡要满足什么条件", "conditions"),
        ("评星多久评一次", "frequency"),
        ("下一期班几月几号开课", "schedule"),
        ("五星的机构有名单看吗", "roster"),
        ("打仲裁要不要交钱", "fee"),
        ("租金能减几成", "share"),
        ("自主创业补贴一次过给多少钱", "amount_of_one"),
        ("补贴一共发了多少钱", "money"),
        ("认定了多少高层次人才", "figure"),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, name: str) -> None:
    assert want_of(question).name == name


@pytest.mark.parametrize(
    ("question", "passage", "held"),
    [
        ("热线的号码是多少", "有19条热线。规划没有列出电话号码。", False),
        ("热线的号码是多少", "可以打 12345。", True),
        ("办一张卡要多少钱", "规划没有写多少元，要看公告。", False),
        ("秒批的事项有哪些", "再推出一批秒批事项。规划没有列出事项名单。", False),
        ("秒批的事项有哪些", "再推出一批秒批事项。", True),
        ("登记要带什么证件", "手续和材料都齐的，当场办好。", False),
        ("登记要带什么证件", "凭身份证办。", True),
        ("租金减几成", "认定了5个基地，已经建成。", False),
        ("租金减几成", "租金减三成。", True),
    ],
)
def test_what_a_passage_says_that_it_does_not_say_it_does_not_hold(
    question: str, passage: str, held: bool
) -> None:
    assert want_of(question).is_met_by(passage) is held
