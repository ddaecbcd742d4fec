"""Who asks for a person gets the truth and the numbers."""

import pytest

from actions.dialogue.handoff import RequestHandoff, TellHotlines
from actions.errors import BackofficeUnavailable
from actions.wire import Contact
from bot.wire import ReplyType
from tests.actions.fakes import HOTLINE, TEXTS, FakeContacts, a_book, a_tracker, run_action


def test_asked_for_a_person_it_says_that_none_can_be_joined_here() -> None:
    [reply], _ = run_action(RequestHandoff(TEXTS, a_book()), a_tracker("转人工", intent="request_handoff"))
    assert (reply.type, reply.topic) == (ReplyType.HANDOFF, "handoff")
    assert "接不通人工" in reply.text
    assert "12345" in reply.text
    for promise in ("请稍等", "正在为您转接", "马上为您"):
        assert promise not in reply.text


def test_contacts_of_the_conversations_region_are_asked_for() -> None:
    contacts = FakeContacts()
    run_action(TellHotlines(TEXTS, a_book(contacts)), a_tracker("电话", region="440104"))
    assert contacts.asked == ["440104"]


@pytest.mark.parametrize("action", [RequestHandoff, TellHotlines])
def test_back_office_down_the_two_hotlines_are_still_named(
    action: type[RequestHandoff] | type[TellHotlines],
) -> None:
    book = a_book(FakeContacts(BackofficeUnavailable("down")))
    [reply], _ = run_action(action(TEXTS, book), a_tracker("电话多少", intent="ask_hotline"))
    assert "12345" in reply.text
    assert "12333" in reply.text


def test_contact_shows_hours_note_and_that_it_is_demo_data() -> None:
    contact = Contact(name="越秀窗口", phone="020-0000", hours="工作日 9:00-17:00", note="社保", demo=True)
    assert TEXTS.handoff.line(contact) == "越秀窗口:020-0000,工作日 9:00-17:00(社保)【演示数据】"


def test_contact_without_a_number_is_not_shown_as_one() -> None:
    app = Contact(name="穗好办", note="广州市的网上办事平台")
    assert TEXTS.handoff.line(app) == "穗好办(广州市的网上办事平台)"
    assert TEXTS.handoff.hotlines([HOTLINE, app]) == "12345(政务服务便民热线)"
