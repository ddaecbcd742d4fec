"""Looks up cases and does what is wanted of them: for who is signed in, and after a confirmation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from actions.backoffice_calls import Caller, key_of
from actions.dialogue import buttons
from actions.dialogue.case_flow.acts import Act, is_possible
from actions.dialogue.case_flow.showing import detail, summary, ways_on
from actions.dialogue.case_flow.texts import CaseTexts
from actions.dialogue.refusals import Refusals
from actions.dialogue.review_flow.invitation import Invitation
from actions.dialogue.service_flow.reading import is_question, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, CitizenUnknown
from actions.rules.eligibility import YesNo
from actions.wire.cases import CaseView, CitizenStep, CommitmentWithdrawal, MaterialDelivery
from bot.wire import Button, Reply, ReplyType

TOPIC = "progress"
KIND = "cases"
_CLOSED: dict[str, Any] = {"flow": None}


class CaseDesk(Protocol):
    """Every method raises BackofficeError."""

    async def cases(self, caller: Caller, *, common_number: str | None = None) -> list[CaseView]: ...

    async def case(self, number: str, *, caller: Caller) -> CaseView: ...

    async def withdraw_case(
        self, number: str, step: CitizenStep, *, caller: Caller, key: str
    ) -> CaseView: ...

    async def withdraw_promise(
        self, number: str, step: CommitmentWithdrawal, *, caller: Caller, key: str
    ) -> CaseView: ...

    async def deliver_materials(
        self, number: str, step: MaterialDelivery, *, caller: Caller, key: str
    ) -> CaseView: ...


@dataclass(frozen=True)
class CaseFlow:
    """`flow` holds the `act`, and the `number` and `version` of the case that is to be confirmed."""

    desk: CaseDesk
    texts: CaseTexts
    refusals: Refusals
    invitation: Invitation | None = None
    kind: str = KIND

    async def begin(self, turn: Turn, act: Act, number: str | None, *, sign_in: str = "") -> Outcome:
        """`sign_in`: what to say to who is not signed in."""
        if not turn.citizen_token:
            state = {"kind": KIND, "act": act, "number": number}
            return Outcome(
                [self.refusals.sign_in(sign_in or self.texts.sign_in, topic=TOPIC)], {"flow": state}
            )
        try:
            return await self._of_cases(turn, act, await self._found(turn, act, number))
        except BackofficeError as error:
            return await self._refused(turn, error)

    async def take(self, turn: Turn) -> Taken:
        """An answer to what was asked last; anything else leaves it."""
        act = Act(turn.flow.get("act", Act.SHOW))
        if turn.intent == "leave_flow":
            return Taken(self._said(self.texts.left_alone))
        if turn.intent == "signed_in" and "version" not in turn.flow:
            sign_in = self.texts.sign_in_again
            return Taken(await self.begin(turn, act, turn.flow.get("number"), sign_in=sign_in))
        if "version" in turn.flow:
            return await self._confirmed(turn, act)
        numbers: list[str] = turn.flow.get("numbers", [])
        place = None if turn.is_payload else one_of(turn.text, turn.flow.get("names", []))
        if place is not None:
            return Taken(await self.begin(turn, act, numbers[place]))
        return Taken(slots=_CLOSED)

    async def _confirmed(self, turn: Turn, act: Act) -> Taken:
        answer = self._answer(turn, act)
        if answer is None:
            return await self._unconfirmed(turn, act)
        if not answer:
            return Taken(self._said(self.texts.left_alone))
        try:
            case = await self._do(turn, act)
        except BackofficeError as error:
            return Taken(await self._refused(turn, error))
        done = self.texts.done[act].format(item=case.item_name, number=case.number)
        return Taken(self._said(f"{done}\n{detail(case, self.texts)}", ways_on(case, self.texts)))

    def _answer(self, turn: Turn, act: Act) -> bool | None:
        if turn.is_payload:
            ours = turn.intent == "answer_step" and turn.value("step") == turn.flow["number"]
            return turn.value("value") == YesNo.YES if ours else None
        place = one_of(turn.text, [self.texts.yes_button[act], self.texts.no_button])
        return yes_or_no(turn.text, question="") if place is None else place == 0

    async def _unconfirmed(self, turn: Turn, act: Act) -> Taken:
        """A question in between is answered first; what is no answer is asked again; the rest leaves it."""
        question = is_question(turn.text) and not turn.is_payload
        if not question and turn.intent not in {"answer_step", "nlu_fallback", "withdraw_case"}:
            return Taken(slots=_CLOSED)
        again = await self.begin(turn, act, turn.flow["number"])
        return Taken(after=again.replies, slots=again.slots) if question else Taken(again)

    async def _found(self, turn: Turn, act: Act, number: str | None) -> list[CaseView]:
        if number:
            return [await self.desk.case(number, caller=turn.caller)]
        return [case for case in await self.desk.cases(turn.caller) if is_possible(act, case)]

    async def _of_cases(self, turn: Turn, act: Act, cases: list[CaseView]) -> Outcome:
        if not cases or not is_possible(act, cases[0]):
            return self._said(self.texts.none[act])
        if len(cases) > 1:
            return self._listed(act, cases)
        [case] = cases
        return await self._shown(turn, case) if act is Act.SHOW else self._to_confirm(act, case)

    async def _shown(self, turn: Turn, case: CaseView) -> Outcome:
        shown = self._said(detail(case, self.texts), ways_on(case, self.texts))
        if self.invitation is None or case.outcome is None:
            return shown
        return await self.invitation.of_case(turn, shown, case.number)

    def _listed(self, act: Act, cases: Sequence[CaseView]) -> Outcome:
        names = [f"{case.item_name}{case.number}" for case in cases]
        offered = [
            buttons.ask_progress(self.texts.item_button.format(item=case.item_name), case.number)
            if act is Act.SHOW
            else _BUTTONS[act](case.item_name, case.number)
            for case in cases
        ]
        state = {"kind": KIND, "act": act, "names": names, "numbers": [case.number for case in cases]}
        text = f"{summary(cases, self.texts)}\n{self.texts.which[act]}"
        return Outcome([self._reply(text, offered)], {"flow": state})

    def _to_confirm(self, act: Act, case: CaseView) -> Outcome:
        text = self.texts.confirm[act].format(
            item=case.item_name,
            number=case.number,
            materials=self.texts.between.join(missing.name for missing in case.missing),
        )
        offered = [
            buttons.answer_step(self.texts.yes_button[act], case.number, YesNo.YES),
            buttons.answer_step(self.texts.no_button, case.number, YesNo.NO),
        ]
        state = {"kind": KIND, "act": act, "number": case.number, "version": case.version}
        return Outcome([self._reply(text, offered)], {"flow": state})

    async def _do(self, turn: Turn, act: Act) -> CaseView:
        """In the version that was confirmed: a case that has moved on since is not touched."""
        number, version = str(turn.flow["number"]), int(turn.flow["version"])
        key = key_of(act, number, str(version))
        if act is Act.WITHDRAW:
            step = CitizenStep(version=version)
            return await self.desk.withdraw_case(number, step, caller=turn.caller, key=key)
        if act is Act.UNPROMISE:
            taken_back = CommitmentWithdrawal(version=version)
            return await self.desk.withdraw_promise(number, taken_back, caller=turn.caller, key=key)
        case = await self.desk.case(number, caller=turn.caller)
        delivery = MaterialDelivery(version=version, materials=[missing.code for missing in case.missing])
        return await self.desk.deliver_materials(number, delivery, caller=turn.caller, key=key)

    async def _refused(self, turn: Turn, error: BackofficeError) -> Outcome:
        if isinstance(error, CitizenUnknown):
            reply = self.refusals.sign_in(self.texts.sign_in, topic=TOPIC)
            return Outcome([reply], {"flow": dict(turn.flow) or {"kind": KIND, "act": Act.SHOW}})
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    def _said(self, text: str, offered: list[Button] | None = None) -> Outcome:
        return Outcome([self._reply(text, offered or [])], _CLOSED)

    def _reply(self, text: str, offered: list[Button]) -> Reply:
        return Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered)


_BUTTONS = {
    Act.WITHDRAW: buttons.withdraw_case,
    Act.UNPROMISE: lambda title, number: buttons.withdraw_case(title, number, "promise"),
    Act.DELIVER: buttons.deliver_material,
}
