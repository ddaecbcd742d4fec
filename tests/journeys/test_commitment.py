"""Proofs replaced by a promise: for whom it may be, and for whom it may not."""

import pytest

from tests.journeys.conftest import Citizen, Stack, asks_to_sign_in, buttons_of, prompt_of, text_of
from tests.journeys.forms import (
    HARD_TO_EMPLOY,
    HARD_TO_EMPLOY_CANTONESE,
    HARDSHIP,
    HARDSHIP_CANTONESE,
    YUEXIU,
    in_working_days,
    numbers_in,
    signed_in,
    spoken,
)

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

LIMIT_DAYS = 10
PROOF = "困难情况的证明"

MANDARIN = {
    "wish": "我想办就业困难人员认定,没有证明",
    "mode": "用承诺办",
    "back": "登录好了",
    "right": "没错",
}
CANTONESE = {
    "wish": "我想申请就业困难认定,啲证明冇晒",
    "mode": "唔該,用承诺",
    "back": "登入咗喇",
    "right": "啱晒",
}


@pytest.mark.parametrize(
    ("subject", "words", "conditions", "fields", "signature"),
    [
        ("demo-chen", MANDARIN, HARD_TO_EMPLOY, HARDSHIP, "我承诺"),
        ("demo-lin", CANTONESE, HARD_TO_EMPLOY_CANTONESE, HARDSHIP_CANTONESE, "我承諾"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_from_the_wish_to_the_number_and_the_day(
    stack: Stack,
    *,
    subject: str,
    words: dict[str, str],
    conditions: dict[str, str],
    fields: dict[str, str],
    signature: str,
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    turn = citizen.say(words["wish"])
    assert turn["topic"] == "commitment"
    mode = citizen.fill_in(turn, conditions)
    assert PROOF in prompt_of(mode), "what need not be handed in is named"
    assert {"用承诺办", "交证明办"} <= set(buttons_of(mode)), "the choice is free"
    summary = citizen.fill_in(
        signed_in(citizen, citizen.say(words["mode"]), subject, words=words["back"]), fields
    )
    assert "********" in prompt_of(summary), "identity numbers are masked"
    promise = citizen.say(words["right"])
    assert not numbers_in(promise), "nothing is filed before the promise is signed"
    assert not numbers_in(citizen.say("好")), "to agree is not to sign"
    filed = citizen.say(signature)
    assert len(numbers_in(filed)) == 1
    assert spoken(in_working_days(LIMIT_DAYS)) in text_of(filed)
    assert "我的办件" in text_of(filed), "how to follow it"


@pytest.mark.parametrize(
    ("words", "conditions", "fields", "paper"),
    [
        (MANDARIN, HARD_TO_EMPLOY, HARDSHIP, "准备好了"),
        (CANTONESE, HARD_TO_EMPLOY_CANTONESE, HARDSHIP_CANTONESE, "有,攞到喇"),
    ],
    ids=["mandarin", "cantonese"],
)
def test_after_a_false_promise_only_the_ordinary_way_is_offered(
    stack: Stack, words: dict[str, str], conditions: dict[str, str], fields: dict[str, str], paper: str
) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say(words["wish"]), conditions)
    told = signed_in(citizen, citizen.say(words["mode"]), "demo-liang", words=words["back"])
    assert "用承诺办" not in buttons_of(told)
    assert "按普通方式办" in buttons_of(told)
    asked = citizen.say("好")
    assert PROOF in prompt_of(asked), "the proof is asked for"
    citizen.fill_in(citizen.say(paper), fields)
    filed = citizen.say(words["right"])
    assert len(numbers_in(filed)) == 1, "without a promise to sign"
    assert spoken(in_working_days(LIMIT_DAYS)) in text_of(filed)


def test_who_has_not_signed_in_is_shown_nothing_personal(stack: Stack) -> None:
    citizen = Citizen.arrive(stack, region=YUEXIU)
    citizen.fill_in(citizen.say(MANDARIN["wish"]), HARD_TO_EMPLOY)
    turn = citizen.say(MANDARIN["mode"])
    assert asks_to_sign_in(turn)
    assert asks_to_sign_in(citizen.say("登录好了")), "saying so is not enough"
