"""What people get without an application (免申即享): found in their record, offered, taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import Response
from sqlalchemy import Connection, Engine

from actions.backoffice.handlers.acceptance import Acceptance
from actions.backoffice.handlers.case_view import CaseViews
from actions.backoffice.handlers.known_facts import known_facts
from actions.backoffice.repository.cases import StoredCase
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.people import PeopleRepository
from actions.backoffice.texts import Texts
from actions.backoffice.writes import WriteCall, Writer, WriteSession
from actions.errors import NotEligible, StepRefused
from actions.rules.entitlement import Entitlement, entitlements
from actions.rules.fact_checks import FactCheck
from actions.wire.cases import CaseState, CaseView, Outcome
from actions.wire.catalogue import Mode, ServiceItem
from actions.wire.people import Benefit, Benefits

_OVER = (CaseState.WITHDRAWN, CaseState.RETURNED)


class BenefitTexts(Texts):
    not_entitled: str
    taken: str


@dataclass(frozen=True)
class BenefitHandler:
    """`rules` are the facts that entitle to each item."""

    engine: Engine
    writer: Writer
    catalogue: CatalogueRepository
    people: PeopleRepository
    acceptance: Acceptance
    views: CaseViews
    rules: Mapping[str, Sequence[FactCheck]]
    texts: BenefitTexts

    def entitled(self, subject: str) -> Benefits:
        """What the person is entitled to, taken or not.

        Raises:
            PersonUnknown.
        """
        with self.engine.connect() as connection:
            self.people.person(connection, subject)
            offers = self._offers(connection, subject)
            taken = self._taken(connection, subject)
            return Benefits(
                benefits=[
                    Benefit(
                        item=item.code,
                        name=item.name,
                        why=list(entitlement.why),
                        granted=item.code in taken,
                        demo=True,
                    )
                    for item, entitlement in offers
                ]
            )

    def take(self, call: WriteCall, code: str, subject: str) -> Response:
        """Grant an offered benefit: a case that is decided at once.

        Raises:
            PersonUnknown.
            NotEligible: it is not offered to the person.
            StepRefused: the person has it already.
        """

        def work(session: WriteSession) -> CaseView:
            self.people.person(session.connection, subject)
            offers = {item.code: (item, why) for item, why in self._offers(session.connection, subject)}
            if code not in offers:
                raise NotEligible(message=self.texts.not_entitled)
            item, entitlement = offers[code]
            # Drawn first: who takes it a second time at once waits here, and then sees that it is taken.
            number = self.acceptance.draw_number(session, item.region)
            if code in self._taken(session.connection, subject):
                raise StepRefused(message=self.texts.taken)
            case = self._grant(session, number, subject, item, entitlement)
            return self.views.of(session.connection, case, today=session.now.date())

        return self.writer.write(call, work)

    def _offers(self, connection: Connection, subject: str) -> list[tuple[ServiceItem, Entitlement]]:
        items = {
            item.code: item
            for item in self.catalogue.items(connection)
            if Mode.PROACTIVE_BENEFIT in item.modes
        }
        facts = known_facts(self.people, connection, subject)
        found = entitlements(self.rules, facts=facts, today=self.writer.clock.today())
        return [(items[one.item], one) for one in found if one.item in items]

    def _taken(self, connection: Connection, subject: str) -> set[str]:
        """Items that the person has a case of. One that was revoked is not granted a second time."""
        cases = self.acceptance.progress.cases.of_subject(connection, subject)
        return {case.item for case in cases if case.state not in _OVER}

    def _grant(
        self, session: WriteSession, number: str, subject: str, item: ServiceItem, entitlement: Entitlement
    ) -> StoredCase:
        submitted = StoredCase(
            number=number,
            common_number=None,
            application_id=None,
            subject=subject,
            item=item.code,
            item_version=item.version,
            region=item.region,
            life_event=None,
            state=CaseState.DRAFT,
            version=1,
            modes=(Mode.PROACTIVE_BENEFIT,),
            submitted_at=session.now,
        )
        opened = self.acceptance.progress.open(session, submitted, [])
        accepted = self.acceptance.accept(session, opened)
        return self.acceptance.decisions.decide(session, accepted, Outcome.GRANTED, entitlement.why)
