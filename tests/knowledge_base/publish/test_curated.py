"""Points are written by one person, approved by another, and told from then on."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.curation import ChangeState, SuggestionState
from knowledge_base.errors import (
    DocumentUnknown,
    OwnPoint,
    PointChanged,
    PointNotOpen,
    PointUnknown,
    PointUnsupported,
    SuggestionUnknown,
    WordingTaken,
)
from knowledge_base.given import Suggestion
from knowledge_base.models import Source
from tests.knowledge_base.publish.curated_parts import AGENT, BORNE_OUT, LI, TOWN, WANG, ZHAO, Town, courses
from tests.knowledge_base.publish.policies import OFFICIAL


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.getfixturevalue(f"{request.param}_engine")
    return chosen


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Town:
    clock = FixedClock(datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE))
    built = Town(engine, tmp_path / "policies", clock)
    built.ingest()
    return built


def submitted(town: Town, **changes: object) -> int:
    """The revision of a change that waits for approval."""
    point = courses(**changes)
    change = town.curated.save(LI, TOWN, point, revision=0)
    return town.approval.submit(LI, TOWN, point.id, revision=change.revision).revision


def test_what_is_written_is_told_once_another_person_approved(town: Town) -> None:
    before = town.points_told()
    revision = submitted(town)
    assert town.points_told() == before
    town.approval.approve(WANG, TOWN, "desk.courses", revision=revision)
    told = town.points_told()
    assert list(told) == ["town.registration", "town.courses", "desk.courses"]
    assert told["desk.courses"].quote == courses().text
    assert told["desk.courses"].wordings == ("培训班收钱吗",)
    assert town.actions()[:3] == ["point.approved", "point.submitted", "point.written"]
    assert town.refreshed == 1


def test_the_new_version_is_in_the_indexes_before_it_is_told(town: Town) -> None:
    revision = submitted(town)
    town.approval.approve(WANG, TOWN, "desk.courses", revision=revision)
    version = town.store.published_version(TOWN, Source.POLICY_POINT)
    assert version is not None
    assert town.prepared == [(TOWN, version.number)]


def test_nobody_approves_what_they_wrote_or_wrote_at(town: Town) -> None:
    change = town.curated.save(LI, TOWN, courses(), revision=0)
    change = town.curated.save(
        WANG, TOWN, courses(text="每年办30期培训班，不收费。"), revision=change.revision
    )
    change = town.approval.submit(LI, TOWN, "desk.courses", revision=change.revision)
    for person in (LI, WANG):
        with pytest.raises(OwnPoint):
            town.approval.approve(person, TOWN, "desk.courses", revision=change.revision)
    assert "desk.courses" not in town.points_told()


def test_a_draft_is_not_approved(town: Town) -> None:
    change = town.curated.save(LI, TOWN, courses(), revision=0)
    with pytest.raises(PointNotOpen):
        town.approval.approve(WANG, TOWN, "desk.courses", revision=change.revision)


def test_of_two_who_write_at_once_the_second_is_told(town: Town) -> None:
    town.curated.save(LI, TOWN, courses(), revision=0)
    with pytest.raises(PointChanged):
        town.curated.save(ZHAO, TOWN, courses(subject="培训"), revision=0)


def test_the_same_again_changes_nothing(town: Town) -> None:
    first = town.curated.save(LI, TOWN, courses(), revision=0)
    assert town.curated.save(LI, TOWN, courses(), revision=0) == first
    sent = town.approval.submit(LI, TOWN, "desk.courses", revision=1)
    assert town.approval.submit(LI, TOWN, "desk.courses", revision=1) == sent
    done = town.approval.approve(WANG, TOWN, "desk.courses", revision=sent.revision)
    assert town.approval.approve(WANG, TOWN, "desk.courses", revision=sent.revision) == done
    assert len(town.actions()) == 3


def test_writing_at_what_waits_makes_it_a_draft_again(town: Town) -> None:
    revision = submitted(town)
    change = town.curated.save(ZHAO, TOWN, courses(subject="培训不收费"), revision=revision)
    assert change.state is ChangeState.DRAFT
    with pytest.raises(PointChanged):
        town.approval.approve(WANG, TOWN, "desk.courses", revision=revision)


def test_it_comes_back_with_a_reason_and_goes_again(town: Town) -> None:
    revision = submitted(town)
    back = town.approval.send_back(WANG, TOWN, "desk.courses", revision=revision, reason="请写明对象")
    assert (back.state, back.returned) == (ChangeState.DRAFT, "请写明对象")
    again = town.approval.submit(LI, TOWN, "desk.courses", revision=back.revision)
    assert (again.state, again.returned) == (ChangeState.SUBMITTED, "")


def test_figures_that_do_not_stand_in_the_section_need_a_reason(town: Town) -> None:
    wrong = courses(text="每年办40期培训班，不收费。")
    change = town.curated.save(LI, TOWN, wrong, revision=0)
    with pytest.raises(PointUnsupported) as refused:
        town.approval.submit(LI, TOWN, wrong.id, revision=change.revision)
    assert "40期" in refused.value.message or "40" in refused.value.message
    sent = town.approval.submit(LI, TOWN, wrong.id, revision=change.revision, reason="两份文件加起来")
    assert sent.reason == "两份文件加起来"


def test_a_section_that_changed_meanwhile_is_noticed_on_approval(town: Town) -> None:
    revision = submitted(town)
    town.ingest(OFFICIAL.replace("30期", "25期"), effective_from=date(2030, 2, 1))
    with pytest.raises(PointUnsupported):
        town.approval.approve(WANG, TOWN, "desk.courses", revision=revision)


def test_one_question_leads_to_one_point(town: Town) -> None:
    with pytest.raises(WordingTaken, match="登记要几天"):
        town.curated.save(LI, TOWN, courses(asks=("登记 要几天",)), revision=0)


def test_wordings_are_added_without_touching_the_text(town: Town) -> None:
    version = town.store.published_version(TOWN, Source.POLICY_POINT)
    change = town.curated.add_wordings(LI, TOWN, "town.courses", ["我13812345678想学技术", "有得学嘢冇"])
    assert change is not None
    assert change.state is ChangeState.SUBMITTED
    town.approval.approve(WANG, TOWN, "town.courses", revision=change.revision)
    assert town.store.published_version(TOWN, Source.POLICY_POINT) == version
    assert town.points_told()["town.courses"].wordings[-2:] == ("我138****5678想学技术", "有得学嘢冇")
    assert town.curated.add_wordings(LI, TOWN, "town.courses", ["有得学嘢冇"]) is None


def test_a_point_is_taken_out_only_by_two(town: Town) -> None:
    change = town.curated.take_out(LI, TOWN, "town.courses", reason="已经不办了")
    assert "town.courses" in town.points_told()
    town.approval.approve(WANG, TOWN, "town.courses", revision=change.revision)
    assert list(town.points_told()) == ["town.registration"]
    assert town.curated.point(TOWN, "town.courses").current is None


def test_unknown_things_are_said_to_be_unknown(town: Town) -> None:
    with pytest.raises(DocumentUnknown):
        town.curated.save(LI, "nothing", courses(), revision=0)
    with pytest.raises(PointUnknown):
        town.approval.submit(LI, TOWN, "town.none", revision=1)
    with pytest.raises(PointNotOpen):
        town.approval.submit(LI, TOWN, "town.courses", revision=1)


def test_what_was_approved_goes_before_what_ships_at_every_start(town: Town) -> None:
    [shipped] = [point.shipped for point in town.curated.points(TOWN) if point.id == "town.courses"]
    assert shipped is not None
    town.approve(shipped.model_copy(update={"section": ("第二章",), "text": "培训班每年30期。"}))
    versions = town.store.versions(TOWN)
    town.ship()
    assert town.store.versions(TOWN) == versions
    assert town.points_told()["town.courses"].quote == "培训班每年30期。"


def test_a_newer_shipped_text_is_shown_as_a_conflict_and_overturns_nothing(town: Town) -> None:
    [shipped] = [point.shipped for point in town.curated.points(TOWN) if point.id == "town.courses"]
    assert shipped is not None
    town.approve(shipped.model_copy(update={"text": "培训班每年30期。"}))
    assert not town.curated.point(TOWN, "town.courses").is_conflict
    town.ship(points=BORNE_OUT.replace("培训班办了30期。", "一共办了30期培训班。"))
    point = town.curated.point(TOWN, "town.courses")
    assert point.is_conflict
    assert town.points_told()["town.courses"].quote == "培训班每年30期。"
    assert point.shipped is not None
    town.approve(point.shipped)
    point = town.curated.point(TOWN, "town.courses")
    assert (point.is_conflict, point.is_changed) == (False, False)
    assert town.points_told()["town.courses"].quote == "一共办了30期培训班。"


def test_points_hold_from_the_day_of_the_text_they_rest_on(town: Town) -> None:
    town.ingest(OFFICIAL.replace("30期", "25期"), effective_from=date(2030, 2, 1))
    before = town.store.published_version(TOWN, Source.POLICY_POINT)
    town.approve(courses(text="每年办25期培训班。"))
    versions = {version.number: version for version in town.store.versions(TOWN)}
    now = town.store.published_version(TOWN, Source.POLICY_POINT)
    assert before is not None
    assert now is not None
    assert now.effective_from == date(2030, 2, 1)
    assert versions[before.number].effective_to == date(2030, 1, 31)


def test_a_suggestion_becomes_a_point_and_is_open_again_when_that_is_given_up(town: Town) -> None:
    for conversation in ("c1", "c2", "c2"):
        made = town.suggestions.suggest(
            AGENT, question="培训班收钱吗", answer="不收。", region="440104", conversation=conversation
        )
    assert (made.times, made.conversations) == (2, ("c1", "c2"))
    change = town.curated.save(LI, TOWN, courses(), revision=0, suggestion=made.id)
    taken = town.suggestions.find(made.id)
    assert (taken.state, taken.point) == (SuggestionState.TAKEN, "desk.courses")
    assert town.suggestions.open(limit=10) == []
    town.approval.withdraw(LI, TOWN, "desk.courses", revision=change.revision)
    assert [found.id for found in town.suggestions.open(limit=10)] == [made.id]
    town.suggestions.dismiss(LI, made.id, reason="不是政策问题")
    assert town.suggestions.open(limit=10) == []


def test_groups_of_unanswered_questions_are_suggestions_until_somebody_decides(town: Town) -> None:
    town.groups.append(
        Suggestion("g1", "unanswered", "培训班收钱吗", "knowledge", 7, ("c1", "c9"), ("440104",))
    )
    [found] = town.suggestions.open(limit=10)
    assert (found.id, found.times, found.conversations) == ("group:g1", 7, ("c1", "c9"))
    town.curated.save(LI, TOWN, courses(), revision=0, suggestion="group:g1")
    assert town.suggestions.open(limit=10) == []
    with pytest.raises(SuggestionUnknown):
        town.curated.save(
            LI, TOWN, courses(id="desk.two", asks=("学费多少",)), revision=0, suggestion="group:g1"
        )


def test_who_keeps_it_true_and_when_it_was_verified(town: Town) -> None:
    kept = town.caring.assign(LI, TOWN, "", owner="李工", check_on=date(2030, 9, 1), revision=0)
    assert town.caring.of(TOWN)[""] == kept
    verified = town.caring.verified(LI, TOWN, "", check_on=date(2031, 3, 1))
    assert (verified.verified_on, verified.verified_by) == (date(2030, 3, 1), "李工")
    assert verified.owner == "李工"
    assert town.actions()[:2] == ["care.verified", "care.assigned"]
