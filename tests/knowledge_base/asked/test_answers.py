"""What was given can be found again, and be asked anew."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from knowledge_base.asked.answers import Wanted
from knowledge_base.errors import AskedUnknown
from knowledge_base.wire import Status
from tests.knowledge_base.asked.office import NOW, keep, office, row, unanswered

DAY = NOW.date()


def test_answers_are_listed_latest_first_by_what_is_asked_for(engine: Engine) -> None:
    keep(
        engine,
        row("一", at=NOW - timedelta(hours=3)),
        row("二", at=NOW - timedelta(hours=1), channel="wechat"),
        unanswered("三", at=NOW - timedelta(days=3), region="440309"),
        row("百分之100%吗", at=NOW - timedelta(days=9)),
    )
    answers = office(engine).answers
    page = answers.page(Wanted(), limit=2)
    assert (page.total, [line.question for line in page.answers]) == (4, ["二", "一"])
    assert [line.question for line in answers.page(Wanted(), offset=2).answers] == ["三", "百分之100%吗"]

    def found(**wanted: object) -> list[str]:
        return [line.question for line in answers.page(Wanted(**wanted)).answers]  # type: ignore[arg-type]

    assert found(first_day=DAY - timedelta(days=3), last_day=DAY - timedelta(days=1)) == ["三"]
    assert found(channel="wechat") == ["二"]
    assert found(status=Status.NOT_IN_DOCUMENTS, region="440309") == ["三"]
    assert found(words="100%") == ["百分之100%吗"]
    assert found(words="_") == []


def test_one_answer_has_all_that_is_kept_of_it(engine: Engine) -> None:
    kept = row("失业登记要几天", trace={"parts": [{"query": "失业登记"}]})
    keep(engine, kept)
    detail = office(engine).answers.one(kept["id"])
    assert detail.at == kept["at"]
    assert detail.citations[0].section == ["专栏一"]
    assert detail.trace == {"parts": [{"query": "失业登记"}]}
    with pytest.raises(AskedUnknown):
        office(engine).answers.one("gone")


def test_each_question_is_given_once_a_region_with_its_last_answer(engine: Engine) -> None:
    keep(
        engine,
        row("失业登记要几天？", at=NOW - timedelta(days=2), answer_text="旧"),
        row("失业登记 要几天", at=NOW - timedelta(days=1), answer_text="新"),
        row("失业登记要几天", region="440309"),
        row("失业登记要几天", region=""),
    )
    given = office(engine).answers.given_since(DAY - timedelta(days=90))
    assert [(one.region, one.times, one.answer_text) for one in given[:1]] == [("440104", 2, "新")]
    assert {(one.region, one.times) for one in given[1:]} == {("440309", 1), (None, 1)}
    assert given[0].citations[0].chunk_id == "plan:1:p1"


def test_what_no_document_changes_and_what_cannot_stand_alone_is_not_asked_anew(engine: Engine) -> None:
    keep(
        engine,
        row("那要几天", is_follow_up=True),
        row("去年的规定呢", as_of=DAY - timedelta(days=365)),
        row("不想活了", status="crisis"),
        row("我的办件到哪了", status="personal_case"),
        row("九十一天前问的", at=NOW - timedelta(days=91)),
        row("问得到的"),
    )
    assert [one.question for one in office(engine).answers.given_since(DAY - timedelta(days=90))] == [
        "问得到的"
    ]


def test_only_answers_that_rest_on_a_document_are_given_where_one_is_named(engine: Engine) -> None:
    keep(engine, row("甲"), row("乙", document="other"), unanswered("丙"))
    answers = office(engine).answers
    since = DAY - timedelta(days=90)
    assert [one.question for one in answers.given_since(since, documents=["other"])] == ["乙"]
    assert len(answers.given_since(since, limit=2)) == 2
