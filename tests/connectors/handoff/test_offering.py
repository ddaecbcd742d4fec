"""When a person is offered unasked."""

import pytest

from bot.wire import Reply
from connectors.conversations.turns import TurnStore
from connectors.handoff.joining import Joining
from connectors.handoff.models import Reason
from connectors.handoff.offering import Said, is_displeased, reason_to_offer
from connectors.handoff.texts import handoff_texts
from connectors.models import ConversationState, Turn
from tests.connectors.handoff.talking import CRISIS, Talking, reply, with_status

FINE, FAILED, REFUSED = Said(False, False, False), Said(True, False, False), Said(False, True, False)
OFFERED = Said(False, False, True)


@pytest.mark.parametrize(
    ("now", "before", "reason"),
    [
        (FAILED, [FAILED], Reason.FAILURES),
        (FAILED, [], None),
        (FAILED, [FINE, FAILED], None),
        (REFUSED, [REFUSED], Reason.REFUSALS),
        (REFUSED, [FINE], None),
        (FAILED, [FAILED, OFFERED], None),
        (FAILED, [FAILED, FINE, FINE, FINE, OFFERED], Reason.FAILURES),
        (FINE, [], None),
    ],
)
def test_two_failures_or_refusals_running_are_a_reason_once(
    now: Said, before: list[Said], reason: Reason | None
) -> None:
    found = reason_to_offer(now, before, text="你好", topic="knowledge", human_first=frozenset())
    assert found is reason


def test_topic_that_people_handle_is_a_reason() -> None:
    human_first = frozenset({"report"})
    assert reason_to_offer(FINE, [], text="", topic="report", human_first=human_first) is Reason.HUMAN_FIRST
    assert reason_to_offer(FINE, [], text="", topic="review", human_first=human_first) is None


@pytest.mark.parametrize(
    "text",
    [
        "什么破机器人", "答非所问", "你们这个垃圾系统", "真垃圾", "气死我了", "一点用都没有,根本没用",
        "听不懂人话吗", "我要投诉你们", "浪费时间", "鸡同鸭讲", "激死我", "白问了", "完全没用啊",
        "耍我呢", "滚",
    ],
)  # fmt: skip
def test_strong_displeasure_is_heard(text: str) -> None:
    assert is_displeased(text)


@pytest.mark.parametrize(
    "text",
    [
        "垃圾分类处罚归谁管", "公司说没用完的年假作废", "老板敷衍工人怎么办", "失业登记要多久",
        "我要投诉公司拖欠工资", "这个证没用过可以退吗", "垃圾桶坏了", "滚动更新是什么",
        "急,今天能办吗", "我想投诉",
    ],
)  # fmt: skip
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not is_displeased(text)


def _offered(turn: Turn) -> bool:
    assert turn.answer is not None
    offers = set(handoff_texts().offers.values())
    return any(said.text in offers for said in turn.answer.replies)


def test_offer_comes_with_a_button_that_works_even_after_a_failure(talking: Talking) -> None:
    conversation_id = talking.open()
    assert not _offered(talking.turn(conversation_id, failed=True))
    turn = talking.turn(conversation_id, failed=True)
    assert _offered(turn)
    assert turn.state is ConversationState.BOT
    pressed = talking.turn(conversation_id, text="", payload="/request_handoff")
    assert pressed.message.text == "请工作人员"


def test_offer_is_not_made_again_and_again(talking: Talking) -> None:
    conversation_id = talking.open()
    offered = [_offered(talking.turn(conversation_id, with_status("not_in_documents"))) for _ in range(7)]
    assert offered == [False, True, False, False, False, False, True]


@pytest.mark.parametrize("said", [CRISIS, reply()], ids=["alarm", "queued"])
def test_nobody_is_offered_what_they_have(talking: Talking, said: Reply) -> None:
    conversation_id = talking.open() if said is CRISIS else talking.queued()
    assert not _offered(talking.turn(conversation_id, said, text="什么破机器人"))


def test_topics_are_set_by_the_office(talking: Talking, turns: TurnStore) -> None:
    joining = Joining(human_first=frozenset({"knowledge"}))
    strict = Talking(talking.repository, TurnStore(turns.engine, turns.clock, 20, joining))
    assert _offered(strict.turn(strict.open()))
