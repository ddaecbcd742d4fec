"""Publishing, publishing at a time, and taking it back: what readers find on which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from chassis.staff import NotAllowed
from knowledge_base.errors import (
    GateNotPassed,
    ProposalChanged,
    StepNotPossible,
    TermsInvalid,
    UndoImpossible,
)
from knowledge_base.models import Source
from knowledge_base.notice import NoticeChannel
from knowledge_base.proposal import Proposal, ProposalState, Terms, Who
from tests.knowledge_base.publish.approval_parts import (
    EDITOR,
    FIRST_DAY,
    MORNING,
    OTHER_PUBLISHER,
    PUBLISHER,
    SECOND_DAY,
    ApprovalParts,
)
from tests.knowledge_base.samples import LONGHUA, document

DAY_BEFORE, BETWEEN = FIRST_DAY - timedelta(days=1), date(2030, 5, 31)


@pytest.fixture
def desk(sqlite_engine: Engine) -> ApprovalParts:
    return ApprovalParts(sqlite_engine)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> ApprovalParts:
    """For what the databases may do each in its own way."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return ApprovalParts(engine)


def undo(desk: ApprovalParts, proposal: Proposal, reason: str = "") -> Proposal:
    known = desk.proposal(proposal.id)
    return desk.publications.undo(known.id, PUBLISHER, revision=known.revision, reason=reason)


def test_what_is_published_is_read_from_its_first_day(desk: ApprovalParts) -> None:
    published = desk.published("一日办好。")
    assert (published.state, published.published_at) == (ProposalState.PUBLISHED, MORNING)
    assert [desk.holding(day) for day in (DAY_BEFORE, FIRST_DAY)] == [[], [("plan", 1)]]
    assert desk.shelf.prepared == [("plan", 1)]
    assert desk.shelf.tidied == 1
    again = desk.publications.publish(published.id, PUBLISHER, revision=1)
    assert again == published
    assert desk.lines()[-1].action.name == "proposal_publish"


def test_a_newer_text_takes_the_place_from_its_day_on(either: ApprovalParts) -> None:
    desk = either
    old = desk.published("一日办好。")
    new = desk.published("两日办好。", first_day=SECOND_DAY)
    assert [desk.holding(day) for day in (BETWEEN, SECOND_DAY)] == [[("plan", 1)], [("plan", 2)]]
    assert desk.proposal(old.id).state is ProposalState.SUPERSEDED
    assert desk.proposal(new.id).state is ProposalState.PUBLISHED


def test_only_what_was_approved_is_published(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    with pytest.raises(StepNotPossible):
        desk.publications.publish(proposal.id, PUBLISHER, revision=1)
    approved = desk.approve(proposal)
    with pytest.raises(NotAllowed):
        desk.publications.publish(proposal.id, EDITOR, revision=approved.revision)
    with pytest.raises(ProposalChanged):
        desk.publications.publish(proposal.id, PUBLISHER, revision=1)
    assert desk.holding(FIRST_DAY) == []


def test_below_the_floors_it_takes_a_written_reason(desk: ApprovalParts) -> None:
    approved = desk.approved("一日办好。")
    desk.gate.close()
    for reason in ("", "  "):
        with pytest.raises(GateNotPassed):
            desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision, reason=reason)
    published = desk.publications.publish(
        approved.id, PUBLISHER, revision=approved.revision, reason="旧答案本就有误"
    )
    assert published.below_floor_reason == "旧答案本就有误"
    told = desk.lines()[-1].action.detail
    assert (told["gate_passed"], told["reason"]) == (False, "旧答案本就有误")
    assert told["floors"] == [{"set": "points", "asked": 10, "kept": 7}]


def test_the_new_head_comes_with_the_text(either: ApprovalParts) -> None:
    desk = either
    desk.published("一日办好。")
    drawn = desk.drafted("两日办好。", first_day=SECOND_DAY)
    head = document(title="新名称的规划")
    proposal = desk.approval.open(
        "plan",
        drawn.number,
        EDITOR,
        head=head,
        terms=Terms(region=LONGHUA, effective_from=SECOND_DAY, effective_to=date(2031, 12, 31)),
    )
    approved = desk.approve(proposal)
    before = desk.documents.document("plan")
    assert before
    assert before.title == document().title
    desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    after = desk.documents.document("plan")
    assert after
    assert (after.title, after.region, after.effective_to) == ("新名称的规划", LONGHUA, date(2031, 12, 31))
    assert after.effective_from == before.effective_from
    assert {chunk.region for chunk in desk.documents.published_chunks()} == {LONGHUA}
    undo(desk, approved)
    assert desk.documents.document("plan") == before
    assert {chunk.region for chunk in desk.documents.published_chunks()} == {before.region}


def test_undoing_brings_back_what_held_with_its_days(either: ApprovalParts) -> None:
    desk = either
    days = [DAY_BEFORE, FIRST_DAY, BETWEEN, SECOND_DAY, date(2032, 1, 1)]
    old = desk.published("一日办好。")
    held, terms = [desk.holding(day) for day in days], desk.documents.terms()
    new = desk.published("两日办好。", first_day=SECOND_DAY)
    assert [desk.holding(day) for day in days] != held
    undone = undo(desk, new, reason="数字写错")
    assert [desk.holding(day) for day in days] == held
    assert desk.documents.terms() == terms
    assert (undone.state, undone.return_reason) == (ProposalState.DRAFT, "数字写错")
    assert desk.proposal(old.id).state is ProposalState.PUBLISHED
    assert desk.shelf.prepared[-1] == ("plan", 1)
    assert desk.publications.undo(new.id, PUBLISHER, revision=1) == undone


def test_undoing_a_text_that_came_back_keeps_the_one_between(desk: ApprovalParts) -> None:
    desk.published("一日办好。")
    desk.published("两日办好。", first_day=SECOND_DAY)
    terms = desk.documents.terms()
    desk.clock.later(days=400)
    back, today = desk.published("一日办好。"), desk.clock.today()
    assert desk.holding(today) == [("plan", 1)]
    assert [desk.holding(day) for day in (BETWEEN, SECOND_DAY)] == [[("plan", 1)], [("plan", 2)]]
    undo(desk, back)
    assert desk.documents.terms() == terms


def test_undoing_the_first_text_leaves_nothing(desk: ApprovalParts) -> None:
    only = desk.published("一日办好。")
    undo(desk, only)
    assert desk.holding(SECOND_DAY) == []
    draft = desk.documents.version("plan", 1)
    assert draft
    again = desk.approve(desk.proposal(only.id))
    desk.publications.publish(again.id, PUBLISHER, revision=again.revision)
    assert desk.holding(SECOND_DAY) == [("plan", 1)]


def test_what_was_changed_again_is_not_undone_alone(desk: ApprovalParts) -> None:
    first = desk.published("一日办好。")
    desk.published("两日办好。", first_day=SECOND_DAY)
    with pytest.raises(StepNotPossible):
        undo(desk, first)
    third = desk.published("三日办好。", first_day=date(2030, 9, 1))
    # Somebody takes in another text past the desk.
    other = desk.drafted("四日办好。", first_day=date(2030, 10, 1))
    desk.documents.publish("plan", other.number)
    with pytest.raises(UndoImpossible):
        undo(desk, third)
    desk.schedule.make_round()
    assert desk.proposal(third.id).state is ProposalState.SUPERSEDED


def test_undone_while_the_text_is_proposed_again_it_is_given_up(either: ApprovalParts) -> None:
    desk = either
    published = desk.published("一日办好。")
    anew = desk.approval.open("plan", 1, EDITOR)
    assert undo(desk, published).state is ProposalState.WITHDRAWN
    assert desk.proposal(anew.id).state is ProposalState.DRAFT


def test_it_is_published_at_its_time_though_the_service_was_away(either: ApprovalParts) -> None:
    desk = either
    approved = desk.approved("一日办好。")
    at = MORNING + timedelta(hours=2)
    scheduled = desk.publications.schedule(approved.id, PUBLISHER, revision=approved.revision, at=at)
    assert (scheduled.state, scheduled.publish_at) == (ProposalState.SCHEDULED, at)
    assert desk.schedule.make_round() == 0
    assert desk.holding(SECOND_DAY) == []
    desk.clock.later(days=3)
    desk = desk.again()
    assert desk.schedule.make_round() == 1
    assert desk.again().schedule.make_round() == 0
    published = desk.proposal(approved.id)
    assert (published.state, published.publisher) == (ProposalState.PUBLISHED, Who("wang", "王审核"))
    assert desk.holding(SECOND_DAY) == [("plan", 1)]
    assert (desk.lines()[-1].account, desk.lines()[-1].action.detail["publisher"]) == ("clock", "wang")


def test_several_due_are_published_in_their_order(desk: ApprovalParts) -> None:
    first, second = desk.approved("一日办好。"), desk.approved("两日办好。")
    for proposal, hours in ((second, 1), (first, 2)):
        at = MORNING + timedelta(hours=hours)
        desk.publications.schedule(proposal.id, PUBLISHER, revision=proposal.revision, at=at)
    desk.clock.later(days=1)
    assert desk.schedule.make_round() == 2
    assert desk.holding(SECOND_DAY) == [("plan", 1)]


def test_a_time_is_changed_and_given_up(desk: ApprovalParts) -> None:
    approved, soon = desk.approved("一日办好。"), MORNING + timedelta(hours=1)
    one = desk.publications.schedule(approved.id, PUBLISHER, revision=approved.revision, at=soon)
    assert desk.publications.schedule(approved.id, PUBLISHER, revision=1, at=soon) == one
    later = desk.publications.schedule(
        approved.id, OTHER_PUBLISHER, revision=one.revision, at=soon + timedelta(days=1)
    )
    desk.clock.later(hours=2)
    assert desk.schedule.make_round() == 0
    back = desk.publications.unschedule(approved.id, PUBLISHER, revision=later.revision)
    assert (back.state, back.publish_at) == (ProposalState.APPROVED, None)
    desk.clock.later(days=9)
    assert desk.schedule.make_round() == 0


@pytest.mark.parametrize("away", [timedelta(0), timedelta(days=-1), timedelta(days=400)])
def test_a_time_that_cannot_be_is_refused(desk: ApprovalParts, away: timedelta) -> None:
    approved = desk.approved("一日办好。")
    with pytest.raises(TermsInvalid):
        desk.publications.schedule(approved.id, PUBLISHER, revision=approved.revision, at=MORNING + away)


def test_what_falls_below_the_floors_meanwhile_is_held_back(desk: ApprovalParts) -> None:
    approved, at = desk.approved("一日办好。"), MORNING + timedelta(hours=1)
    desk.publications.schedule(approved.id, PUBLISHER, revision=approved.revision, at=at)
    desk.gate.close()
    desk.clock.later(hours=2)
    assert desk.schedule.make_round() == 0
    held = desk.proposal(approved.id)
    assert held.state is ProposalState.APPROVED
    assert desk.holding(SECOND_DAY) == []
    with pytest.raises(GateNotPassed):
        desk.publications.schedule(held.id, PUBLISHER, revision=held.revision, at=at + timedelta(hours=3))
    desk.publications.schedule(
        held.id, PUBLISHER, revision=held.revision, at=at + timedelta(hours=3), reason="已知会各方"
    )
    desk.clock.later(hours=9)
    assert desk.schedule.make_round() == 1
    assert desk.proposal(held.id).below_floor_reason == "已知会各方"


def test_the_last_day_still_counts(either: ApprovalParts) -> None:
    desk = either
    last_day = date(2030, 3, 10)
    proposal = desk.proposed("一日办好。")
    terms = replace(proposal.terms, effective_to=last_day)
    desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=terms)
    approved = desk.approve(desk.proposal(proposal.id))
    desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    desk.clock.moment = MORNING.replace(day=10, hour=23, minute=59)
    assert desk.schedule.make_round() == 0
    assert desk.proposal(proposal.id).state is ProposalState.PUBLISHED
    desk.clock.later(minutes=2)
    assert desk.schedule.make_round() == 1
    assert desk.proposal(proposal.id).state is ProposalState.EXPIRED
    assert desk.schedule.make_round() == 0
    assert desk.lines()[-1].action.name == "proposal_expired"
    undo(desk, proposal)
    assert desk.holding(last_day) == []


def test_it_takes_the_place_of_other_documents_at_once(either: ApprovalParts) -> None:
    desk = either
    desk.published("旧办法。", of=document("old", title="旧办法", number=None))
    proposal = desk.proposed("新办法。", first_day=date(2030, 2, 1))
    terms = replace(proposal.terms, replaces=("old",))
    desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=terms)
    approved = desk.approve(desk.proposal(proposal.id))
    desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    assert desk.holding(date(2030, 1, 31)) == [("old", 1)]
    assert desk.holding(date(2030, 2, 1)) == [("plan", 1)]
    [old] = desk.store.proposals(document_id="old")
    assert old.state is ProposalState.SUPERSEDED
    undo(desk, approved)
    assert desk.holding(date(2030, 2, 1)) == [("old", 1)]
    assert desk.proposal(old.id).state is ProposalState.PUBLISHED


def test_official_text_and_points_do_not_displace_each_other(desk: ApprovalParts) -> None:
    desk.published("一日办好。")
    points = desk.drafted("要点：一日。", source=Source.POLICY_POINT)
    approved = desk.approve(desk.approval.open("plan", points.number, EDITOR))
    desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    assert desk.holding(SECOND_DAY) == [("plan", 1), ("plan", 2)]
    assert {one.state for one in desk.store.proposals()} == {ProposalState.PUBLISHED}


def test_what_is_published_stays_so_though_the_indexes_fail(desk: ApprovalParts) -> None:
    approved = desk.approved("一日办好。")
    desk.shelf.fails = True
    published = desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    assert published.state is ProposalState.PUBLISHED
    assert desk.holding(SECOND_DAY) == [("plan", 1)]


def test_each_way_is_told_of_each_step_in_the_same_transaction(either: ApprovalParts) -> None:
    desk = either
    published = desk.published("一日办好。")
    told = desk.notices.notices()[::-1]
    assert [notice.channel for notice in told] == [NoticeChannel.EMAIL, NoticeChannel.WECOM] * 3
    assert told[0].subject == "【知识库】待审：《越秀区便民服务规划》第 1 版"
    assert "李编辑送审了" in told[0].text
    assert f"https://kb/desk/approval/{published.id}" in told[0].text
    with pytest.raises(ProposalChanged):
        desk.publications.undo(published.id, PUBLISHER, revision=1)
    assert len(desk.notices.notices()) == len(told)
