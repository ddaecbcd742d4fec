"""Service items with all their versions, and life events. Each method works in the caller's transaction.

An item that is being changed is found by its version: whoever comes second changes no row.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from actions.backoffice.tables.catalogue import item_versions, items, life_events
from actions.errors import ItemUnknown, VersionConflict
from actions.wire.catalogue import LifeEvent, ServiceItem
from chassis.database import insert_unless_there

LAST = 1_000_000
"""Place of an item that no file gives one."""


class CatalogueRepository:
    def item(self, connection: Connection, code: str, version: int | None = None) -> ServiceItem:
        """The version in force, or an earlier one.

        Raises:
            ItemUnknown: no such item, or no such version of it.
        """
        query = select(item_versions.c.definition).where(item_versions.c.code == code)
        if version is None:
            query = query.join(items).where(items.c.version == item_versions.c.version)
        else:
            query = query.where(item_versions.c.version == version)
        definition = connection.scalar(query)
        if definition is None:
            raise ItemUnknown(f"{code!r}, version {version!r}")
        return ServiceItem.model_validate_json(definition)

    def items(self, connection: Connection, region: str | None = None) -> list[ServiceItem]:
        """Those in force, of one region or of all, in the order of the documents."""
        query = (
            select(item_versions.c.definition)
            .join(items)
            .where(items.c.version == item_versions.c.version, items.c.listed)
            .order_by(items.c.position, items.c.code)
        )
        if region is not None:
            query = query.where(items.c.region == region)
        return [ServiceItem.model_validate_json(text) for text in connection.scalars(query)]

    def life_event(self, connection: Connection, code: str) -> LifeEvent | None:
        definition = connection.scalar(select(life_events.c.definition).where(life_events.c.code == code))
        return LifeEvent.model_validate_json(definition) if definition is not None else None

    def life_events(self, connection: Connection, region: str | None = None) -> list[LifeEvent]:
        query = select(life_events.c.definition).order_by(life_events.c.position)
        if region is not None:
            query = query.where(life_events.c.region == region)
        return [LifeEvent.model_validate_json(text) for text in connection.scalars(query)]

    def authors(self, connection: Connection) -> dict[str, str]:
        """The actor who changed each item last."""
        rows = connection.execute(select(items.c.code, items.c.changed_by))
        return {row.code: row.changed_by for row in rows}

    def add(
        self, connection: Connection, item: ServiceItem, *, by: str, at: datetime, position: int = LAST
    ) -> None:
        """The first version of an item.

        Raises:
            VersionConflict: the item is there already.
        """
        added = insert_unless_there(
            connection,
            items,
            code=item.code,
            region=item.region,
            position=position,
            version=item.version,
            changed_by=by,
            listed=True,
        )
        if not added:
            raise VersionConflict(f"{item.code!r} is there already")
        self._keep(connection, item, by=by, at=at)

    def replace(self, connection: Connection, item: ServiceItem, *, by: str, at: datetime) -> None:
        """Put the next version in force; the one before stays readable.

        Raises:
            VersionConflict: the version before is not the one in force any more.
        """
        changed = connection.execute(
            update(items)
            .where(items.c.code == item.code, items.c.version == item.version - 1)
            .values(region=item.region, version=item.version, changed_by=by)
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{item.code!r} is not at version {item.version - 1}")
        self._keep(connection, item, by=by, at=at)

    def place(self, connection: Connection, code: str, *, position: int) -> None:
        connection.execute(update(items).where(items.c.code == code).values(position=position, listed=True))

    def unlist(self, connection: Connection, code: str) -> None:
        connection.execute(update(items).where(items.c.code == code).values(listed=False))

    def replace_life_events(self, connection: Connection, events: Sequence[LifeEvent]) -> None:
        connection.execute(delete(life_events))
        for position, event in enumerate(events):
            connection.execute(
                insert(life_events).values(
                    code=event.code,
                    region=event.region,
                    position=position,
                    definition=event.model_dump_json(),
                )
            )

    def _keep(self, connection: Connection, item: ServiceItem, *, by: str, at: datetime) -> None:
        connection.execute(
            insert(item_versions).values(
                code=item.code,
                version=item.version,
                definition=item.model_dump_json(),
                changed_by=by,
                at=at,
            )
        )
