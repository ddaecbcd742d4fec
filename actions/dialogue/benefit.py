"""What somebody is entitled to without applying (免申即享): found, offered, taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from actions.backoffice_calls import Caller, key_of
from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import Reception
from actions.dialogue.refusals import Refusals
from actions.dialogue.service_flow.reading import one_of
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.texts import BenefitTexts, Texts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, CitizenUnknown
from actions.wire.cases import CaseView
from actions.wire.people import Benefit, Benefits
from bot.wire import Button, Reply, ReplyType

TOPIC = "benefit"
KIND = "benefits"
_CLOSED: dict[str, Any] = {"flow": None}


class BenefitDesk(Protocol):
    """Every method raises BackofficeError."""

    async def benefits(self, caller: Caller) -> Benefits: ...

    async def take_benefit(self, item: str, *, caller: Caller, key: str) -> CaseView: ...


@dataclass(frozen=True)
class BenefitFlow:
    """`flow` holds the `codes` and `names` that were offered; nothing while the sign-in is waited for."""

    desk: BenefitDesk
    texts: BenefitTexts
    refusals: Refusals
    kind: str = KIND

    async def offer(self, turn: Turn, *, sign_in: str = "") -> Outcome:
        if not turn.citizen_token:
            return self._to_sign_in(sign_in or self.texts.sign_in)
        try:
            found = (await self.desk.benefits(turn.caller)).benefits
        except BackofficeError as error:
            return await self._refused(turn, error)
        if not found:
            return self._said(self.texts.none)
        return self._listed(turn, found)

    async def accept(self, turn: Turn, item: str) -> Outcome:
        """Once for each offer: saying it again files nothing more."""
        key = key_of("benefit", turn.conversation_id, item, str(turn.flow.get("turn", turn.message_id)))
        try:
            case = await self.desk.take_benefit(item, caller=turn.caller, key=key)
        except BackofficeError as error:
            return await self._refused(turn, error)
        text = self.texts.taken.format(name=case.item_name, number=case.number, next_step=case.next_step)
        return self._said(text)

    async def take(self, turn: Turn) -> Taken:
        if turn.intent == "signed_in":
            return Taken(await self.offer(turn, sign_in=self.texts.sign_in_again))
        names, codes = turn.flow.get("names", []), turn.flow.get("codes", [])
        place = None if turn.is_payload else one_of(turn.text, names)
        item = turn.value("item") if turn.intent == "take_benefit" else None
        if place is None and item not in codes:
            return Taken(slots=_CLOSED)
        return Taken(await self.accept(turn, codes[place] if place is not None else str(item)))

    def _listed(self, turn: Turn, found: Sequence[Benefit]) -> Outcome:
        free = [benefit for benefit in found if not benefit.granted]
        shown = [*free, *(benefit for benefit in found if benefit.granted)]
        lines = [
            self.texts.number.format(number=number, line=self._line(benefit))
            for number, benefit in enumerate(shown, 1)
        ]
        offered = [
            buttons.take_benefit(self.texts.take_button.format(name=benefit.name), benefit.item)
            for benefit in free
        ]
        text = "\n".join([self.texts.offered, *lines, *([self.texts.take] if free else [])])
        state = {
            "kind": KIND,
            "turn": turn.message_id,
            "codes": [benefit.item for benefit in free],
            "names": [benefit.name for benefit in free],
        }
        return Outcome([self._reply(text, offered)], {"flow": state if free else None})

    def _line(self, benefit: Benefit) -> str:
        told = self.texts.granted if benefit.granted else "".join(benefit.why)
        demo = self.texts.demo if benefit.demo else ""
        return self.texts.line.format(name=benefit.name, demo=demo, why=told)

    def _to_sign_in(self, text: str) -> Outcome:
        return Outcome([self.refusals.sign_in(text, topic=TOPIC)], {"flow": {"kind": KIND}})

    async def _refused(self, turn: Turn, error: BackofficeError) -> Outcome:
        if isinstance(error, CitizenUnknown):
            return self._to_sign_in(self.texts.sign_in)
        return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    def _said(self, text: str) -> Outcome:
        return Outcome([self._reply(text, [])], _CLOSED)

    def _reply(self, text: str, offered: list[Button]) -> Reply:
        return Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered)


class BenefitAction(CivicAction):
    action_name = "action_benefit"
    topic = TOPIC

    def __init__(
        self, texts: Texts, contact_book: ContactBook, reception: Reception | None, benefits: BenefitFlow
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.benefits = benefits

    async def answer(self, turn: Turn) -> Outcome:
        item = turn.value("item") if turn.intent == "take_benefit" else None
        return await self.benefits.accept(turn, item) if item else await self.benefits.offer(turn)
