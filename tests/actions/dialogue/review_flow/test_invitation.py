"""Who has been served is invited to review, once in a conversation, by one button."""

from typing import Literal

import pytest

from actions.backoffice_calls import Caller
from actions.wire.appointments import Appointment
from knowledge_base.errors import KnowledgeError, KnowledgeUnavailable
from knowledge_base.wire import Answer, Status
from tests.actions.dialogue.review_flow.reviewing import LIN, VISIT, book_of, titles
from tests.actions.dialogue.talk import Talk
from tests.actions.fakes import FakeBackoffice, FakeKnowledge, an_answer

INVITED = "评价这次服务"


@pytest.mark.parametrize(("words", "intent"), [("谢谢", "thank"), ("再见", "goodbye")])
def test_thanks_and_farewell_are_answered_with_one_button(talk: Talk, words: str, intent: str) -> None:
    talk.say(words, intent)
    assert titles(talk) == [INVITED]
    assert "请您评价" not in talk.text


def test_once_in_a_conversation(talk: Talk) -> None:
    talk.say("谢谢", "thank")
    talk.say("再见", "goodbye")
    assert titles(talk) == []


def test_button_leads_to_the_level_at_once(talk: Talk) -> None:
    talk.say("谢谢", "thank")
    assert "您评价的是：这次对话" in talk.press(INVITED)


def test_who_has_reviewed_is_not_invited(talk: Talk) -> None:
    talk.say("我要评价", "give_review")
    talk.press("不评了")
    talk.say("谢谢", "thank")
    assert titles(talk) == []


def test_nobody_is_invited_in_the_middle_of_something(talk: Talk) -> None:
    talk.slots = {"flow": {"kind": "reviews", "act": "show"}}
    talk.say("谢谢", "thank")
    assert INVITED in titles(talk), "a list holds nobody"
    talk.slots = {}
    talk.say("我要举报老板欠薪", "file_report")
    talk.say("谢谢", "thank")
    assert INVITED not in titles(talk)


@pytest.mark.parametrize(
    "says", [an_answer(status=Status.CRISIS, text="请打 110。"), KnowledgeUnavailable("down")]
)
@pytest.mark.parametrize(("intent", "screened"), [("thank", Status.CRISIS), ("report_danger", None)])
def test_who_was_in_danger_is_never_invited(
    talk: Talk, says: Answer | KnowledgeError, intent: str, screened: Literal[Status.CRISIS] | None
) -> None:
    talk.knowledge = FakeKnowledge(says, raises=screened)
    talk.say("谢谢，我不想活了", intent)
    talk.knowledge = FakeKnowledge()
    talk.say("谢谢", "thank")
    assert INVITED not in titles(talk)


def test_greeting_invites_nobody(talk: Talk) -> None:
    talk.say("你好", "greet")
    assert INVITED not in titles(talk)


def test_back_office_down_thanks_are_still_answered(talk: Talk) -> None:
    book_of(talk).down = True
    assert "不客气" in talk.say("谢谢", "thank")


class OfficeWithoutBookings(FakeBackoffice):
    async def appointments(self, caller: Caller) -> list[Appointment]:
        del caller
        return []


def test_visit_that_was_made_is_offered_where_visits_are_looked_at(talk: Talk) -> None:
    talk.desk, talk.citizen = OfficeWithoutBookings(), LIN
    book_of(talk).theirs = [VISIT]
    talk.say("我的预约", "ask_appointments")
    assert titles(talk) == ["评价这次到访"]
    assert "您评价的是：北京街窗口，11月20日" in talk.press("评价这次到访")


def test_without_a_visit_nothing_is_offered(talk: Talk) -> None:
    talk.desk, talk.citizen = OfficeWithoutBookings(), LIN
    talk.say("我的预约", "ask_appointments")
    assert titles(talk) == []
