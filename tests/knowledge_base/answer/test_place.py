"""Which district a question is about."""

import pytest

from knowledge_base.answer.context import Context
from knowledge_base.answer.steps.place import place
from knowledge_base.answer.steps.screen import screen
from knowledge_base.answer.steps.understand import understand
from knowledge_base.wire import Status
from tests.knowledge_base.answer.town import LONGHUA, YUEXIU, context, town

EMPTY = town().services
BOTH = {YUEXIU, LONGHUA}


def _placed(question: str, **options: object) -> Context:
    asked = context(question, **options)
    for step in (screen, understand, place):
        step(asked, EMPTY)
    return asked


@pytest.mark.parametrize(
    ("question", "region"),
    [
        ("越秀区办失业登记要多久", YUEXIU),
        ("在越秀办失业登记要多久", YUEXIU),
        ("广州办失业登记要多久", YUEXIU),
        ("北京街办失业登记要多久", YUEXIU),
        ("我住在黄花岗街,失业登记去哪办", YUEXIU),
        ("龙华区技能人才要达到多少", LONGHUA),
        ("龍華區技能人才要達到多少", LONGHUA),
        ("深圳技能人才要达到多少", LONGHUA),
        ("观澜街道有就业驿站吗", LONGHUA),
        ("我是武汉人,在越秀找工作", YUEXIU),
        ("从天河搬到越秀,失业登记去哪办", YUEXIU),
    ],
)
def test_a_named_district_street_or_city_settles_it(question: str, region: str) -> None:
    placed = _placed(question)
    assert placed.regions == (region,)
    assert placed.region_is_known
    assert placed.status is None


def test_a_named_district_goes_before_where_the_person_is() -> None:
    assert _placed("龙华区技能人才要达到多少", region=YUEXIU).regions == (LONGHUA,)


def test_two_named_districts_are_both_searched_in_the_order_named() -> None:
    assert _placed("龙华和越秀的技能人才目标是多少").regions == (LONGHUA, YUEXIU)
    assert _placed("越秀和龙华的技能人才目标是多少").regions == (YUEXIU, LONGHUA)


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [
        ("北京积分落户什么时候开始", "北京"),
        ("请问上海的失业登记要多久", "上海"),
        ("上海人社局电话多少", "上海"),
        ("北京人才引进要什么条件", "北京"),
        ("天河区失业登记要多久", "天河"),
        ("广州天河区失业登记要多久", "天河"),
        ("深圳福田区失业登记要多久", "福田"),
        ("我在番禺,失业登记去哪办", "番禺"),
    ],
)
def test_another_city_or_district_is_refused(question: str, elsewhere: str) -> None:
    placed = _placed(question)
    assert placed.status is Status.NOT_IN_DOCUMENTS
    assert placed.elsewhere is not None
    assert placed.elsewhere.startswith(elsewhere)


def test_another_city_is_refused_even_where_the_person_is_at_home_here() -> None:
    assert _placed("北京积分落户什么时候开始", region=YUEXIU).status is Status.NOT_IN_DOCUMENTS


@pytest.mark.parametrize(
    "question",
    [
        "失业险之前在武汉交,转来要几天",
        "从佛山转来养老保险要多久",
        "我是武汉人,能申请创业补贴吗",
        "武汉大学毕业生过来有补贴吗",
        "我从天河搬来,失业登记怎么办",
        "香港青年来创业有什么支持",
        "香港的专业资格在内地认吗",
        "澳门医生能来执业吗",
        "老家在长沙,小孩读书怎么办",
        "上海户口能在这里登记失业吗",
    ],
)
def test_who_merely_comes_from_elsewhere_is_not_refused(question: str) -> None:
    placed = _placed(question, region=YUEXIU)
    assert placed.status is None
    assert placed.regions == (YUEXIU,)


@pytest.mark.parametrize(
    "question",
    [
        "新增城镇就业目标是多少",
        "社区居民治安投诉找谁",
        "建设幸福城区有什么安排",
        "能否从化解欠薪矛盾说起",
        "招人花这么多钱不是大浪费吗",
        "工资花都花完了,有什么补助",
    ],
)
def test_words_that_hold_a_place_name_by_accident_name_no_place(question: str) -> None:
    placed = _placed(question)
    assert placed.status is None
    assert not placed.region_is_known


def test_a_region_of_the_conversation_is_kept() -> None:
    placed = _placed("那要多久", history=[("越秀区失业登记怎么办", None)], region=LONGHUA)
    assert placed.regions == (YUEXIU,)


def test_the_latest_region_of_the_conversation_counts() -> None:
    history = [("越秀区失业登记怎么办", YUEXIU), ("那技能人才呢", LONGHUA)]
    assert _placed("目标是多少", history=history).regions == (LONGHUA,)


def test_where_nothing_was_said_the_persons_region_counts() -> None:
    placed = _placed("失业登记要多久", region=LONGHUA)
    assert placed.regions == (LONGHUA,)
    assert placed.region_is_known


def test_without_any_sign_every_covered_region_is_searched() -> None:
    placed = _placed("失业登记要多久")
    assert set(placed.regions) == BOTH
    assert not placed.region_is_known


@pytest.mark.parametrize(
    "question", ["越秀区失业登记要多久", "在越秀,失业登记要多久", "深圳龙华失业登记要多久"]
)
def test_place_names_leave_the_query(question: str) -> None:
    assert _placed(question).parts[0].query == "失业登记要多久"


@pytest.mark.parametrize("question", ["越秀", "龙华区", "广州市越秀区"])
def test_a_place_alone_is_still_something_to_search_for(question: str) -> None:
    assert _placed(question).parts[0].query


@pytest.mark.parametrize(
    "question",
    [
        "越秀失业登记要多久?龙华失业登记要多久?",
        "越秀区失业登记要多久,龙华区失业登记要多久",
        "越秀失业登记要多久?那龙华失业登记要多久?",
    ],
)
def test_the_same_question_of_two_districts_is_one_of_both(question: str) -> None:
    placed = _placed(question)
    assert placed.regions == (YUEXIU, LONGHUA)
    assert [part.query for part in placed.parts] == ["失业登记要多久"]


def test_a_question_that_is_asked_twice_in_other_words_is_one() -> None:
    assert len(_placed("失业登记要多久?请问失业登记几天?").parts) == 1


@pytest.mark.parametrize("question", ["失业登记要多久?失业登记要多少钱?", "失业登记要多久?就业登记要多久?"])
def test_what_asks_for_another_thing_or_of_another_is_not_merged(question: str) -> None:
    assert len(_placed(question, region=YUEXIU).parts) == 2
