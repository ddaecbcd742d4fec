"""What can be applied for: the catalogue from the back office, remembered for a while."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from actions.errors import BackofficeUnavailable
from actions.wire.catalogue import Catalogue, LifeEvent, ServiceItem
from chassis.logs import get_logger


class CatalogueSource(Protocol):
    async def catalogue(self, region: str | None = None) -> Catalogue:
        """Raises: BackofficeError."""


@dataclass
class ItemBook:
    """Of all regions. While the back office is down, what was read last; without that, nothing."""

    source: CatalogueSource
    kept_seconds: float
    retry_seconds: float
    now: Callable[[], float] = monotonic
    _read: Catalogue | None = None
    _until: float = field(default=0.0)

    async def catalogue(self, region: str | None = None) -> Catalogue:
        """Of a region, or of all.

        Raises:
            BackofficeUnavailable: it was never read.
        """
        if self._read is None or self.now() >= self._until:
            self._read = await self._refreshed()
        return self._read if region is None else of_region(self._read, region)

    async def item(self, code: str) -> ServiceItem | None:
        return next((item for item in (await self.catalogue()).items if item.code == code), None)

    async def life_event(self, code: str) -> LifeEvent | None:
        return next((event for event in (await self.catalogue()).life_events if event.code == code), None)

    async def _refreshed(self) -> Catalogue:
        try:
            read = await self.source.catalogue()
            self._until = self.now() + self.kept_seconds
        except BackofficeUnavailable as error:
            if self._read is None:
                raise
            get_logger().error("catalogue_unavailable", reason=str(error))
            self._until = self.now() + self.retry_seconds
            return self._read
        return read


def of_region(catalogue: Catalogue, region: str) -> Catalogue:
    return Catalogue(
        items=[item for item in catalogue.items if item.region == region],
        life_events=[event for event in catalogue.life_events if event.region == region],
    )
