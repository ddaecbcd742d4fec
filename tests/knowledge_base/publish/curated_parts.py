"""An office that writes points about the invented town plan, on real SQL with fake indexes."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from chassis.audit import read, verify
from chassis.clock import Clock
from chassis.regions import RegionRegistry
from chassis.staff import Person, Role
from knowledge_base.adapters import tables
from knowledge_base.adapters.curated_store import SqlCurationStore
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.adapters.watch_record import SqlWatchRecord
from knowledge_base.given import Suggestion
from knowledge_base.models import Chunk, Source
from knowledge_base.policies.points import PolicyDocument, PolicyPoint, load_policies
from knowledge_base.publish.caring import Caring
from knowledge_base.publish.curated import Curated
from knowledge_base.publish.merge import edited
from knowledge_base.publish.point_approval import PointApproval
from knowledge_base.publish.point_check import PointCheck
from knowledge_base.publish.point_sitting import PointDesk
from knowledge_base.publish.suggestions import Suggestions
from knowledge_base.publish.synchronise import Synchroniser
from knowledge_base.publish.watching import Watching
from tests.knowledge_base.publish.policies import OFFICIAL, POINTS, write_policy

TOWN = "town-plan"
BORNE_OUT = POINTS.replace("[第一章, 专栏1]", "[第一章]").replace("2天", "2个工作日")
"""The points that ship, each of which stands in the section that it cites."""
LI = Person("li", "李工", frozenset({Role.EDITOR}))
WANG = Person("wang", "王主任", frozenset({Role.PUBLISHER}))
ZHAO = Person("zhao", "赵工", frozenset({Role.EDITOR}))
AGENT = Person("chen", "陈坐席", frozenset({Role.AGENT}))


def courses(**changes: object) -> PolicyPoint:
    """What the plan says of its courses, as a point that does not ship."""
    plain = PolicyPoint(
        id="desk.courses",
        section=("第二章 技能培训",),
        kind="measure",
        subject="免费培训",
        text="每年办30期培训班，居民都可以参加，不收费。",
        asks=("培训班收钱吗",),
    )
    return plain.model_copy(update=changes)


@dataclass
class Town:
    """`prepared` are the versions that were put into the indexes before they were told."""

    engine: Engine
    folder: Path
    clock: Clock
    groups: list[Suggestion] = field(default_factory=list)
    prepared: list[tuple[str, int]] = field(default_factory=list)
    refreshed: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = SqlDocumentStore(self.engine)
        self.curation = SqlCurationStore(self.engine)
        self.ship()
        self.desk = PointDesk(curation=self.curation, shipped=self.shipped, clock=self.clock)
        self.check = PointCheck(self.store, RegionRegistry.load(), self.clock)
        self.suggestions = Suggestions(self.curation, self.clock, lambda limit: self.groups[:limit])
        self.curated = Curated(self.desk, self.suggestions)
        self.caring = Caring(self.curation, self.shipped, self.clock)
        self.approval = PointApproval(
            desk=self.desk,
            check=self.check,
            suggestions=self.suggestions,
            prepare=lambda document, number: self.prepared.append((document, number)),
            refresh=self._refresh,
        )
        self.watching = Watching(
            store=self.store,
            record=SqlWatchRecord(self.engine),
            desk=self.desk,
            caring=self.caring,
            check=self.check,
            clock=self.clock,
            announce=lambda _connection, subject, text, _at: self.told.append((subject, text)),
        )

    def shipped(self) -> dict[str, PolicyDocument]:
        return {policy.id: policy for policy in load_policies(self.folder)}

    def ship(self, points: str = BORNE_OUT) -> None:
        """Load what the product brings, as a start does."""
        write_policy(self.folder, points=points)
        self.synchroniser().load_policy_points(self.folder)

    def ingest(self, text: str = OFFICIAL, *, effective_from: date | None = None) -> None:
        self.synchroniser().ingest_file(
            "town.txt", text.encode(), publish=True, effective_from=effective_from
        )

    def synchroniser(self) -> Synchroniser:
        def with_changes(policy: PolicyDocument) -> PolicyDocument:
            with self.curation.reading() as reads:
                return edited(policy, reads.changes(policy.id))

        return Synchroniser(store=self.store, clock=self.clock, edited=with_changes)

    def approve(self, point: PolicyPoint, *, by: Person = LI, reason: str = "") -> None:
        """Written by one person, approved by another."""
        change = self.curated.save(by, TOWN, point, revision=0)
        change = self.approval.submit(by, TOWN, point.id, revision=change.revision, reason=reason)
        self.approval.approve(WANG, TOWN, point.id, revision=change.revision)

    def points_told(self) -> dict[str, Chunk]:
        """The chunks that are published, by point."""
        version = self.store.published_version(TOWN, Source.POLICY_POINT)
        assert version is not None
        chunks = self.store.version_chunks(TOWN, version.number)
        return {chunk.id.split(":", 2)[2]: chunk for chunk in chunks}

    def actions(self) -> list[str]:
        """What the audit says, the latest first."""
        with self.engine.connect() as connection:
            assert verify(connection, tables.audit).broken_at is None
            return [line.action.name for line in read(connection, tables.audit)]

    def _refresh(self) -> None:
        self.refreshed += 1
