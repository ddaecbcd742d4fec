"""Whom a citizen may call: from the back office, remembered for a while, never missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from actions.errors import BackofficeUnavailable
from actions.wire.contacts import Contact
from chassis.logs import get_logger


class ContactSource(Protocol):
    async def contacts(self, region: str | None) -> list[Contact]: ...


@dataclass
class ContactBook:
    """Contacts by region. While the back office is down, the fallback; it is asked again after a while."""

    source: ContactSource
    fallback: list[Contact]
    kept_seconds: float
    retry_seconds: float
    now: Callable[[], float] = monotonic
    _pages: dict[str | None, tuple[float, list[Contact]]] = field(default_factory=dict)

    async def contacts(self, region: str | None) -> list[Contact]:
        until, known = self._pages.get(region, (0.0, []))
        if known and self.now() < until:
            return known
        try:
            found, kept = await self.source.contacts(region), self.kept_seconds
        except BackofficeUnavailable as error:
            get_logger().error("contacts_unavailable", region=region, reason=str(error))
            found, kept = known, self.retry_seconds
        page = found or self.fallback
        self._pages[region] = (self.now() + kept, page)
        return page
