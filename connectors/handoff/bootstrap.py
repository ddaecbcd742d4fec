"""Puts the desk together."""

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.staff import StaffTokens
from chassis.tokens import TokenSigner
from connectors.events import EventHub
from connectors.handoff.audit import AuditTrail
from connectors.handoff.board import BoardStore
from connectors.handoff.desk import Desk
from connectors.handoff.joining import Joining
from connectors.handoff.presence import PresenceStore
from connectors.handoff.queue import Waits
from connectors.handoff.talks import TalkStore
from connectors.settings import GatewaySettings


def build_joining(settings: GatewaySettings) -> Joining:
    return Joining(_waits(settings), settings.human_first)


def build_desk(
    settings: GatewaySettings, *, database: Engine, clock: Clock, signer: TokenSigner, hub: EventHub
) -> Desk:
    presence = PresenceStore(database, clock, settings.heartbeat_seconds)
    return Desk(
        talks=TalkStore(database, clock, presence, _waits(settings)),
        board=BoardStore(database, clock, _waits(settings)),
        presence=presence,
        audit=AuditTrail(database, clock),
        tokens=StaffTokens(signer),
        hub=hub,
    )


def _waits(settings: GatewaySettings) -> Waits:
    return Waits(hours=settings.wait_window_hours)
