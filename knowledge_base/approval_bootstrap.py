"""Puts together what proposals pass through on their way to the readers."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.rounds import Rounds
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.notice_store import NoticeStore
from knowledge_base.adapters.smtp_mail import SmtpMail
from knowledge_base.adapters.wecom_robot import WecomRobot
from knowledge_base.notice import NoticeChannel, NoticeSender
from knowledge_base.publish.announce import Announce
from knowledge_base.publish.approval import Approval
from knowledge_base.publish.comments import Comments
from knowledge_base.publish.documents import DocumentChanges
from knowledge_base.publish.gate import GateCheck, no_floors
from knowledge_base.publish.outbox import Outbox
from knowledge_base.publish.publication import Indexes, Publications
from knowledge_base.publish.schedule import Schedule
from knowledge_base.publish.timeline import Timelines
from knowledge_base.rounds import every
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings

_ROUND_SECONDS = 15.0


@dataclass(frozen=True)
class ApprovalDesk:
    """`store` is for reading; every step has its place in one of the others."""

    store: ApprovalStore
    proposals: Approval
    comments: Comments
    publications: Publications
    documents: DocumentChanges
    timelines: Timelines
    schedule: Schedule
    outbox: Outbox
    gate: GateCheck

    @property
    def rounds(self) -> tuple[Rounds, ...]:
        return (
            every(_ROUND_SECONDS, "publishing", self.schedule.make_round),
            every(_ROUND_SECONDS, "notices", self.outbox.deliver),
        )


def build_approval(
    settings: KnowledgeSettings,
    knowledge: Knowledge,
    database: Engine,
    clock: Clock,
    *,
    gate: GateCheck = no_floors,
) -> ApprovalDesk:
    store, senders = ApprovalStore(database), _senders(settings)
    page = f"{settings.public_url.rstrip('/')}/desk/approval/{{id}}" if settings.public_url else ""
    announce = Announce(channels=tuple(senders), page=page)
    indexes = Indexes(prepare=knowledge.prepare, tidy=lambda: knowledge.refresh(at_once=True))
    publications = Publications(store, clock, announce, gate, indexes)
    return ApprovalDesk(
        store=store,
        proposals=Approval(store, knowledge.store, clock, announce),
        comments=Comments(store, knowledge.store, clock),
        publications=publications,
        documents=DocumentChanges(store, knowledge.store, clock, announce, indexes),
        timelines=Timelines(store, knowledge.store, clock),
        schedule=Schedule(store, clock, announce, publications),
        outbox=Outbox(NoticeStore(database), senders, clock),
        gate=gate,
    )


def _senders(settings: KnowledgeSettings) -> Mapping[NoticeChannel, NoticeSender]:
    """The ways to the staff that are set up; none by default."""
    senders: dict[NoticeChannel, NoticeSender] = {}
    if settings.notice_email_to:
        senders[NoticeChannel.EMAIL] = SmtpMail(
            host=settings.notice_smtp_host,
            port=settings.notice_smtp_port,
            security=settings.notice_smtp_security,
            sender=settings.notice_email_from or settings.notice_smtp_user,
            recipients=settings.notice_recipients,
            user=settings.notice_smtp_user,
            password=settings.notice_smtp_password,
            ca_file=settings.notice_smtp_ca_file,
        )
    if settings.notice_wecom_url.get_secret_value():
        senders[NoticeChannel.WECOM] = WecomRobot(settings.notice_wecom_url)
    return senders
