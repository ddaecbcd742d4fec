"""A desk whose clock can be moved, and the people at it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from chassis import audit
from chassis.audit import Line
from chassis.clock import OFFICE_ZONE
from chassis.staff import Person, Role
from knowledge_base.adapters import tables
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.notice_store import NoticeStore
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.errors import EmbedderFailed
from knowledge_base.models import Document, Source, Version
from knowledge_base.notice import NoticeChannel
from knowledge_base.proposal import Proposal
from knowledge_base.publish.announce import Announce
from knowledge_base.publish.approval import Approval
from knowledge_base.publish.comments import Comments
from knowledge_base.publish.content import content_hash
from knowledge_base.publish.documents import DocumentChanges
from knowledge_base.publish.gate import Floor, Gate
from knowledge_base.publish.publication import Indexes, Publications
from knowledge_base.publish.schedule import Schedule
from knowledge_base.publish.timeline import Timelines
from knowledge_base.terms import in_force
from tests.knowledge_base.samples import chunk, document, section, version

EDITOR = Person("li", "李编辑", frozenset({Role.EDITOR}))
PUBLISHER = Person("wang", "王审核", frozenset({Role.PUBLISHER}))
OTHER_PUBLISHER = Person("zhao", "赵审核", frozenset({Role.PUBLISHER}))
VIEWER = Person("sun", "孙同事", frozenset({Role.VIEWER}))

MORNING = datetime(2030, 3, 1, 9, 30, tzinfo=OFFICE_ZONE)
FIRST_DAY, SECOND_DAY = date(2030, 1, 14), date(2030, 6, 1)


@dataclass
class MovedClock:
    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def later(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class GateKeeper:
    """Says what it was told to say."""

    gate: Gate = field(default_factory=lambda: Gate(passed=True))
    asked: list[int] = field(default_factory=list)

    def __call__(self, proposal: Proposal) -> Gate:
        self.asked.append(proposal.id)
        return self.gate

    def close(self) -> None:
        floor = Floor(id="points", title="政策要点", asked=10, kept=7, least=0.95, passed=False)
        self.gate = Gate(passed=False, floors=(floor,))


@dataclass
class Shelf:
    """The indexes: what was made ready, and how often they were tidied. `fails` makes tidying fail."""

    prepared: list[tuple[str, int]] = field(default_factory=list)
    tidied: int = 0
    fails: bool = False

    def tidy(self) -> None:
        if self.fails:
            raise EmbedderFailed("told to fail")
        self.tidied += 1


class ApprovalParts:
    """As a process finds it that has just started; `again` is the next one on the same database."""

    def __init__(
        self, engine: Engine, *, clock: MovedClock | None = None, gate: GateKeeper | None = None
    ) -> None:
        self.engine, self.clock, self.gate = engine, clock or MovedClock(), gate or GateKeeper()
        self.documents, self.store = SqlDocumentStore(engine), ApprovalStore(engine)
        self.notices, self.shelf = NoticeStore(engine), Shelf()
        announce = Announce((NoticeChannel.EMAIL, NoticeChannel.WECOM), page="https://kb/desk/approval/{id}")
        indexes = Indexes(
            prepare=lambda document_id, number: self.shelf.prepared.append((document_id, number)),
            tidy=self.shelf.tidy,
        )
        self.approval = Approval(self.store, self.documents, self.clock, announce)
        self.comments = Comments(self.store, self.documents, self.clock)
        self.publications = Publications(self.store, self.clock, announce, self.gate, indexes)
        self.changes = DocumentChanges(self.store, self.documents, self.clock, announce, indexes)
        self.timelines = Timelines(self.store, self.documents, self.clock)
        self.schedule = Schedule(self.store, self.clock, announce, self.publications)

    def again(self) -> "ApprovalParts":
        return ApprovalParts(self.engine, clock=self.clock, gate=self.gate)

    def drafted(
        self,
        text: str,
        *,
        of: Document | None = None,
        first_day: date | None = FIRST_DAY,
        source: Source = Source.OFFICIAL,
    ) -> Version:
        """A draft of the document, with one section and one passage."""
        head = of or document()
        drawn = replace(
            version(text, document_id=head.id, source=source),
            effective_from=first_day,
            content_hash=content_hash(text, [section(text)]),
        )
        passage = chunk(text, document_id=head.id, region=head.region, source=source)
        known = self.documents.document(head.id) or head
        return self.documents.save(known, drawn, [section(text)], [passage])

    def proposed(self, text: str, *, of: Document | None = None, first_day: date = FIRST_DAY) -> Proposal:
        drawn = self.drafted(text, of=of, first_day=first_day)
        return self.approval.open(drawn.document_id, drawn.number, EDITOR)

    def approved(self, text: str, *, of: Document | None = None, first_day: date = FIRST_DAY) -> Proposal:
        proposal = self.proposed(text, of=of, first_day=first_day)
        return self.approve(proposal)

    def approve(self, proposal: Proposal) -> Proposal:
        submitted = self.approval.submit(proposal.id, EDITOR, revision=proposal.revision)
        return self.approval.approve(proposal.id, PUBLISHER, revision=submitted.revision)

    def published(self, text: str, *, of: Document | None = None, first_day: date = FIRST_DAY) -> Proposal:
        approved = self.approved(text, of=of, first_day=first_day)
        return self.publications.publish(approved.id, PUBLISHER, revision=approved.revision)

    def holding(self, day: date) -> list[tuple[str, int]]:
        """Which versions are answered from on that day."""
        return sorted(in_force(self.documents.terms(), day))

    def proposal(self, proposal_id: int) -> Proposal:
        found = self.store.proposal(proposal_id)
        assert found
        return found

    def lines(self) -> list[Line]:
        """The audit, the oldest line first; the chain holds."""
        with self.engine.connect() as connection:
            assert audit.verify(connection, tables.audit).broken_at is None
            return audit.read(connection, tables.audit)[::-1]
