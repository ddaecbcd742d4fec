"""What was answered wrongly once is asked before every change from then on."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from chassis.clock import FixedClock
from chassis.database import begin_writing
from knowledge_base.adapters.question_set_store import SqlQuestionSets
from knowledge_base.checks import Expected
from knowledge_base.errors import SetTitleTaken, SetUnknown
from knowledge_base.given import ExpectedAnswer
from knowledge_base.publish.question_sets import FIXES, QuestionSets
from tests.knowledge_base.publish.check_parts import EDITOR

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
FILE = '{"question": "灯笼登记要等几天", "region": "440104"}'.encode()


@pytest.fixture
def sets(sqlite_engine: Engine) -> QuestionSets:
    return QuestionSets(SqlQuestionSets(sqlite_engine), FixedClock(NOW))


def test_a_fix_becomes_a_question_once(sets: QuestionSets, sqlite_engine: Engine) -> None:
    fixed = ExpectedAnswer("我的电话13800138000，几天办好", "440104", "answered", ("lanterns",), "feedback:1")
    with begin_writing(sqlite_engine) as connection:
        first = sets.add_question(connection, fixed, person=EDITOR, at=NOW)
    with begin_writing(sqlite_engine) as connection:
        assert sets.add_question(connection, fixed, person=EDITOR, at=NOW) == first
    [question] = sets.questions(FIXES)
    assert (question.expected, question.document, question.region) == (Expected.ANSWER, "lanterns", "440104")
    assert "13800138000" not in question.text


def test_two_sets_do_not_share_a_title(sets: QuestionSets) -> None:
    kept = sets.bring_in(" 常问 ", "a.jsonl", FILE, EDITOR).stored
    assert kept.title == "常问"
    with pytest.raises(SetTitleTaken):
        sets.bring_in("常问", "a.jsonl", FILE, EDITOR)
    with pytest.raises(SetUnknown):
        sets.find("nowhere")
