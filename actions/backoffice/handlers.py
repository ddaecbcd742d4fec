"""What the back office does when asked, apart from how it is asked."""

import re
from dataclasses import dataclass

from actions.backoffice.repository import BackofficeRepository
from actions.errors import RegionMalformed
from actions.wire import RegionContacts

_REGION = re.compile(r"\d{6}")


@dataclass(frozen=True)
class ContactHandler:
    repository: BackofficeRepository

    def list(self, region: str | None) -> RegionContacts:
        """The contacts of a region.

        A region that we have nothing about gets the contacts that hold everywhere.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        if region is not None and not _REGION.fullmatch(region):
            raise RegionMalformed(repr(region[:20]))
        return RegionContacts(region=region, contacts=self.repository.contacts(region))
