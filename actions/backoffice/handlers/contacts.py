"""Ways to reach an authority."""

from dataclasses import dataclass

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.repository.contacts import ContactRepository
from actions.wire.contacts import RegionContacts


@dataclass(frozen=True)
class ContactHandler:
    repository: ContactRepository

    def list(self, region: str | None) -> RegionContacts:
        """The contacts of a region.

        A region that we have nothing about gets the contacts that hold everywhere.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        return RegionContacts(region=checked_region(region), contacts=self.repository.contacts(region))
