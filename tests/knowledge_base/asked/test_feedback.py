"""“This answer is wrong” is kept with the answer, and brought to a cause."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from chassis import audit
from knowledge_base.adapters.tables import audit as audit_lines
from knowledge_base.desk_wire.asked import (
    Cause,
    FeedbackKind,
    FeedbackRequest,
    FeedbackSource,
    RatingRequest,
    Triage,
    TriageState,
)
from knowledge_base.errors import AskedUnknown, TriageChanged
from tests.knowledge_base.asked.office import EDITOR, NOW, FakeQuestions, keep, office, row

WRONG = FeedbackRequest(trace_id="t-1", kind=FeedbackKind.WRONG, comment="我是陈大勇，窗口说是三天")


def test_feedback_has_the_answer_it_is_about(engine: Engine) -> None:
    keep(engine, row(trace_id="t-1", channel="wechat"))
    desk = office(engine).feedback
    taken = desk.take(WRONG, source=FeedbackSource.CITIZEN)
    detail = desk.one(taken.id)
    assert (detail.question, detail.answer_text, detail.channel) == (
        "失业登记要几天",
        "五个工作日。",
        "wechat",
    )
    assert detail.comment == "我是陈**，窗口说是三天"
    assert detail.asked
    assert detail.citations[0].document_id == "plan"


def test_the_same_said_twice_is_one(engine: Engine) -> None:
    keep(engine, row(trace_id="t-1"))
    desk = office(engine).feedback
    first = desk.take(WRONG, source=FeedbackSource.CITIZEN)
    assert desk.take(WRONG, source=FeedbackSource.CITIZEN) == first.model_copy(update={"changed": False})
    assert desk.take(WRONG, source=FeedbackSource.AGENT, account="li").changed
    assert desk.page().total == 2
    assert desk.page(source=FeedbackSource.AGENT).feedback[0].account == "li"


def test_under_one_key_of_the_caller_the_first_stands_for_each_who_says_it(engine: Engine) -> None:
    keep(engine, row(trace_id="t-1"))
    desk = office(engine).feedback
    other = WRONG.model_copy(update={"kind": FeedbackKind.EXPIRED, "comment": ""})
    first = desk.take(WRONG, source=FeedbackSource.CITIZEN, callers_key="c-1:m-1")
    again = desk.take(other, source=FeedbackSource.CITIZEN, callers_key="c-1:m-1")
    assert again == first.model_copy(update={"changed": False})
    assert desk.one(first.id).kind is FeedbackKind.WRONG
    assert desk.take(other, source=FeedbackSource.AGENT, account="li", callers_key="c-1:m-1").changed
    assert desk.take(other, source=FeedbackSource.CITIZEN, callers_key="c-1:m-2").changed


def test_of_two_answers_in_one_turn_the_question_tells_which(engine: Engine) -> None:
    keep(engine, row("甲", trace_id="t-1"), row("乙", trace_id="t-1", at=NOW - timedelta(minutes=1)))
    desk = office(engine).feedback
    first = desk.take(WRONG.model_copy(update={"question": "甲"}), source=FeedbackSource.CITIZEN)
    assert desk.one(first.id).question == "甲"
    assert desk.one(desk.take(WRONG, source=FeedbackSource.CITIZEN).id).question == "乙"


def test_an_answer_that_is_not_known_any_more_must_be_told(engine: Engine) -> None:
    desk = office(engine).feedback
    with pytest.raises(AskedUnknown):
        desk.take(WRONG, source=FeedbackSource.CITIZEN)
    told = WRONG.model_copy(update={"question": "失业登记要几天", "answer_text": "五天"})
    detail = desk.one(desk.take(told, source=FeedbackSource.CITIZEN).id)
    assert (detail.question, detail.answer_text, detail.asked) == ("失业登记要几天", "五天", None)


def test_an_answer_just_given_is_waited_for(engine: Engine) -> None:
    asked = office(engine)
    desk = asked.feedback
    object.__setattr__(desk, "flush", lambda: keep(engine, row(trace_id="t-1")))
    assert desk.one(desk.take(WRONG, source=FeedbackSource.CITIZEN).id).asked


def test_what_staff_say_stands_in_the_audit(engine: Engine) -> None:
    keep(engine, row(trace_id="t-1"))
    taken = office(engine).feedback.take(
        WRONG, source=FeedbackSource.STAFF, account=EDITOR.account, person=EDITOR
    )
    with engine.connect() as connection:
        [line] = audit.read(connection, audit_lines, subject=taken.id)
    assert (line.action.name, line.action.detail) == ("feedback_given", {"kind": "wrong"})


def test_feedback_is_triaged_to_a_cause_and_becomes_a_question(engine: Engine) -> None:
    questions = FakeQuestions()
    keep(engine, row(trace_id="t-1"))
    desk = office(engine, questions=questions).feedback
    taken = desk.take(WRONG, source=FeedbackSource.CITIZEN)
    triage = Triage(revision=1, state=TriageState.FIXED, cause=Cause.READ_WRONGLY, as_question=True)
    after = desk.triage(taken.id, triage, person=EDITOR)
    assert (after.state, after.cause, after.evaluation_question) == ("fixed", "read_wrongly", "fixes:0")
    assert questions.kept[0].source == f"feedback:{taken.id}"
    assert desk.page(state=TriageState.NEW).total == 0
    with pytest.raises(TriageChanged):
        desk.triage(taken.id, Triage(revision=1, state=TriageState.DISMISSED), person=EDITOR)
    with pytest.raises(AskedUnknown):
        desk.one("gone")


def test_of_one_key_the_first_rating_stands(engine: Engine) -> None:
    ratings = office(engine).ratings
    assert ratings.take(RatingRequest(key="c1", level=2)).changed
    assert not ratings.take(RatingRequest(key="c1", level=5)).changed
