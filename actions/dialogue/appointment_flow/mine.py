"""The visits that somebody has booked: shown, changed, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from actions.backoffice_calls import key_of
from actions.dialogue import buttons
from actions.dialogue.appointment_flow.asking import TOPIC
from actions.dialogue.appointment_flow.booking import CLOSED, BookingFlow
from actions.dialogue.appointment_flow.ports import AppointmentDesk
from actions.dialogue.appointment_flow.texts import AppointmentTexts
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.service_flow.reading import bare, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.service_flow.wordings import Wordings
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, CitizenUnknown
from actions.rules.eligibility import YesNo
from actions.wire.appointments import Appointment
from bot.wire import Button, Reply, ReplyType

KIND = "visits"


class Act(StrEnum):
    SHOW = "show"
    CANCEL = "cancel"
    CHANGE = "change"


def act_of(turn: Turn) -> Act:
    named = turn.value("value")
    if named in {act.value for act in Act}:
        return Act(named)
    said = bare(turn.text)
    acts = [act for act in (Act.CANCEL, Act.CHANGE) if Wordings.load().hints_at(f"{act}_visit", said)]
    return acts[0] if acts else Act.SHOW


@dataclass(frozen=True)
class VisitsFlow:
    """`flow` holds the `act`; what is chosen from; or the `number` and `version` to be cancelled."""

    desk: AppointmentDesk
    texts: AppointmentTexts
    refusals: Refusals
    booking: BookingFlow
    invitation: Invitation | None = None
    kind: str = KIND

    async def begin(self, turn: Turn, act: Act, number: str | None = None, *, sign_in: str = "") -> Outcome:
        if not turn.citizen_token:
            reply = self.refusals.sign_in(sign_in or self.texts.sign_in_mine, topic=TOPIC)
            return Outcome([reply], {"flow": {"kind": KIND, "act": act, "number": number}})
        try:
            booked = await self.desk.appointments(turn.caller)
        except BackofficeError as error:
            return await self._refused(turn, error)
        chosen = [one for one in booked if one.number == number] if number else booked
        shown = await self._of_booked(turn, act, chosen)
        if self.invitation is None or act is not Act.SHOW:
            return shown
        return await self.invitation.of_visit(turn, shown)

    async def take(self, turn: Turn) -> Taken:
        act = Act(turn.flow.get("act", Act.SHOW))
        if turn.intent == "signed_in":
            return Taken(
                await self.begin(turn, act, turn.flow.get("number"), sign_in=self.texts.sign_in_again)
            )
        if "version" in turn.flow:
            return await self._confirmed(turn)
        place = None if turn.is_payload else one_of(turn.text, turn.flow.get("names", []))
        if place is not None:
            return Taken(await self.begin(turn, act, turn.flow["numbers"][place]))
        return Taken(slots=CLOSED)

    async def _confirmed(self, turn: Turn) -> Taken:
        if turn.is_payload:
            ours = turn.intent == "answer_step" and turn.value("step") == turn.flow["number"]
            answer = turn.value("value") == YesNo.YES if ours else None
        else:
            place = one_of(turn.text, [self.texts.cancel_button, self.texts.keep_button])
            answer = yes_or_no(turn.text, question="") if place is None else place == 0
        if answer is None:
            return Taken(slots=CLOSED)
        if not answer:
            return Taken(self._said(self.texts.left_alone))
        return Taken(await self._cancel(turn))

    async def _cancel(self, turn: Turn) -> Outcome:
        number, version = str(turn.flow["number"]), int(turn.flow["version"])
        key = key_of("cancel", number, str(version))
        try:
            await self.desk.cancel_appointment(number, version=version, caller=turn.caller, key=key)
        except BackofficeError as error:
            return await self._refused(turn, error)
        return self._said(self.texts.cancelled)

    async def _of_booked(self, turn: Turn, act: Act, booked: Sequence[Appointment]) -> Outcome:
        if not booked:
            return self._said(self.texts.none)
        if len(booked) > 1 or act is Act.SHOW:
            return self._listed(act, booked)
        if act is Act.CHANGE:
            return await self.booking.change(turn, booked[0])
        return self._to_confirm(booked[0])

    def _listed(self, act: Act, booked: Sequence[Appointment]) -> Outcome:
        lines = [self.texts.mine_line.format(**self.texts.of_appointment(one)) for one in booked]
        text = "\n".join([self.texts.mine, self.texts.numbered(lines), self.texts.which[act]]).rstrip()
        offered = [button for one in booked for button in self._ways_on(act, one, alone=len(booked) == 1)]
        state = {"kind": KIND, "act": act, "names": lines, "numbers": [one.number for one in booked]}
        return Outcome([self._reply(text, offered)], {"flow": state})

    def _ways_on(self, act: Act, one: Appointment, *, alone: bool) -> list[Button]:
        """Each thing that can be done of a single one; of several, the one thing that is wanted."""
        when = "" if alone else f"{self.texts.of_slot(one)['day']}{self.texts.of_slot(one)['starts']} "
        titles = {Act.CHANGE: self.texts.change_button, Act.CANCEL: self.texts.cancel_button}
        acts = [act] if act in titles else [*titles]
        return [buttons.ask_appointments(when + titles[each], one.number, each) for each in acts]

    def _to_confirm(self, one: Appointment) -> Outcome:
        text = self.texts.cancel.format(**self.texts.of_appointment(one))
        offered = [
            buttons.answer_step(self.texts.cancel_button, one.number, YesNo.YES),
            buttons.answer_step(self.texts.keep_button, one.number, YesNo.NO),
        ]
        state = {"kind": KIND, "act": Act.CANCEL, "number": one.number, "version": one.version}
        return Outcome([self._reply(text, offered)], {"flow": state})

    async def _refused(self, turn: Turn, error: BackofficeError) -> Outcome:
        if isinstance(error, CitizenUnknown):
            reply = self.refusals.sign_in(self.texts.sign_in_mine, topic=TOPIC)
            state: dict[str, Any] = dict(turn.flow) or {"kind": KIND, "act": Act.SHOW}
            return Outcome([reply], {"flow": state})
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    def _said(self, text: str) -> Outcome:
        return Outcome([self._reply(text, [])], CLOSED)

    def _reply(self, text: str, offered: list[Button]) -> Reply:
        return Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered)
