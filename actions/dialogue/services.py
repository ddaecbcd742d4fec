"""Puts together what the topics of services share: the form, the choices that lead into it, other flows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from actions.dialogue.appointment_flow.asking import Questions
from actions.dialogue.appointment_flow.booking import BookingFlow
from actions.dialogue.appointment_flow.mine import VisitsFlow
from actions.dialogue.appointment_flow.ports import AppointmentDesk
from actions.dialogue.appointment_flow.texts import AppointmentTexts
from actions.dialogue.benefit import BenefitDesk, BenefitFlow
from actions.dialogue.case_flow.flow import CaseDesk, CaseFlow
from actions.dialogue.case_flow.texts import CaseTexts
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.service_flow.answering import Answering
from actions.dialogue.service_flow.choosing import Applying, EventChoice, EventItemsChoice, ItemChoice
from actions.dialogue.service_flow.drafts import Drafts
from actions.dialogue.service_flow.flow import ServiceFlow
from actions.dialogue.service_flow.guide import Guide
from actions.dialogue.service_flow.guide_texts import GuideTexts
from actions.dialogue.service_flow.item_book import CatalogueSource, ItemBook
from actions.dialogue.service_flow.opening import Opening
from actions.dialogue.service_flow.ports import ApplicationDesk
from actions.dialogue.service_flow.prompts import Prompts
from actions.dialogue.service_flow.rescue import Rescue
from actions.dialogue.service_flow.steering import SteeringWheel
from actions.dialogue.service_flow.taken import OpenFlow
from actions.dialogue.service_flow.telling import Teller
from actions.dialogue.service_flow.texts import FlowTexts
from actions.dialogue.settings import DialogueSettings

Today = Callable[[], date]


class ServiceDesks(CatalogueSource, ApplicationDesk, CaseDesk, AppointmentDesk, BenefitDesk, Protocol):
    """What services ask of the back office."""


@dataclass(frozen=True)
class Services:
    applying: Applying
    refusals: Refusals
    form: ServiceFlow
    cases: CaseFlow
    booking: BookingFlow
    visits: VisitsFlow
    benefits: BenefitFlow

    @property
    def flows(self) -> list[OpenFlow]:
        """All that can be open."""
        choices: list[OpenFlow] = [
            ItemChoice(self.applying),
            EventChoice(self.applying),
            EventItemsChoice(self.applying),
        ]
        return [self.form, *choices, self.cases, self.booking, self.visits, self.benefits]


def assemble(
    settings: DialogueSettings,
    desks: ServiceDesks,
    refusals: Refusals,
    *,
    today: Today,
    invitation: Invitation | None = None,
) -> Services:
    book = ItemBook(desks, settings.catalogue_kept_seconds, settings.catalogue_retry_seconds)
    drafts = Drafts(desks)
    teller = Teller(drafts, Prompts(FlowTexts.load()), invitation)
    rescue = Rescue(drafts, teller, refusals)
    guide_texts, visit_texts = GuideTexts.load(), AppointmentTexts.load()
    questions = Questions(desks, visit_texts, refusals)
    booking = BookingFlow(desks, questions, visit_texts, refusals, today)
    return Services(
        applying=Applying(
            book,
            Guide(book, guide_texts, today),
            Opening(drafts, teller, rescue, settings.draft_days),
            guide_texts,
        ),
        refusals=refusals,
        form=ServiceFlow(
            drafts=drafts,
            teller=teller,
            answering=Answering(drafts, teller),
            wheel=SteeringWheel(drafts, teller, today),
            rescue=rescue,
            book=book,
            today=today,
        ),
        cases=CaseFlow(desks, CaseTexts.load(), refusals, invitation),
        booking=booking,
        visits=VisitsFlow(desks, visit_texts, refusals, booking, invitation),
        benefits=BenefitFlow(desks, refusals.texts.benefit, refusals),
    )
