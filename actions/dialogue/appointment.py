"""Visits to a window: to book one, and those that are booked."""

from actions.dialogue.appointment_flow.asking import TOPIC
from actions.dialogue.appointment_flow.booking import BookingFlow
from actions.dialogue.appointment_flow.mine import VisitsFlow, act_of
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import Reception
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn


class AppointmentAction(CivicAction):
    action_name = "action_appointment"
    topic = TOPIC

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        booking: BookingFlow,
        visits: VisitsFlow,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.booking = booking
        self.visits = visits

    async def answer(self, turn: Turn) -> Outcome:
        if turn.intent == "ask_appointments":
            return await self.visits.begin(turn, act_of(turn), turn.value("number"))
        return await self.booking.begin(turn)
