"""Something else in the middle of a form: answered, and on with the form; or away from it cleanly."""

import pytest

from tests.journeys.conftest import Citizen, Stack, answer_of, prompt_of, text_of
from tests.journeys.forms import ADDRESS, HARD_TO_EMPLOY, REGISTRATION, YUEXIU, numbers_in, signed_in

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

KEPT_DAYS = 7


@pytest.mark.parametrize(
    ("question", "answer"),
    [("失业保险金申领要多久能办好？", "5个工作日"), ("失業保險金申領要幾耐㗎?", "5个工作日")],
    ids=["mandarin", "cantonese"],
)
def test_a_policy_question_is_answered_and_the_form_goes_on_where_it_was(
    stack: Stack, question: str, answer: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    before = citizen.fill_in(citizen.say("我要办失业登记"), {"满16岁": "对"})
    between = citizen.say(question)
    assert answer in answer_of(between)["text"]
    assert answer_of(between)["citations"]
    assert prompt_of(before) in prompt_of(between), "the same question again"
    after = citizen.say("对")
    assert "想找工作" in prompt_of(after), "the next one"


def test_in_a_field_of_free_text_a_question_is_no_value(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业创业证"), {"满16岁": "对", "没有领过": "对"})
    citizen.sign_in("demo-zhou")
    turn = citizen.fill_in(citizen.say("登录好了"), {"读书": "初中"})
    assert "住在哪里" in prompt_of(turn)
    between = citizen.say("在越秀办失业登记要多久？")
    assert "2个工作日" in text_of(between)
    summary = citizen.fill_in(between, {"住在哪里": ADDRESS})
    assert ADDRESS in prompt_of(summary)
    assert "要多久" not in prompt_of(summary)


@pytest.mark.parametrize(
    ("stop", "again"),
    [("先不办了", "继续办"), ("唔搞住先,听日再嚟", "我想继续办")],
    ids=["mandarin", "cantonese"],
)
def test_who_stops_is_told_until_when_it_is_kept_and_takes_it_up_again(
    stack: Stack, stop: str, again: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    left_at = citizen.fill_in(citizen.say("我要办失业登记"), {"满16岁": "对"})
    assert "保存" in text_of(citizen.say(stop))
    assert "2个工作日" in text_of(citizen.say("在越秀办失业登记要多久")), "nothing holds on to the form"
    assert prompt_of(left_at) in prompt_of(citizen.say(again))


@pytest.mark.parametrize("again", ["继续办", "我想继续搞"], ids=["mandarin", "cantonese"])
def test_a_form_that_was_left_too_long_is_gone_and_its_citizen_is_told(stack: Stack, again: str) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我要办失业登记"), {"满16岁": "对"})
    citizen.say("先不办了")
    stack.sweep(days_ahead=KEPT_DAYS - 1)
    assert "接着填" in text_of(citizen.say(again))
    citizen.say("先不办了")
    stack.sweep(days_ahead=KEPT_DAYS)
    told = citizen.say(again)
    assert "过期" in text_of(told)
    assert "满16岁" in prompt_of(citizen.tap(told, "重新办"))


def test_what_is_wrong_can_be_changed_before_it_is_filed(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我想办就业困难人员认定"), HARD_TO_EMPLOY)
    turn = signed_in(citizen, citizen.say("交证明办"), "demo-zhou", words="登录好了")
    turn = citizen.fill_in(
        citizen.say("准备好了"), {"您是哪一种情况？": "有残疾", "从哪天开始": "2024年5月1日"}
    )
    assert "哪天开始" in prompt_of(citizen.say("上一步"))
    turn = citizen.fill_in(citizen.say("2024年6月1日"), {"住在哪里": ADDRESS})
    assert "2024-06-01" in prompt_of(turn)
    turn = citizen.say("手机号改成16000000099")
    assert "16000000099" in prompt_of(turn)
    assert "号码" in text_of(citizen.say("手机号改成123")), "what cannot be one is refused"
    turn = citizen.say("13")
    assert not numbers_in(turn)


def test_an_application_for_something_else_leaves_the_form_and_keeps_it(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say("我要办失业登记"), REGISTRATION)
    turn = citizen.say("我想办就业创业证")
    assert "保存" in text_of(turn)
    assert "就业创业证" in text_of(turn)
    assert "满16岁" in prompt_of(turn), "the first question of the other form"
