"""What a publisher does to a document as a whole, and takes back; how it stands on a day."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from chassis.staff import NotAllowed
from knowledge_base.errors import (
    DocumentUnknown,
    ProposalUnknown,
    ReasonMissing,
    StepNotPossible,
    SupersededByItself,
    UndoImpossible,
)
from knowledge_base.models import Source, Validity
from knowledge_base.proposal import ChangeKind, ProposalState
from knowledge_base.publish.synchronise import Synchroniser
from tests.knowledge_base.publish.approval_parts import (
    EDITOR,
    FIRST_DAY,
    MORNING,
    PUBLISHER,
    SECOND_DAY,
    ApprovalParts,
)
from tests.knowledge_base.publish.policies import OFFICIAL
from tests.knowledge_base.samples import document

TODAY = MORNING.date()
YESTERDAY = TODAY - timedelta(days=1)
OTHER = document("other", title="新规划", number=None)


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest) -> ApprovalParts:
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return ApprovalParts(engine)


def test_a_withdrawn_document_is_answered_from_no_more(desk: ApprovalParts) -> None:
    published = desk.published("一日办好。")
    desk.changes.withdraw("plan", PUBLISHER, reason="正在修订")
    assert [desk.holding(day) for day in (YESTERDAY, TODAY)] == [[("plan", 1)], []]
    assert desk.proposal(published.id).state is ProposalState.WITHDRAWN
    desk.clock.later(days=5)
    desk.changes.withdraw("plan", PUBLISHER, reason="再点一次")
    [change] = [one for one in desk.store.changes("plan") if one.kind is ChangeKind.WITHDRAW]
    undone = desk.changes.undo(change.id, PUBLISHER)
    assert desk.changes.undo(change.id, PUBLISHER) == undone
    assert desk.holding(TODAY) == [("plan", 1)]
    assert desk.proposal(published.id).state is ProposalState.PUBLISHED
    assert [line.action.name for line in desk.lines()].count("document_withdraw") == 1


def test_a_new_text_brings_a_withdrawn_document_back(desk: ApprovalParts) -> None:
    desk.published("一日办好。")
    desk.changes.withdraw("plan", PUBLISHER, reason="正在修订")
    desk.published("两日办好。", first_day=SECOND_DAY)
    assert desk.holding(SECOND_DAY) == [("plan", 2)]
    [withdrawal] = [one for one in desk.store.changes("plan") if one.kind is ChangeKind.WITHDRAW]
    with pytest.raises(UndoImpossible):
        desk.changes.undo(withdrawal.id, PUBLISHER)


def test_a_repealed_document_says_so_after_its_last_day(desk: ApprovalParts) -> None:
    published = desk.published("一日办好。")
    desk.changes.repeal("plan", PUBLISHER, last_day=TODAY, by="某市新规定", reason="上级废止")
    status = desk.timelines.of("plan").status
    assert (status.validity, status.gave_way) == (Validity.IN_FORCE, False)
    desk.clock.later(days=1)
    status = desk.timelines.of("plan").status
    assert (status.validity, status.gave_way) == (Validity.REPEALED, True)
    assert status.holding == {Source.OFFICIAL: 1}
    desk.schedule.make_round()
    assert desk.proposal(published.id).state is ProposalState.EXPIRED


def test_another_document_takes_the_place_from_its_day_on(desk: ApprovalParts) -> None:
    old = desk.published("旧的。")
    desk.published("新的。", of=OTHER)
    desk.changes.supersede("plan", PUBLISHER, by="other", on=SECOND_DAY, reason="新规划印发")
    assert desk.holding(SECOND_DAY - timedelta(days=1)) == [("other", 1), ("plan", 1)]
    assert desk.holding(SECOND_DAY) == [("other", 1)]
    assert desk.proposal(old.id).state is ProposalState.PUBLISHED
    desk.clock.later(days=120)
    desk.schedule.make_round()
    assert desk.proposal(old.id).state is ProposalState.SUPERSEDED
    with pytest.raises(SupersededByItself):
        desk.changes.supersede("other", PUBLISHER, by="plan", on=SECOND_DAY, reason="反过来")


def test_what_cannot_be_done_to_a_document_is_refused(sqlite_engine: Engine) -> None:
    desk = ApprovalParts(sqlite_engine)
    desk.published("一日办好。")
    with pytest.raises(NotAllowed):
        desk.changes.withdraw("plan", EDITOR, reason="没有权限")
    with pytest.raises(ReasonMissing):
        desk.changes.withdraw("plan", PUBLISHER, reason="")
    with pytest.raises(DocumentUnknown):
        desk.changes.withdraw("nowhere", PUBLISHER, reason="没有")
    with pytest.raises(DocumentUnknown):
        desk.changes.supersede("plan", PUBLISHER, by="nowhere", on=SECOND_DAY, reason="没有")
    with pytest.raises(SupersededByItself):
        desk.changes.repeal("plan", PUBLISHER, last_day=TODAY, by="plan", reason="自己")
    [publication] = desk.store.changes("plan")
    with pytest.raises(StepNotPossible):
        desk.changes.undo(publication.id, PUBLISHER)
    with pytest.raises(ProposalUnknown):
        desk.changes.undo(99, PUBLISHER)
    with pytest.raises(NotAllowed):
        desk.changes.undo(publication.id, EDITOR)
    assert desk.holding(TODAY) == [("plan", 1)]


def test_the_timeline_tells_how_it_stood_and_what_was_done(sqlite_engine: Engine) -> None:
    desk = ApprovalParts(sqlite_engine)
    desk.published("一日办好。")
    desk.published("两日办好。", first_day=SECOND_DAY)
    then = desk.timelines.of("plan", as_of=FIRST_DAY)
    assert (then.status.day, then.status.holding) == (FIRST_DAY, {Source.OFFICIAL: 1})
    assert [version.number for version in then.versions] == [1, 2]
    assert [change.kind for change in then.changes] == [ChangeKind.PUBLISH] * 2
    assert [one.state for one in then.proposals] == [ProposalState.PUBLISHED, ProposalState.SUPERSEDED]
    [only] = desk.timelines.all(as_of=SECOND_DAY)
    assert only.holding == {Source.OFFICIAL: 2}
    with pytest.raises(DocumentUnknown):
        desk.timelines.of("nowhere")


def test_the_desk_has_decided_on_what_it_changed(sqlite_engine: Engine) -> None:
    desk = ApprovalParts(sqlite_engine)
    approved = desk.approved("一日办好。")
    assert not desk.store.is_decided("plan")
    published = desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    assert desk.store.is_decided("plan")
    desk.publications.undo(published.id, PUBLISHER, revision=published.revision)
    assert desk.store.is_decided("plan")


def test_what_ships_is_not_published_over_what_the_desk_decided(sqlite_engine: Engine) -> None:
    desk = ApprovalParts(sqlite_engine)
    synchroniser = Synchroniser(store=desk.documents, clock=desk.clock, is_decided=desk.store.is_decided)
    shipped = synchroniser.ship_file("town.txt", OFFICIAL.encode())
    key = (shipped.document.id, shipped.version.number)
    assert desk.holding(SECOND_DAY) == [key]
    amended = OFFICIAL.replace("2030年1月14日", "2030年2月1日").encode()
    draft = synchroniser.ingest_file("town.txt", amended, publish=False)
    approved = desk.approve(desk.approval.open(draft.document.id, draft.version.number, EDITOR))
    desk.publications.publish(approved.id, PUBLISHER, revision=approved.revision)
    desk.changes.repeal(key[0], PUBLISHER, last_day=TODAY, by="", reason="上级废止")
    head = desk.documents.document(key[0])
    synchroniser.ship_file("town.txt", OFFICIAL.encode())
    assert desk.holding(SECOND_DAY) == [(key[0], draft.version.number)]
    assert desk.documents.document(key[0]) == head
