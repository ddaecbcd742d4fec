"""What cannot be done here is said plainly, with the way that works today and nothing promised."""

from typing import Any

import pytest

from actions.errors import BackofficeUnavailable
from actions.wire.contacts import Contact
from bot.wire import Reply, ReplyType
from tests.actions.fakes import HOTLINE, FakeBackoffice, a_tracker, all_actions, run_action

YUEXIU, LONGHUA = "440104", "440309"
SIGNPOSTS = ["action_commitment", "action_life_event", "action_progress"]
SUIHAOBAN, ISHENZHEN = Contact(name="穗好办", note="广州"), Contact(name="i深圳", note="深圳")


class ContactsByRegion(FakeBackoffice):
    async def contacts(self, region: str | None) -> list[Contact]:
        return [HOTLINE, *{YUEXIU: [SUIHAOBAN], LONGHUA: [ISHENZHEN]}.get(region or "", [])]


def named(code: str, word: str) -> dict[str, object]:
    return {"entity": "region", "value": code, "start": 0, "end": len(word)}


def point(
    name: str, text: str = "……", *, intent: str = "any", office: FakeBackoffice | None = None, **turn: Any
) -> Reply:
    """Where the action of that name points, in an office with an empty catalogue. The last it says."""
    replies, _ = run_action(all_actions(backoffice=office)[name], a_tracker(text, intent=intent, **turn))
    return replies[-1]


@pytest.mark.parametrize("name", SIGNPOSTS)
def test_it_says_what_it_cannot_do_and_where_it_is_done(name: str) -> None:
    reply = point(name)
    assert name == f"action_{reply.topic}"
    assert "我这里还" in reply.text
    assert "12345" in reply.text
    for promise in ("已经提交", "已为您", "已经登记", "正在为您", "请稍等"):
        assert promise not in reply.text


@pytest.mark.parametrize("name", SIGNPOSTS)
def test_it_offers_a_policy_question_and_a_person(name: str) -> None:
    reply = point(name, region=YUEXIU)
    assert reply.buttons[0].payload.startswith('/ask_policy{"question": ')
    assert reply.buttons[-1].payload == "/request_handoff"


@pytest.mark.parametrize("name", SIGNPOSTS)
def test_known_district_hides_the_other_ones_ways(name: str) -> None:
    reply = point(name, region=LONGHUA, office=ContactsByRegion())
    assert "i深圳" in reply.text
    assert "穗好办" not in reply.text
    assert "越秀" not in reply.text
    assert all("越秀" not in button.title for button in reply.buttons)


def test_unknown_district_gets_the_ways_of_both_each_once() -> None:
    reply = point("action_commitment", "我要办点事", office=ContactsByRegion())
    assert "穗好办" in reply.text
    assert "i深圳" in reply.text
    assert reply.text.count("政务服务便民热线") == 1


def test_district_in_the_words_wins_over_the_conversations() -> None:
    entities = [named(LONGHUA, "龙华")]
    reply = point(
        "action_commitment",
        "龙华的事,我要办理",
        office=ContactsByRegion(),
        entities=entities,
        region=YUEXIU,
    )
    assert "i深圳" in reply.text
    assert "穗好办" not in reply.text


def test_two_districts_in_the_words_are_both_served() -> None:
    entities = [named(LONGHUA, "龙华"), named(YUEXIU, "越秀")]
    reply = point("action_commitment", "越秀和龙华我都要办", office=ContactsByRegion(), entities=entities)
    assert "穗好办" in reply.text
    assert "i深圳" in reply.text


def test_named_service_item_is_the_first_thing_to_ask_about() -> None:
    item = {"entity": "service_item", "value": "创业担保贷款", "start": 3, "end": 9}
    reply = point("action_commitment", "我要申请创业担保贷款", entities=[item], region=YUEXIU)
    assert "创业担保贷款" in reply.buttons[0].title


def test_case_filed_elsewhere_is_handed_over_to_those_who_can_see_it() -> None:
    reply = point("action_progress", "查进度", intent="ask_progress")
    assert reply.type is ReplyType.HANDOFF
    assert "身份证号" in reply.text


@pytest.mark.parametrize("name", SIGNPOSTS)
def test_back_office_down_the_hotlines_are_still_named(name: str) -> None:
    reply = point(name, office=FakeBackoffice(contacts=BackofficeUnavailable("down")))
    assert "12345" in reply.text
    assert "12333" in reply.text
