"""What happens by the clock: reports are made once, and what is too old goes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, func, select

from chassis import audit
from knowledge_base.adapters.asked_tables import asked as asked_table
from knowledge_base.adapters.tables import audit as audit_lines
from knowledge_base.desk_wire.asked import FeedbackKind, FeedbackRequest, FeedbackSource, RatingRequest
from knowledge_base.errors import AskedUnknown
from tests.knowledge_base.asked.office import NOW, keep, office, row, unanswered
from tests.knowledge_base.fakes import FakeEmbedder

MONDAY = date(2030, 3, 11)


def test_last_weeks_report_is_made_once_and_stays_when_answers_go(engine: Engine) -> None:
    asked = office(engine)
    keep(
        engine,
        *(row(at=NOW - timedelta(days=7)) for _ in range(3)),
        row("只问一次的", at=NOW - timedelta(days=9)),
    )
    keep(engine, row(at=NOW - timedelta(days=14)), row("本周的"))
    assert asked.weekly.make_round() == 2
    assert asked.weekly.make_round() == 0
    assert [(line.monday, line.answers) for line in asked.weekly.lines()] == [
        (MONDAY, 4),
        (MONDAY - timedelta(days=7), 1),
    ]
    report = asked.weekly.one(MONDAY)
    assert (report.figures.first_day, report.figures.last_day) == (MONDAY, date(2030, 3, 17))
    assert report.before
    assert report.before.answers == 1


def test_a_report_keeps_no_question_that_few_asked(engine: Engine) -> None:
    asked = office(engine)
    keep(
        engine,
        *(row(at=NOW - timedelta(days=7)) for _ in range(3)),
        row("只问一次的", at=NOW - timedelta(days=7)),
    )
    asked.weekly.make_round()
    report = asked.weekly.one(MONDAY)
    assert [counted.label for counted in report.figures.top_questions] == ["失业登记要几天"]


def test_a_week_in_which_nothing_was_asked_has_no_report(engine: Engine) -> None:
    asked = office(engine)
    assert asked.weekly.make_round() == 0
    with pytest.raises(AskedUnknown):
        asked.weekly.one(MONDAY)


def test_what_is_older_than_the_setting_is_deleted(engine: Engine) -> None:
    old = office(engine, now=NOW - timedelta(days=181))
    keep(engine, unanswered("很久以前的", at=NOW - timedelta(days=181), trace_id="t-1"))
    old.grouping.make_round()
    old.feedback.take(FeedbackRequest(trace_id="t-1", kind=FeedbackKind.WRONG), source=FeedbackSource.CITIZEN)
    old.ratings.take(RatingRequest(key="c1", level=5))
    keep(engine, unanswered("刚好还留着的", at=NOW - timedelta(days=180)))
    now = office(engine)
    now.grouping.make_round()
    assert now.retention.make_round() == 4
    assert now.retention.make_round() == 0
    assert (now.feedback.page().total, now.ratings.take(RatingRequest(key="c1", level=1)).changed) == (
        0,
        True,
    )
    assert [group.label for group in now.groups.page().groups] == ["刚好还留着的"]
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(asked_table)) == 1
        told = [line.action for line in audit.read(connection, audit_lines)]
    assert {action.subject for action in told} == {
        "knowledge_asked",
        "knowledge_feedback",
        "knowledge_ratings",
        "knowledge_question_groups",
    }


def test_a_round_goes_on_where_one_part_of_it_fails(engine: Engine) -> None:
    asked = office(engine)
    embedder = asked.grouping.likeness.embedder
    assert isinstance(embedder, FakeEmbedder)
    embedder.fails = True
    keep(engine, unanswered("上周没答上的", at=NOW - timedelta(days=7)))
    asked.make_round()
    assert asked.weekly.lines()
    embedder.fails = False
    asked.make_round()
    assert asked.groups.page().total == 1
