"""Figures are what was kept says, on every database."""

import csv
import io
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from knowledge_base.asked.analytics import Period
from knowledge_base.asked.answers import Wanted
from knowledge_base.asked.parts import Asked
from knowledge_base.asked.tabular import answers_csv, figures_csv
from knowledge_base.desk_wire.asked import (
    Analytics,
    Count,
    FeedbackKind,
    FeedbackRequest,
    FeedbackSource,
    RatingRequest,
)
from knowledge_base.errors import PeriodInvalid
from tests.knowledge_base.asked.office import NOW, keep, office, row, unanswered

TODAY = NOW.date()
WEEK = Period(first_day=TODAY - timedelta(days=6), last_day=TODAY)


def busy(engine: Engine) -> Asked:
    """Ten answers of the week, in a tenth to a whole second, and one before it."""
    asked = office(engine)
    keep(
        engine,
        *(
            row("失业登记要几天", seconds=tenths / 10, conversation_id=f"c{tenths % 3}")
            for tenths in range(1, 7)
        ),
        row("工伤认定几天", seconds=0.7, status="partly_answered", confidence="low", channel="wechat"),
        unanswered("加装电梯补贴", seconds=0.8, region="440309", topic="other", at=NOW - timedelta(days=1)),
        row("我的办件到哪了", seconds=0.9, status="personal_case", conversation_id=""),
        row("不想活了", seconds=1.0, status="crisis", region="", is_follow_up=True),
        row("上周的", at=NOW - timedelta(days=7)),
    )
    asked.grouping.make_round()
    return asked


def shown(counts: list[Count]) -> dict[str, int]:
    return {counted.label: counted.count for counted in counts if counted.count}


def test_volumes_by_all_that_people_ask_for(engine: Engine) -> None:
    figures = busy(engine).analytics(WEEK)
    assert (figures.answers, figures.conversations, figures.handed_over) == (10, 3, 2)
    assert figures.answered_share == 0.7
    assert shown(figures.by_status) == {
        "已回答": 6,
        "部分回答": 1,
        "文件里没有": 1,
        "个人办件，转人工": 1,
        "危急情况，转人工": 1,
    }
    assert shown(figures.by_channel) == {"网页": 9, "微信公众号": 1}
    assert shown(figures.by_topic) == {"就业创业": 9, "其他": 1}
    assert list(shown(figures.by_region).values()) == [8, 1, 1]
    assert figures.by_region[0].label == "广州市越秀区"
    assert (len(figures.by_hour), shown(figures.by_hour)) == (24, {"8 点": 9, "10 点": 1})
    assert [counted.count for counted in figures.by_day] == [0, 0, 0, 0, 0, 1, 9]
    assert shown(figures.by_confidence) == {"有把握": 6, "把握不大": 1}


def test_latency_is_by_rank(engine: Engine) -> None:
    latency = busy(engine).analytics(WEEK).latency
    assert latency
    assert (latency.p50, latency.p90, latency.p99, latency.slowest) == (0.5, 0.9, 1.0, 1.0)


def test_questions_are_counted_by_wording_and_those_without_a_document_by_meaning(engine: Engine) -> None:
    figures = busy(engine).analytics(WEEK)
    assert shown(figures.top_questions) == {
        "失业登记要几天": 6,
        "加装电梯补贴": 1,
        "工伤认定几天": 1,
        "我的办件到哪了": 1,
    }
    assert shown(figures.without_document) == {"加装电梯补贴": 1}


def test_a_region_or_a_channel_is_looked_at_alone(engine: Engine) -> None:
    asked = busy(engine)
    one = asked.analytics(Period(first_day=WEEK.first_day, last_day=TODAY, channel="wechat"))
    assert (one.answers, one.channel, one.answered_share) == (1, "wechat", 1.0)
    assert asked.analytics(Period(first_day=WEEK.first_day, last_day=TODAY, region="440309")).answers == 1


def test_ratings_and_what_was_found_wrong_are_counted(engine: Engine) -> None:
    asked = office(engine)
    keep(engine, row(trace_id="t-1"))
    for key, level in (("a", 5), ("b", 5), ("c", 2)):
        asked.ratings.take(RatingRequest(key=key, level=level))
    said = FeedbackRequest(trace_id="t-1", kind=FeedbackKind.EXPIRED)
    asked.feedback.take(said, source=FeedbackSource.CITIZEN)
    figures = asked.analytics(WEEK)
    assert (figures.average_rating, shown(figures.ratings)) == (4.0, {"非常满意": 2, "不满意": 1})
    assert shown(figures.feedback) == {"引用的规定已失效": 1}


def test_a_period_in_which_nothing_was_asked_has_figures_too(engine: Engine) -> None:
    figures = office(engine).analytics(WEEK)
    assert (figures.answers, figures.answered_share, figures.latency, figures.average_rating) == (
        0,
        0.0,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("first", "last"), [(date(2030, 1, 2), date(2030, 1, 1)), (date(2030, 1, 1), date(2031, 3, 1))]
)
def test_a_period_runs_forward_and_not_for_ever(first: date, last: date) -> None:
    with pytest.raises(PeriodInvalid):
        Period(first_day=first, last_day=last)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_figures_open_in_excel_with_every_table_named(engine: Engine) -> None:
    content = figures_csv(busy(engine).analytics(WEEK))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert rows[0] == ["统计项", "项目", "数量"]
    assert ["总数", "回答次数", "10"] in rows
    assert ["总数", "渠道", "全部"] in rows
    assert ["用时（秒）", "九成回答不超过", "0.9"] in rows
    assert ["问得最多的问题", "失业登记要几天", "6"] in rows
    assert len([row for row in rows if row[0] == "按时段"]) == 24


@pytest.mark.parametrize(
    "question", ['=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", " =1"]
)
def test_nothing_that_was_asked_is_run_by_excel(sqlite_engine: Engine, question: str) -> None:
    keep(sqlite_engine, row(question))
    content = answers_csv(office(sqlite_engine).answers.page(Wanted()).answers)
    assert rows_of(content)[1][-1] == f"'{question}"


def test_figures_go_over_the_wire_and_back(sqlite_engine: Engine) -> None:
    figures = busy(sqlite_engine).analytics(WEEK)
    assert Analytics.model_validate(figures.model_dump(mode="json")) == figures
