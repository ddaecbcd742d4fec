"""What can be applied for, and where an office is reached."""

from actions.backoffice_calls import Caller, at
from actions.backoffice_subjects.subject import Subject
from actions.wire.catalogue import Catalogue, ServiceItem
from actions.wire.contacts import Contact, RegionContacts


class CatalogueCalls(Subject):
    async def contacts(self, region: str | None) -> list[Contact]:
        """The ways to reach somebody in a region."""
        found = await self._calls.read(at("contacts"), RegionContacts, query={"region": region})
        return found.contacts

    async def catalogue(self, region: str | None = None) -> Catalogue:
        return await self._calls.read(at("catalogue"), Catalogue, query={"region": region})

    async def item(self, code: str, *, version: int | None = None) -> ServiceItem:
        """In force, or an earlier version."""
        query = {"version": None if version is None else str(version)}
        return await self._calls.read(at("items", code), ServiceItem, query=query)

    async def put_item(
        self, item: ServiceItem, *, version: int | None, caller: Caller, key: str
    ) -> ServiceItem:
        """The next version after `version`, or with None a new item. By staff."""
        path = at("items", item.code)
        return await self._calls.write(
            "PUT", path, ServiceItem, body=item, version=version, caller=caller, key=key
        )
