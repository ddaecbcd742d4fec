"""Puts the parts together with which staff write points and watch over what is told."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Engine

from chassis.clock import Clock
from chassis.rounds import Rounds
from knowledge_base.adapters.curated_store import SqlCurationStore
from knowledge_base.adapters.notice_store import put_notice
from knowledge_base.adapters.watch_record import SqlWatchRecord
from knowledge_base.notice import NoticeChannel
from knowledge_base.policies.points import PolicyDocument, load_policies
from knowledge_base.publish.caring import Caring
from knowledge_base.publish.curated import Curated
from knowledge_base.publish.curated_desk import CuratedDesk
from knowledge_base.publish.point_approval import PointApproval
from knowledge_base.publish.point_check import PointCheck
from knowledge_base.publish.point_sitting import PointDesk
from knowledge_base.publish.suggestions import Mined, Suggestions, nothing_mined
from knowledge_base.publish.watching import Announce, Watching, tell_nobody
from knowledge_base.rounds import every
from knowledge_base.service import POLICIES, Knowledge

_WATCH_SECONDS = 3600.0


def build_curated(
    database: Engine,
    knowledge: Knowledge,
    clock: Clock,
    *,
    mined: Mined = nothing_mined,
    announce: Announce = tell_nobody,
    policies: Path = POLICIES,
) -> CuratedDesk:
    """`mined` gives the questions that nothing answers, `announce` is the way to the staff, and `policies`
    the folder of the points that ship."""
    curation, shipped = SqlCurationStore(database), _shipped_in(policies)
    desk = PointDesk(curation=curation, shipped=shipped, clock=clock)
    check = PointCheck(store=knowledge.store, regions=knowledge.regions, clock=clock)
    suggestions = Suggestions(curation=curation, clock=clock, mined=mined)
    caring = Caring(curation=curation, shipped=shipped, clock=clock)
    return CuratedDesk(
        curated=Curated(desk=desk, suggestions=suggestions),
        approval=PointApproval(
            desk=desk,
            check=check,
            suggestions=suggestions,
            prepare=knowledge.prepare,
            refresh=lambda: knowledge.refresh(at_once=True),
        ),
        suggestions=suggestions,
        caring=caring,
        check=check,
        watching=Watching(
            store=knowledge.store,
            record=SqlWatchRecord(database),
            desk=desk,
            caring=caring,
            check=check,
            clock=clock,
            announce=announce,
        ),
    )


def announce_by(channels: Sequence[NoticeChannel]) -> Announce:
    """A notice for each way to the staff that is set up."""

    def announce(connection: Connection, subject: str, text: str, at: datetime) -> None:
        for channel in channels:
            put_notice(connection, channel, subject=subject, text=text, at=at)

    return announce


def watch_round(desk: CuratedDesk) -> Rounds:
    """What is new is told once, within the hour."""
    return every(_WATCH_SECONDS, "watch", desk.watching.tell)


def _shipped_in(folder: Path) -> Callable[[], Mapping[str, PolicyDocument]]:
    """Read when it is first asked for."""

    @cache
    def shipped() -> Mapping[str, PolicyDocument]:
        return {policy.id: policy for policy in load_policies(folder)}

    return shipped
