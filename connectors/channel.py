"""What every way to reach us has in common. The bridge does the rest once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from connectors.models import IncomingMessage, Turn


@dataclass(frozen=True)
class Capabilities:
    """What a channel can show."""

    buttons: int
    citations: bool
    pushes: bool


@dataclass(frozen=True)
class InboundRequest:
    """A request as it came, before anything in it is believed."""

    conversation_id: str
    headers: Mapping[str, str]
    body: Mapping[str, object]


class Channel(Protocol):
    """One platform: how its requests are proved and read, and how a turn is brought back."""

    @property
    def name(self) -> str: ...

    @property
    def capabilities(self) -> Capabilities: ...

    def verify(self, request: InboundRequest) -> None:
        """Raises: ConnectorError: the request does not come from whom it says."""

    def parse(self, request: InboundRequest) -> IncomingMessage:
        """Raises: ConnectorError: there is nothing in it that we can answer."""

    async def deliver(self, turn: Turn) -> None: ...
