"""Puts the parts together with which staff keep the knowledge true, beside the ones that answer."""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from chassis.clock import Clock, SystemClock
from knowledge_base.adapters.question_set_store import SqlQuestionSets
from knowledge_base.approval_bootstrap import ApprovalDesk, build_approval
from knowledge_base.archive_bootstrap import build_archives
from knowledge_base.asked.parts import Asked, build_asked
from knowledge_base.checks_bootstrap import ChecksDesk, build_checks
from knowledge_base.curated_bootstrap import announce_by, build_curated, watch_round
from knowledge_base.loads_bootstrap import build_loads
from knowledge_base.publish.archives import Archives
from knowledge_base.publish.curated_desk import CuratedDesk
from knowledge_base.publish.loads import Loads
from knowledge_base.publish.question_sets import QuestionSets
from knowledge_base.publish.versions import Versions
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings


class Ongoing(Protocol):
    """Something that goes on while the service runs."""

    def going(self) -> AbstractAsyncContextManager[None]: ...


@dataclass(frozen=True)
class KnowledgeDesk:
    """One field an area. `rounds` are made while the service runs."""

    clock: Clock
    approval: ApprovalDesk
    points: CuratedDesk
    archives: Archives
    asked: Asked
    checks: ChecksDesk
    loads: Loads
    versions: Versions
    rounds: tuple[Ongoing, ...] = ()


def build_desk(
    settings: KnowledgeSettings, knowledge: Knowledge, *, clock: Clock | None = None
) -> KnowledgeDesk:
    """On the database of `knowledge`, which must stand on SQL."""
    clock, database = clock or SystemClock(), knowledge.database
    if database is None:
        raise ValueError("the desk needs the knowledge's database")
    asked = build_asked(
        database,
        clock=clock,
        embedder=knowledge.pipeline.services.embedder,
        questions=QuestionSets(SqlQuestionSets(database), clock),
        kept_days=settings.asked_days,
    )
    knowledge.listener = asked.log.note
    checks = build_checks(knowledge, database, clock, given=asked.answers)
    approval = build_approval(settings, knowledge, database, clock, gate=checks.impact.gate)
    points = build_curated(
        database,
        knowledge,
        clock,
        mined=asked.groups.suggestions,
        announce=announce_by(tuple(approval.outbox.senders)),
    )
    loads, load_reader = build_loads(knowledge, database, clock, propose=approval.proposals.open)
    return KnowledgeDesk(
        clock=clock,
        approval=approval,
        points=points,
        archives=build_archives(database, clock),
        asked=asked,
        checks=checks,
        loads=loads,
        versions=Versions(knowledge.store),
        rounds=(*approval.rounds, watch_round(points), *checks.rounds, asked, load_reader),
    )
