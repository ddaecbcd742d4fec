"""What the validity watch finds on a day, and that everything new is told once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.curation import Care
from knowledge_base.models import Document, Validity
from knowledge_base.publish.watch import Concern, ConcernKind, OnRecord, PointConcern, watch
from tests.knowledge_base.publish.curated_parts import BORNE_OUT, LI, TOWN, Town, courses
from tests.knowledge_base.publish.policies import OFFICIAL

TODAY = date(2030, 3, 1)
PAPER = Document(id="paper", title="某办法", issuer="某局", region="440104")


def kinds(record: OnRecord, today: date = TODAY) -> list[ConcernKind]:
    return [concern.kind for concern in watch(record, today)]


def ending(days: int, **changes: object) -> OnRecord:
    document = replace(PAPER, effective_to=TODAY + timedelta(days=days), **changes)  # type: ignore[arg-type]
    return OnRecord(documents=[document])


@pytest.mark.parametrize(
    ("days", "within"), [(0, 30), (30, 30), (31, 60), (60, 60), (61, 90), (90, 90), (91, None)]
)
def test_what_ends_within_30_60_or_90_days_is_told_and_the_last_day_counts(
    days: int, within: int | None
) -> None:
    found = watch(ending(days), TODAY)
    assert [(concern.kind, concern.within, concern.days) for concern in found] == (
        [(ConcernKind.EXPIRING, within, days)] if within else []
    )


def test_what_has_ended_and_claims_to_be_in_force_is_told() -> None:
    assert kinds(ending(-1)) == [ConcernKind.PAST_ITS_END]
    assert kinds(ending(-1, validity=Validity.EXPIRED)) == []
    plan = replace(PAPER, period_to=TODAY - timedelta(days=1))
    assert kinds(OnRecord(documents=[plan])) == [ConcernKind.PAST_ITS_END]


def test_nothing_is_asked_of_what_another_paper_took_the_place_of() -> None:
    assert kinds(ending(-1, superseded_by="next", superseded_on=TODAY)) == []
    assert kinds(ending(-1, withdrawn_on=TODAY)) == []


def test_what_cites_a_repealed_paper_is_told_with_its_name() -> None:
    gone = replace(PAPER, id="old", title="旧办法", validity=Validity.REPEALED)
    record = OnRecord(documents=[PAPER, gone], cites={"paper": ["old"], "old": ["old"]})
    assert [(concern.document_id, concern.detail) for concern in watch(record, TODAY)] == [
        ("paper", "旧办法")
    ]


@pytest.mark.parametrize(("days", "told"), [(365, False), (366, True)])
def test_what_was_not_verified_for_a_year_is_told(days: int, told: bool) -> None:
    day = TODAY - timedelta(days=days)
    never = OnRecord(documents=[PAPER], since={"paper": day})
    long_ago = OnRecord(
        documents=[PAPER], since={"paper": day - timedelta(days=9)}, care=[Care("paper", "", verified_on=day)]
    )
    expected = [ConcernKind.NOT_VERIFIED] if told else []
    assert kinds(never) == kinds(long_ago) == expected


def test_the_next_check_is_told_a_month_ahead_with_its_owner() -> None:
    care = [Care("paper", "", owner="李工"), Care("paper", "a.b", check_on=TODAY + timedelta(days=30))]
    [found] = watch(OnRecord(documents=[PAPER], care=care), TODAY)
    assert (found.kind, found.point, found.owner, found.days) == (ConcernKind.CHECK_DUE, "a.b", "李工", 30)
    assert kinds(OnRecord(documents=[PAPER], care=care), TODAY - timedelta(days=1)) == []


def test_the_most_pressing_comes_first() -> None:
    soon, later = (
        replace(PAPER, id=name, effective_to=TODAY + timedelta(days=days))
        for name, days in (("b", 3), ("a", 80))
    )
    point = PointConcern(ConcernKind.POINT_CONFLICT, "a", "a.one", "登记")
    found = watch(OnRecord(documents=[later, soon], points=[point]), TODAY)
    assert [concern.document_id for concern in found] == ["b", "a", "a"]
    assert found[-1].kind is ConcernKind.POINT_CONFLICT


def test_a_concern_in_another_span_is_another_one() -> None:
    first, second = (watch(ending(days), TODAY)[0] for days in (50, 20))
    assert first.key != second.key
    assert first.key == Concern(ConcernKind.EXPIRING, "paper", "某办法", day=first.day, within=60).key


@pytest.fixture
def town(sqlite_engine: Engine, tmp_path: Path) -> Town:
    clock = FixedClock(datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE))
    built = Town(sqlite_engine, tmp_path / "policies", clock)
    built.ingest()
    return built


def test_points_that_lost_their_ground_are_told(town: Town) -> None:
    town.approve(courses())
    assert town.watching.concerns() == []
    town.ingest(OFFICIAL.replace("30期", "25期"), effective_from=date(2030, 2, 1))
    found = town.watching.concerns()
    assert [(concern.kind, concern.point) for concern in found] == [
        (ConcernKind.POINT_UNSUPPORTED, "desk.courses"),
        (ConcernKind.POINT_UNSUPPORTED, "town.courses"),
    ]
    assert "30" in found[0].detail


def test_what_two_people_approved_with_a_reason_is_not_told_again(town: Town) -> None:
    town.approve(courses(text="两年办60期培训班。"), reason="按每年30期算")
    assert town.watching.concerns() == []


def test_a_conflict_with_what_ships_is_told(town: Town) -> None:
    shipped = town.curated.point(TOWN, "town.courses").shipped
    assert shipped is not None
    town.approve(shipped.model_copy(update={"text": "培训班每年30期。"}))
    town.ship(points=BORNE_OUT.replace("培训班办了30期。", "一共办了30期培训班。"))
    assert [concern.kind for concern in town.watching.concerns()] == [ConcernKind.POINT_CONFLICT]


def test_citations_of_repealed_papers_are_found_in_the_official_texts(town: Town) -> None:
    old = Document(
        id="old",
        title="小镇培训管理试行办法",
        issuer="某局",
        region="440104",
        number="镇人社〔2020〕3号",
        validity=Validity.REPEALED,
    )
    with town.curation.writing() as writes:
        version = town.store.version(TOWN, 1)
        assert version is not None
        writes.put_version(old, replace(version, document_id="old"), [], [], publish=False)
    town.ingest(
        OFFICIAL.replace("不收取任何费用", "按镇人社[2020]3号文执行"), effective_from=date(2030, 2, 1)
    )
    found = [concern for concern in town.watching.concerns() if concern.kind is ConcernKind.CITES_REPEALED]
    assert [(concern.document_id, concern.detail) for concern in found] == [(TOWN, "小镇培训管理试行办法")]


def test_everything_new_is_told_once_in_one_notice(town: Town) -> None:
    town.caring.assign(LI, TOWN, "", owner="李工", check_on=date(2030, 3, 5), revision=0)
    assert town.watching.tell() == 1
    assert town.watching.tell() == 0
    [(subject, text)] = town.told
    assert "1 项" in subject
    assert "越秀区小镇便民服务规划" in text
    assert "2030-03-05" in text
