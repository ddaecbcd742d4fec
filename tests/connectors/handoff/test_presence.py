from sqlalchemy import Engine

from connectors.handoff.audit import AuditTrail
from connectors.handoff.board import BoardStore
from connectors.handoff.models import PresenceStatus
from connectors.handoff.presence import PresenceStore
from connectors.handoff.talks import TalkStore
from tests.connectors.conversations.movable_clock import MovableClock
from tests.connectors.handoff.talking import LI, WANG, Talking


def _there(board: BoardStore) -> dict[str, PresenceStatus]:
    return {agent.account: agent.status for agent in board.read().agents}


def test_agent_is_there_until_the_heartbeat_stops(
    presence: PresenceStore, board: BoardStore, clock: MovableClock
) -> None:
    presence.report(LI, PresenceStatus.AVAILABLE)
    presence.report(WANG, PresenceStatus.AWAY)
    assert _there(board) == {"li": PresenceStatus.AVAILABLE, "wang": PresenceStatus.AWAY}
    clock.move(seconds=50)
    presence.report(LI, PresenceStatus.AVAILABLE)
    clock.move(seconds=50)
    assert _there(board) == {"li": PresenceStatus.AVAILABLE}
    presence.report(LI, PresenceStatus.OFFLINE)
    assert _there(board) == {}


def test_who_does_something_is_there_but_not_available_for_more(
    presence: PresenceStore, board: BoardStore, talks: TalkStore, talking: Talking
) -> None:
    talks.take(talking.open(), LI)
    assert _there(board) == {"li": PresenceStatus.AWAY}
    presence.report(WANG, PresenceStatus.AVAILABLE)
    talks.take(talking.open(), WANG)
    assert _there(board)["wang"] is PresenceStatus.AVAILABLE


def test_only_changes_of_status_are_worth_a_line(
    database: Engine, presence: PresenceStore, audit: AuditTrail, clock: MovableClock
) -> None:
    for status in (PresenceStatus.AVAILABLE, PresenceStatus.AVAILABLE, PresenceStatus.AWAY):
        presence.report(LI, status)
        clock.move(seconds=20)
    clock.move(seconds=100)
    presence.report(LI, PresenceStatus.AWAY)
    lines = audit.read(before=None, limit=10, conversation_id=None)
    assert [line.detail for line in lines] == ["away", "away", "available"]
