"""Proposals before they have readers: their steps, who may take them, and what two people do at once."""

from dataclasses import replace
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import Engine

from chassis.staff import NotAllowed, Person, Role
from knowledge_base.errors import (
    DocumentUnknown,
    ProposalChanged,
    ProposalUnknown,
    ReasonMissing,
    SamePerson,
    StepNotPossible,
    TermsInvalid,
)
from knowledge_base.models import NATIONWIDE
from knowledge_base.proposal import ProposalState, Terms, Who
from knowledge_base.publish.steps import Step, possible
from tests.knowledge_base.publish.approval_parts import (
    EDITOR,
    FIRST_DAY,
    OTHER_PUBLISHER,
    PUBLISHER,
    VIEWER,
    ApprovalParts,
)
from tests.knowledge_base.samples import LONGHUA, YUEXIU, document


@pytest.fixture
def desk(sqlite_engine: Engine) -> ApprovalParts:
    return ApprovalParts(sqlite_engine)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> ApprovalParts:
    """For what the databases may do each in its own way."""
    engine: Engine = request.getfixturevalue(f"{request.param}_engine")
    return ApprovalParts(engine)


def test_a_draft_is_submitted_and_approved_by_another(either: ApprovalParts) -> None:
    desk = either
    proposal = desk.proposed("一日办好。")
    assert (proposal.state, proposal.author) == (ProposalState.DRAFT, Who("li", "李编辑"))
    assert proposal.terms == Terms(region=YUEXIU, effective_from=FIRST_DAY)
    approved = desk.approve(proposal)
    assert approved.state is ProposalState.APPROVED
    assert approved.approver == Who("wang", "王审核")
    assert desk.proposal(proposal.id) == approved
    assert [line.action.name for line in desk.lines()] == [
        "proposal_open",
        "proposal_submit",
        "proposal_approve",
    ]
    assert [line.account for line in desk.lines()] == ["li", "li", "wang"]


def test_a_version_is_proposed_once_at_a_time(either: ApprovalParts) -> None:
    desk = either
    proposal = desk.proposed("一日办好。")
    assert desk.approval.open("plan", 1, OTHER_PUBLISHER) == proposal
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=proposal.revision)
    assert desk.approval.open("plan", 1, EDITOR, head=document(title="改了")) == submitted


def test_a_draft_that_is_loaded_again_takes_the_new_head(either: ApprovalParts) -> None:
    desk = either
    proposal = desk.proposed("一日办好。")
    renewed = desk.approval.open("plan", 1, EDITOR, head=document(title="改了"))
    assert (renewed.id, renewed.revision) == (proposal.id, proposal.revision + 1)
    assert desk.proposal(proposal.id).head == document(title="改了")


def test_who_wrote_or_submitted_it_does_not_approve_it(desk: ApprovalParts) -> None:
    drawn = desk.drafted("一日办好。")
    proposal = desk.approval.open("plan", drawn.number, PUBLISHER)
    submitted = desk.approval.submit(proposal.id, OTHER_PUBLISHER, revision=proposal.revision)
    for own in (PUBLISHER, OTHER_PUBLISHER):
        with pytest.raises(SamePerson):
            desk.approval.approve(proposal.id, own, revision=submitted.revision)
        assert Step.APPROVE not in possible(submitted, own)
    third = Person("qian", "钱审核", frozenset({Role.PUBLISHER}))
    assert desk.approval.approve(proposal.id, third, revision=submitted.revision).approver == Who(
        "qian", "钱审核"
    )


def test_roles_are_kept_by_the_steps_themselves(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    with pytest.raises(NotAllowed):
        desk.approval.submit(proposal.id, VIEWER, revision=1)
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=1)
    with pytest.raises(NotAllowed):
        desk.approval.approve(proposal.id, EDITOR, revision=submitted.revision)
    with pytest.raises(NotAllowed):
        desk.approval.open("plan", 1, VIEWER)
    assert possible(submitted, VIEWER) == []


def test_it_comes_back_with_a_reason_and_is_asked_for_anew(desk: ApprovalParts) -> None:
    approved = desk.approved("一日办好。")
    with pytest.raises(ReasonMissing):
        desk.approval.send_back(approved.id, OTHER_PUBLISHER, revision=approved.revision, reason=" ")
    back = desk.approval.send_back(
        approved.id, OTHER_PUBLISHER, revision=approved.revision, reason="时限与原文不符"
    )
    assert (back.state, back.return_reason) == (ProposalState.DRAFT, "时限与原文不符")
    assert (back.approver, back.submitter) == (None, None)
    submitted = desk.approval.submit(back.id, EDITOR, revision=back.revision)
    assert submitted.return_reason == ""


def test_an_editor_takes_back_only_their_own(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=proposal.revision)
    stranger = Person("zhou", "周编辑", frozenset({Role.EDITOR}))
    with pytest.raises(NotAllowed):
        desk.approval.send_back(proposal.id, stranger, revision=submitted.revision, reason="先不报")
    back = desk.approval.send_back(proposal.id, EDITOR, revision=submitted.revision, reason="先不报")
    withdrawn = desk.approval.withdraw(proposal.id, EDITOR, revision=back.revision, reason="不做了")
    assert withdrawn.state is ProposalState.WITHDRAWN
    assert possible(withdrawn, PUBLISHER) == []
    assert desk.approval.open("plan", 1, EDITOR).id != proposal.id


def test_the_same_step_again_changes_nothing(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=1)
    assert desk.approval.submit(proposal.id, EDITOR, revision=1) == submitted
    approved = desk.approval.approve(proposal.id, PUBLISHER, revision=2)
    assert desk.approval.approve(proposal.id, PUBLISHER, revision=2) == approved
    assert len(desk.lines()) == 3


def test_a_step_on_what_another_changed_is_refused(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    terms = Terms(region=YUEXIU, effective_from=date(2030, 2, 1))
    desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=terms)
    with pytest.raises(ProposalChanged):
        desk.approval.submit(proposal.id, EDITOR, revision=1)
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=2)
    with pytest.raises(StepNotPossible):
        desk.approval.change_terms(
            proposal.id, EDITOR, revision=submitted.revision, terms=replace(terms, region=LONGHUA)
        )


def test_of_two_who_decide_at_once_one_is_told(either: ApprovalParts) -> None:
    desk = either
    proposal = desk.proposed("一日办好。")
    submitted = desk.approval.submit(proposal.id, EDITOR, revision=1)
    refused: list[Exception] = []

    def decide(person: Person) -> None:
        try:
            desk.approval.approve(proposal.id, person, revision=submitted.revision)
        except (ProposalChanged, StepNotPossible) as error:
            refused.append(error)

    threads = [Thread(target=decide, args=[person]) for person in (PUBLISHER, OTHER_PUBLISHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert [line.action.name for line in desk.lines()].count("proposal_approve") == 1


@pytest.mark.parametrize(
    "terms",
    [
        Terms(region="999999"),
        Terms(region=YUEXIU, effective_from=date(2030, 2, 1), effective_to=date(2030, 1, 31)),
        Terms(region=YUEXIU, replaces=("plan",)),
        Terms(region=YUEXIU, replaces=("nowhere",)),
        Terms(region=YUEXIU, replaces=("other", "other")),
    ],
)
def test_terms_that_cannot_be_are_refused(desk: ApprovalParts, terms: Terms) -> None:
    desk.drafted("别的。", of=document("other", title="别的", number=None))
    proposal = desk.proposed("一日办好。")
    with pytest.raises(TermsInvalid):
        desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=terms)


def test_one_day_and_the_whole_country_can_be(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    terms = Terms(region=NATIONWIDE, effective_from=FIRST_DAY, effective_to=FIRST_DAY)
    assert desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=terms).terms == terms


def test_the_passages_of_a_draft_move_with_its_region(either: ApprovalParts) -> None:
    desk = either
    proposal = desk.proposed("一日办好。")
    desk.approval.change_terms(proposal.id, EDITOR, revision=1, terms=Terms(region=LONGHUA))
    assert [chunk.region for chunk in desk.documents.version_chunks("plan", 1)] == [LONGHUA]
    known = desk.documents.document("plan")
    assert known
    assert known.region == YUEXIU


def test_what_is_not_there_is_told(desk: ApprovalParts) -> None:
    with pytest.raises(ProposalUnknown):
        desk.approval.submit(7, EDITOR, revision=1)
    with pytest.raises(DocumentUnknown):
        desk.approval.open("plan", 1, EDITOR)


def test_comments_stand_at_a_section_once_and_are_settled(either: ApprovalParts) -> None:
    desk = either
    proposal, section = desk.proposed("一日办好。"), ("第一章", "专栏1")
    for _ in range(2):
        comment = desk.comments.add(
            proposal.id, PUBLISHER, section=section, text=" 请核对时限 ", request_id="r1"
        )
    assert (comment.text, comment.section, comment.settled_by) == ("请核对时限", section, None)
    whole = desk.comments.add(proposal.id, EDITOR, section=(), text="标题漏字", request_id="r1-2")
    settled = desk.comments.settle(comment.id, EDITOR)
    assert desk.comments.settle(comment.id, PUBLISHER) == settled
    assert settled.settled_by == Who("li", "李编辑")
    assert desk.store.comments(proposal.id) == [settled, whole]
    assert [line.action.name for line in desk.lines()[1:]] == ["comment_add", "comment_add", "comment_settle"]


def test_comments_need_a_place_words_and_an_open_proposal(desk: ApprovalParts) -> None:
    proposal = desk.proposed("一日办好。")
    with pytest.raises(TermsInvalid):
        desk.comments.add(proposal.id, EDITOR, section=("第九章",), text="何在", request_id="a")
    with pytest.raises(ReasonMissing):
        desk.comments.add(proposal.id, EDITOR, section=(), text="  ", request_id="a")
    with pytest.raises(NotAllowed):
        desk.comments.add(proposal.id, VIEWER, section=(), text="看看", request_id="a")
    desk.approval.withdraw(proposal.id, EDITOR, revision=1, reason="不做了")
    with pytest.raises(StepNotPossible):
        desk.comments.add(proposal.id, EDITOR, section=(), text="晚了", request_id="a")
    with pytest.raises(ProposalUnknown):
        desk.comments.settle(7, EDITOR)


def test_lists_are_by_state_and_page_by_page(either: ApprovalParts) -> None:
    desk = either
    ids = [desk.proposed(f"{n}日办好。").id for n in range(3)]
    desk.approval.submit(ids[1], EDITOR, revision=1)
    assert [found.id for found in desk.store.proposals(limit=2)] == ids[:0:-1]
    assert [found.id for found in desk.store.proposals(before=ids[1])] == ids[:1]
    submitted = desk.store.proposals(states=[ProposalState.SUBMITTED])
    assert [found.id for found in submitted] == [ids[1]]
    assert desk.store.count_by_state() == {ProposalState.DRAFT: 2, ProposalState.SUBMITTED: 1}
