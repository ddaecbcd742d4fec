"""Proposals and documents' status as they go over HTTP."""

from collections.abc import Iterable

from chassis.staff import Person
from knowledge_base.desk_wire.approval import (
    Acted,
    ChangeView,
    CommentView,
    DocumentStatus,
    DocumentTimeline,
    FloorView,
    GateView,
    NoticeView,
    ProposalDetail,
    ProposalState,
    ProposalView,
    SectionUnderReview,
    StepName,
    TermsView,
)
from knowledge_base.models import Source
from knowledge_base.notice import Notice
from knowledge_base.ports import DocumentStore
from knowledge_base.proposal import Change, Comment, Proposal, Terms, Who
from knowledge_base.publish.gate import Gate
from knowledge_base.publish.steps import possible
from knowledge_base.publish.timeline import Status, Timeline
from knowledge_base.views import version_summary, version_view


def proposal_view(proposal: Proposal, person: Person, store: DocumentStore) -> ProposalView:
    document = proposal.head or store.document(proposal.document_id)
    terms = proposal.terms
    return ProposalView(
        id=proposal.id,
        document_id=proposal.document_id,
        title=document.title if document else proposal.document_id,
        number=proposal.number,
        state=ProposalState(proposal.state.value),
        revision=proposal.revision,
        terms=TermsView(
            region=terms.region,
            effective_from=terms.effective_from,
            effective_to=terms.effective_to,
            replaces=list(terms.replaces),
        ),
        author=Acted(account=proposal.author.account, name=proposal.author.name, at=proposal.created_at),
        submitted=_acted(proposal.submitter, proposal.submitted_at),
        approved=_acted(proposal.approver, proposal.approved_at),
        publisher=_acted(proposal.publisher, None),
        publish_at=proposal.publish_at,
        published_at=proposal.published_at,
        changed_at=proposal.changed_at,
        return_reason=proposal.return_reason,
        below_floor_reason=proposal.below_floor_reason,
        may=[StepName(step.value) for step in possible(proposal, person)],
    )


def terms_of(view: TermsView) -> Terms:
    return Terms(
        region=view.region,
        effective_from=view.effective_from,
        effective_to=view.effective_to,
        replaces=tuple(view.replaces),
    )


def proposal_detail(
    proposal: Proposal, comments: Iterable[Comment], gate: Gate, person: Person, store: DocumentStore
) -> ProposalDetail:
    views = [comment_view(comment) for comment in comments]
    version = store.version(proposal.document_id, proposal.number)
    text = version_view(version, store.sections(proposal.document_id, proposal.number)) if version else None
    sections = [
        SectionUnderReview(section=section, comments=[view for view in views if view.section == section.path])
        for section in (text.sections if text else [])
    ]
    paths = [reviewed.section.path for reviewed in sections]
    return ProposalDetail(
        proposal=proposal_view(proposal, person, store),
        sections=sections,
        comments=[view for view in views if view.section not in paths],
        gate=GateView(
            passed=gate.passed,
            checked=gate.checked,
            floors=[
                FloorView(
                    id=floor.id,
                    title=floor.title,
                    asked=floor.asked,
                    kept=floor.kept,
                    least=floor.least,
                    passed=floor.passed,
                )
                for floor in gate.floors
            ],
        ),
    )


def comment_view(comment: Comment) -> CommentView:
    return CommentView(
        id=comment.id,
        section=list(comment.section),
        text=comment.text,
        author=Acted(account=comment.author.account, name=comment.author.name, at=comment.at),
        settled=_acted(comment.settled_by, comment.settled_at),
    )


def change_view(change: Change) -> ChangeView:
    return ChangeView(
        id=change.id,
        kind=change.kind.value,
        document_id=change.document_id,
        proposal_id=change.proposal_id,
        by=Acted(account=change.by.account, name=change.by.name, at=change.at),
        reason=change.reason,
        undone=_acted(change.undone_by, change.undone_at),
    )


def status_view(status: Status) -> DocumentStatus:
    document = status.document
    return DocumentStatus(
        id=document.id,
        title=document.title,
        document_number=document.number,
        issuer=document.issuer,
        region=document.region,
        day=status.day,
        validity=status.validity.value,
        effective_from=document.effective_from,
        effective_to=document.effective_to,
        superseded_by=document.superseded_by,
        superseded_on=document.superseded_on,
        gave_way=status.gave_way,
        withdrawn_on=document.withdrawn_on,
        withdrawn=status.withdrawn,
        official=status.holding.get(Source.OFFICIAL),
        points=status.holding.get(Source.POLICY_POINT),
    )


def timeline_view(timeline: Timeline, person: Person, store: DocumentStore) -> DocumentTimeline:
    return DocumentTimeline(
        status=status_view(timeline.status),
        versions=[version_summary(version) for version in timeline.versions],
        changes=[change_view(change) for change in timeline.changes],
        proposals=[proposal_view(proposal, person, store) for proposal in timeline.proposals],
    )


def notice_view(notice: Notice) -> NoticeView:
    return NoticeView(
        id=notice.id,
        channel=notice.channel.value,
        subject=notice.subject,
        state=notice.state.value,
        attempts=notice.attempts,
        created_at=notice.created_at,
        due_at=notice.due_at,
        sent_at=notice.sent_at,
        failure=notice.failure,
    )


def _acted(who: Who | None, at: object) -> Acted | None:
    return Acted.model_validate({"account": who.account, "name": who.name, "at": at}) if who else None
