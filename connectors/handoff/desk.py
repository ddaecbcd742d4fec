"""The desk as a whole: its stores, and the bell that every open desk hears."""

from dataclasses import dataclass

from chassis.staff import StaffTokens
from connectors.events import EventHub
from connectors.handoff.audit import AuditTrail
from connectors.handoff.board import BoardStore
from connectors.handoff.presence import PresenceStore
from connectors.handoff.talks import TalkStore

BOARD = "board"


@dataclass(frozen=True)
class Desk:
    """`hub` rings under `BOARD` when the board changes, and under a conversation when something is said."""

    talks: TalkStore
    board: BoardStore
    presence: PresenceStore
    audit: AuditTrail
    tokens: StaffTokens
    hub: EventHub

    def ring(self) -> None:
        self.hub.ring(BOARD)
