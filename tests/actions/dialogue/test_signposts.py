"""What cannot be done here yet is said plainly, with the way that works today and nothing promised."""

import pytest

from actions.dialogue.commitment import Commitment
from actions.dialogue.life_event import LifeEvent
from actions.dialogue.progress import Progress
from actions.dialogue.report import Report
from actions.dialogue.review import Review
from actions.dialogue.signpost import Signpost
from actions.errors import BackofficeUnavailable
from actions.wire import Contact
from bot.wire import ReplyType
from tests.actions.fakes import HOTLINE, TEXTS, FakeContacts, a_book, a_tracker, run_action

YUEXIU, LONGHUA = "440104", "440309"
SIGNPOSTS: list[type[Signpost]] = [Commitment, LifeEvent, Review, Report, Progress]
SUIHAOBAN, ISHENZHEN = Contact(name="穗好办", note="广州"), Contact(name="i深圳", note="深圳")


class ContactsByRegion(FakeContacts):
    async def contacts(self, region: str | None) -> list[Contact]:
        await super().contacts(region)
        return [HOTLINE, *{YUEXIU: [SUIHAOBAN], LONGHUA: [ISHENZHEN]}.get(region or "", [])]


def named(code: str, word: str) -> dict[str, object]:
    return {"entity": "region", "value": code, "start": 0, "end": len(word)}


@pytest.mark.parametrize("signpost", SIGNPOSTS)
def test_it_says_what_it_cannot_do_and_where_it_is_done(signpost: type[Signpost]) -> None:
    [reply], slots = run_action(signpost(TEXTS, a_book()), a_tracker("……", intent="any"))
    assert reply.topic == signpost.topic
    assert "我这里还" in reply.text
    assert "12345" in reply.text
    assert slots == {}
    for promise in ("已经提交", "已为您", "已经登记", "正在为您", "请稍等"):
        assert promise not in reply.text


@pytest.mark.parametrize("signpost", SIGNPOSTS)
def test_it_offers_a_policy_question_and_a_person(signpost: type[Signpost]) -> None:
    [reply], _ = run_action(signpost(TEXTS, a_book()), a_tracker("……", intent="any", region=YUEXIU))
    assert reply.buttons[0].payload.startswith('/ask_policy{"question": ')
    assert reply.buttons[-1].payload == "/request_handoff"


@pytest.mark.parametrize("signpost", SIGNPOSTS)
def test_known_district_hides_the_other_ones_ways(signpost: type[Signpost]) -> None:
    action = signpost(TEXTS, a_book(ContactsByRegion()))
    [reply], _ = run_action(action, a_tracker("……", intent="any", region=LONGHUA))
    assert "i深圳" in reply.text
    assert "穗好办" not in reply.text
    assert "越秀" not in reply.text
    assert all("越秀" not in button.title for button in reply.buttons)


def test_unknown_district_gets_the_ways_of_both_each_once() -> None:
    [reply], _ = run_action(Report(TEXTS, a_book(ContactsByRegion())), a_tracker("我要举报", intent="any"))
    assert "穗好办" in reply.text
    assert "i深圳" in reply.text
    assert reply.text.count("政务服务便民热线") == 1


def test_district_in_the_words_wins_over_the_conversations() -> None:
    tracker = a_tracker(
        "龙华的老板欠薪,我要举报", intent="any", entities=[named(LONGHUA, "龙华")], region=YUEXIU
    )
    [reply], _ = run_action(Report(TEXTS, a_book(ContactsByRegion())), tracker)
    assert "i深圳" in reply.text
    assert "穗好办" not in reply.text


def test_two_districts_in_the_words_are_both_served() -> None:
    entities = [named(LONGHUA, "龙华"), named(YUEXIU, "越秀")]
    tracker = a_tracker("越秀和龙华我都要举报", intent="any", entities=entities)
    [reply], _ = run_action(Report(TEXTS, a_book(ContactsByRegion())), tracker)
    assert "穗好办" in reply.text
    assert "i深圳" in reply.text


def test_named_service_item_is_the_first_thing_to_ask_about() -> None:
    item = {"entity": "service_item", "value": "创业担保贷款", "start": 3, "end": 9}
    tracker = a_tracker("我要申请创业担保贷款", intent="apply_for_service", entities=[item], region=YUEXIU)
    [reply], _ = run_action(Commitment(TEXTS, a_book()), tracker)
    assert "创业担保贷款" in reply.buttons[0].title


def test_own_case_is_handed_over_to_those_who_can_see_it() -> None:
    [reply], _ = run_action(Progress(TEXTS, a_book()), a_tracker("查进度", intent="ask_progress"))
    assert reply.type is ReplyType.HANDOFF
    assert "身份证号" in reply.text


def test_report_names_what_to_have_ready_and_the_police_for_danger() -> None:
    [reply], _ = run_action(Report(TEXTS, a_book()), a_tracker("我要举报", intent="file_report"))
    assert "凭证" in reply.text
    assert "110" in reply.text


@pytest.mark.parametrize("signpost", SIGNPOSTS)
def test_back_office_down_the_hotlines_are_still_named(signpost: type[Signpost]) -> None:
    book = a_book(FakeContacts(BackofficeUnavailable("down")))
    [reply], _ = run_action(signpost(TEXTS, book), a_tracker("……", intent="any"))
    assert "12345" in reply.text
    assert "12333" in reply.text
