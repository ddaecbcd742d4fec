"""The catalogue: read by everybody, changed by staff, one version after another."""

from dataclasses import dataclass
from typing import Any

from fastapi import Response
from sqlalchemy import Engine

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.texts import Texts
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import ItemInvalid, VersionConflict
from actions.rules.item_consistency import Contradiction, contradictions
from actions.wire.catalogue import Catalogue, ServiceItem


class CatalogueTexts(Texts):
    other_item: str
    contradictions: dict[Contradiction, str]


@dataclass(frozen=True)
class CatalogueHandler:
    engine: Engine
    writer: Writer
    catalogue: CatalogueRepository
    texts: CatalogueTexts

    def in_force(self, region: str | None) -> Catalogue:
        """What is in force in a region, or everywhere.

        Raises:
            RegionMalformed: not a GB/T 2260 code.
        """
        checked = checked_region(region)
        with self.engine.connect() as connection:
            return Catalogue(
                items=self.catalogue.items(connection, checked),
                life_events=self.catalogue.life_events(connection, checked),
            )

    def item(self, code: str, version: int | None) -> ServiceItem:
        """Raises: ItemUnknown."""
        with self.engine.connect() as connection:
            return self.catalogue.item(connection, code, version)

    def change(self, call: WriteCall, code: str, item: ServiceItem, *, version: int | None) -> Response:
        """Put the next version in force. `version` is the one last read; None adds a new item.

        Raises:
            ItemInvalid: the item contradicts itself, or is not the one addressed.
            VersionConflict: somebody else changed it, or it is there already.
        """
        self._check(code, item)

        def work(session: WriteSession) -> ServiceItem:
            changed = item.model_copy(update={"version": (version or 0) + 1})
            if version is None:
                self.catalogue.add(session.connection, changed, by=session.actor, at=session.now)
                fields = sorted(ServiceItem.model_fields)
            else:
                fields = self._replace(session, changed)
            detail: dict[str, Any] = {"version": changed.version, "changed": fields}
            session.record(subject=f"item:{code}", action="item.changed", detail=detail)
            return changed

        return self.writer.write(call, work)

    def _check(self, code: str, item: ServiceItem) -> None:
        if item.code != code:
            raise ItemInvalid(message=self.texts.other_item)
        if found := contradictions(item):
            raise ItemInvalid(message="".join(self.texts.contradictions[one] for one in found))

    def _replace(self, session: WriteSession, changed: ServiceItem) -> list[str]:
        """The names of the fields that are different now."""
        before = self.catalogue.item(session.connection, changed.code)
        if before.version != changed.version - 1:
            raise VersionConflict(f"{changed.code!r} is at version {before.version}")
        self.catalogue.replace(session.connection, changed, by=session.actor, at=session.now)
        return sorted(
            name for name in ServiceItem.model_fields if getattr(before, name) != getattr(changed, name)
        )
