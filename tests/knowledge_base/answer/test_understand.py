"""What is asked, in plain words and in its parts."""

import pytest

from knowledge_base.answer.context import Context
from knowledge_base.answer.steps.screen import screen
from knowledge_base.answer.steps.understand import subject, to_mandarin, understand
from tests.knowledge_base.answer.town import context, town

EMPTY = town().services


def _parts(question: str, **options: object) -> list[str]:
    return [part.text for part in _understood(question, **options).parts]


def _queries(question: str, **options: object) -> list[str]:
    return [part.query for part in _understood(question, **options).parts]


def _understood(question: str, **options: object) -> Context:
    asked = context(question, **options)
    screen(asked, EMPTY)
    understand(asked, EMPTY)
    return asked


@pytest.mark.parametrize(
    ("cantonese", "words"),
    [
        ("辦失業登記要幾耐", ["失业登记", "多久"]),
        ("去邊度攞社保卡", ["哪里", "领", "社保卡"]),
        ("點解唔得", ["为什么", "不"]),
        ("失業登記點辦", ["失业登记", "怎么办"]),
        ("有冇補貼俾後生仔", ["有没有", "补贴", "给", "年轻人"]),
        ("冇咗份工去登記幾日搞掂", ["失业", "登记", "几天", "办好"]),
        ("老闆唔出糧搵邊個", ["不发工资", "找", "谁"]),
        ("ＳＯＳ失業登記", ["SOS", "失业登记"]),
    ],
)
def test_cantonese_and_traditional_become_mandarin(cantonese: str, words: list[str]) -> None:
    plain = to_mandarin(cantonese)
    assert [word for word in words if word not in plain] == []


@pytest.mark.parametrize(
    "text",
    [
        "劳动仲裁要不要钱",
        "哪个网点办理社保卡",
        "服务站点办理时间",
        "试点样板有几个",
        "重点解决什么问题",
        "难点解决得怎么样",
        "热点解答在哪里看",
        "地点样子变了吗",
        "几点办公",
        "工资什么时候发放工人手里",
        "发放工资有时限吗",
        "下放工作到街道",
        "开放工作日程",
        "合同签订后生效吗",
        "产后生育津贴怎么领",
        "退休后生活补助",
        "生病后生活困难有什么帮助",
        "孤寡老人家庭有什么照顾",
        "老人家属能代办吗",
        "周边道路在修,服务站还开吗",
        "身边个体户能参保吗",
        "旁边间隔多远",
        "因而家庭困难能减免吗",
        "粮食支出粮油补贴",
        "伸手和仲裁是两回事",
        "联系方式有变化",
        "关系转移要带什么",
        "点心师傅培训",
        "边界纠纷",
        "生活日常补贴",
        "海鲜市场招工",
    ],
)
def test_ordinary_words_that_look_like_cantonese_stay_as_they_are(text: str) -> None:
    assert to_mandarin(text) == text


def test_several_questions_become_parts() -> None:
    assert _parts("灯笼登记要多久?桥工有多少人?") == ["灯笼登记要多久", "桥工有多少人"]


def test_a_statement_goes_with_the_question_after_it() -> None:
    parts = _parts("我上个月没有工作了。灯笼登记要多久?")
    assert len(parts) == 1
    assert "没有工作" in parts[0]
    assert "灯笼登记要多久" in parts[0]


def test_a_courtesy_is_no_question_of_its_own() -> None:
    assert len(_parts("你好。请问灯笼登记要多久?谢谢!")) == 1


def test_no_more_parts_than_can_be_answered_at_once() -> None:
    many = "".join(f"灯笼{name}登记要多久?" for name in "甲乙丙丁戊己庚辛")
    assert 2 <= len(_parts(many)) <= 4


@pytest.mark.parametrize("text", ["???", "。。。", "\n", "，", "…"])
def test_nothing_but_punctuation_is_still_one_part(text: str) -> None:
    assert len(_parts(text)) == 1


@pytest.mark.parametrize("follow_up", ["那窗口呢?", "要带什么?", "多久?", "那个怎么办"])
def test_an_elliptic_question_is_completed_from_what_was_said(follow_up: str) -> None:
    query = _queries(follow_up, history=[("灯笼登记怎么办理", "440104")])[0]
    assert "灯笼登记" in query


def test_the_latest_questions_complete_it_not_the_oldest() -> None:
    history = [("纸鸢基金有多少钱", None), ("桥工总数多少", None), ("灯笼登记怎么办理", None)]
    query = _queries("那要多久?", history=history)[0]
    assert "灯笼登记" in query
    assert "纸鸢" not in query


def test_a_full_question_is_not_dragged_along_by_the_last_one() -> None:
    query = _queries("竹匠学徒的带教补助由哪个部门发放?", history=[("灯笼登记怎么办理", "440104")])[0]
    assert "灯笼" not in query


def test_without_history_an_elliptic_question_stays_what_it_is() -> None:
    assert _queries("要带什么?") == ["要带什么"]


def test_an_earlier_question_in_cantonese_completes_in_mandarin() -> None:
    query = _queries("窗口呢?", history=[("燈籠登記邊度辦理", None)])[0]
    assert "灯笼登记哪里办理" in query


def test_the_subject_is_what_remains_without_the_asking() -> None:
    assert subject("请问灯笼登记要多久?") == "灯笼登记"
    assert subject("请问怎么样呢?") == ""


def test_formal_words_for_everyday_ones_are_searched_for_beside_them() -> None:
    [part] = _understood("老板跑路了怎么办").parts
    assert "跑路" in part.query
    assert "欠薪逃匿" in part.also


def test_what_the_question_says_already_is_not_searched_for_twice() -> None:
    [part] = _understood("老板欠薪逃匿跑路了怎么办").parts
    assert all(word not in part.query for word in part.also)


def test_numbers_are_searched_for_as_they_are_written_otherwise() -> None:
    [part] = _understood("灯笼师傅要有三万五千人吗").parts
    assert "3.5万" in " ".join(part.also)


def test_a_question_in_the_words_of_documents_has_no_other_words() -> None:
    assert [part.also for part in _understood("竹匠学徒").parts] == [()]
