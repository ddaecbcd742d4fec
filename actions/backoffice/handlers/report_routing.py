"""Where a report goes: to the desk of its street, or to the district's where no street is known."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from actions.backoffice.report_rules import ReportRules, StreetDesk
from actions.backoffice.repository.windows import StoredWindow, WindowRepository
from actions.backoffice.tables.contacts import contacts
from actions.rules.report_routing import street_of
from actions.wire.reports import ReportFacts, RoutedTo


@dataclass(frozen=True)
class ReportRouting:
    """Streets are those that have a window."""

    windows: WindowRepository
    rules: ReportRules

    def of(self, connection: Connection, facts: ReportFacts) -> RoutedTo:
        street = self._street(connection, facts.region, facts.street, facts.place)
        return street or self._district(connection, facts.region)

    def elsewhere(self, connection: Connection, region: str, to: str) -> RoutedTo:
        """What a member of staff named: a street of the region, or a unit that we know nothing else of."""
        named = self._street(connection, region, to, "")
        return named or RoutedTo(name=to, street=None, phone=None, demo=False)

    def _street(self, connection: Connection, region: str, street: str | None, place: str) -> RoutedTo | None:
        desk = self.rules.of(region).routing.street
        by_street = {window.street: window for window in self.windows.listed(connection, region)}
        found = street_of(street, place, list(by_street))
        return _routed(desk, by_street[found]) if desk and found else None

    def _district(self, connection: Connection, region: str) -> RoutedTo:
        """With the number of the contact that the rule names, if that is there."""
        desk = self.rules.of(region).routing.district
        query = select(contacts.c.phone, contacts.c.demo).where(contacts.c.id == desk.contact)
        row = connection.execute(query).one_or_none()
        phone, demo = (row.phone, row.demo) if row else (None, False)
        return RoutedTo(name=desk.name, street=None, phone=phone, demo=demo)


def _routed(desk: StreetDesk, window: StoredWindow) -> RoutedTo:
    return RoutedTo(
        name=desk.name.format(street=window.street),
        street=window.street,
        phone=desk.phone.format(position=window.position),
        demo=desk.demo,
    )
