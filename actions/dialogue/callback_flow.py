"""While nobody is at the desk: a number to be called at, or a message, taken down in the back office."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from actions.backoffice_calls import Caller, key_of
from actions.dialogue import buttons
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.open_again import OpenAgain
from actions.dialogue.refusals import Refusals
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.commands import Steering, command
from actions.dialogue.service_flow.reading import is_question, one_of, plain, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.texts import HandoffTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, KeyReused
from actions.rules.masking import masked_phone
from actions.rules.office_hours import OfficeTime, office_time
from actions.rules.readers.phone import read_phone
from actions.rules.readers.written import Unreadable
from actions.rules.slots import Period
from actions.wire.callbacks import Callback, CallbackRequest
from bot.wire import Button, Reply, ReplyType
from chassis.clock import Clock

TOPIC = "handoff"
KIND = "callback"
_STEP = "callback"
_SKIP = "skip"
_LONGEST_WORDS = 1000
_LEAST_DIGITS = 5
"""So many digits are meant for a number, though they may be none."""


class CallbackDesk(Protocol):
    """Every method raises BackofficeError."""

    async def request_callback(self, request: CallbackRequest, *, caller: Caller, key: str) -> Callback: ...

    async def callbacks(self, caller: Caller) -> list[Callback]:
        """The oldest first."""


class Ask(StrEnum):
    WAY = "way"
    PHONE = "phone"
    WORDS = "words"
    MESSAGE = "message"


@dataclass(frozen=True)
class Wish:
    """As the slot `flow` keeps it. `under`: what was open before, and is again afterwards.

    `turn` is the message that was answered last. `over`: it is noted; what is kept tells the number again if
    the same message comes once more.
    """

    begun: str = ""
    phone: str | None = None
    asks: str = Ask.WAY
    under: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    turn: str = ""
    over: bool = False

    @staticmethod
    def of(turn: Turn) -> "Wish":
        known = {name: value for name, value in turn.flow.items() if name in Wish.__dataclass_fields__}
        return Wish(**known)

    @property
    def state(self) -> dict[str, Any]:
        return {"kind": KIND, **asdict(self), "under": dict(self.under)}


@dataclass(frozen=True)
class CallbackFlow:
    """`periods`: the hours at the desk, on working days or on `every_day`."""

    desk: CallbackDesk
    texts: HandoffTexts
    contact_book: ContactBook
    refusals: Refusals
    open_again: OpenAgain
    periods: tuple[Period, ...]
    clock: Clock
    every_day: bool = False
    kind: str = KIND

    @property
    def office(self) -> OfficeTime:
        return office_time(self.clock.now(), self.periods, every_day=self.every_day)

    async def begin(self, turn: Turn) -> Outcome:
        """Nobody is there: until when, and what can be done meanwhile."""
        again = turn.flow.get("kind") == KIND
        wish = Wish.of(turn) if again else Wish(begun=turn.message_id, under=turn.flow)
        office = self.office
        guessed = self.texts.guessed.format(year=office.guessed_year) if office.guessed_year else ""
        text = self.texts.closed.format(
            opens=self._opens,
            guessed=guessed,
            contacts=self.texts.lines(await self.contact_book.contacts(turn.region)),
        )
        return self._asking(replace(wish, asks=Ask.WAY, turn=turn.message_id), text)

    async def take(self, turn: Turn) -> Taken:
        before = Wish.of(turn)
        came_again = turn.message_id == before.turn != ""
        if before.over and not came_again:
            return Taken(slots={"flow": None})
        if came_again:
            return Taken(await self._noted(turn, before) if before.over else self._again(before))
        wish = replace(before, turn=turn.message_id)
        steered = None if turn.is_payload else command(turn.text)
        if (turn.intent == "leave_flow" and turn.is_payload) or (
            steered and steered.steering in _LEAVING and wish.asks != Ask.MESSAGE
        ):
            return Taken(await self._closing(turn, wish, self.texts.not_now))
        if turn.is_payload:
            return await self._pressed(turn, wish)
        if wish.asks in (Ask.WORDS, Ask.MESSAGE):
            return Taken(await self._worded(turn, wish))
        return await self._heard(turn, wish)

    async def _pressed(self, turn: Turn, wish: Wish) -> Taken:
        if turn.intent == "answer_step":
            value = turn.value("value") if turn.value("step") == _STEP else None
            if value == _SKIP and wish.asks == Ask.WORDS:
                return Taken(await self._noted(turn, wish))
            chosen = value in (Ask.PHONE, Ask.MESSAGE)
            return Taken(self._again(replace(wish, asks=Ask(value)) if chosen and value else wish))
        if turn.intent == "request_handoff":
            return Taken()
        return Taken(slots={"flow": dict(wish.under) or None})

    async def _heard(self, turn: Turn, wish: Wish) -> Taken:
        """A number at any time; else the way that is chosen, or something else that is wanted."""
        found = self._with_number(turn, wish)
        if found is None and wish.asks == Ask.WAY:
            found = await self._way(turn, wish)
        if found is not None:
            return Taken(found)
        if wish.asks == Ask.PHONE and is_question(turn.text) and turn.intent != "request_handoff":
            return Taken(after=self._again(wish).replies, slots={"flow": wish.state})
        if wish.asks == Ask.PHONE and turn.intent in _OURS:
            return Taken(self._asking(wish, self.texts.phone_again))
        left = turn.intent != "request_handoff"
        return Taken(slots={"flow": dict(wish.under) or None} if left else {})

    def _with_number(self, turn: Turn, wish: Wish) -> Outcome | None:
        try:
            return self._again(replace(wish, phone=read_phone(turn.text), asks=Ask.WORDS))
        except Unreadable:
            tried = sum(sign.isdigit() for sign in plain(turn.text)) >= _LEAST_DIGITS
            return self._asking(replace(wish, asks=Ask.PHONE), self.texts.phone_again) if tried else None

    async def _way(self, turn: Turn, wish: Wish) -> Outcome | None:
        titles = [self.texts.phone_button, self.texts.message_button, self.texts.not_now_button]
        place = one_of(turn.text, titles)
        if place is None and (yes := yes_or_no(turn.text, question="")) is not None:
            place = 0 if yes else len(titles) - 1
        if place is None:
            return None
        if place == len(titles) - 1:
            return await self._closing(turn, wish, self.texts.not_now)
        return self._again(replace(wish, asks=(Ask.PHONE, Ask.MESSAGE)[place]))

    async def _worded(self, turn: Turn, wish: Wish) -> Outcome:
        """Whatever is written is for the person, questions too."""
        nothing = ReportWordings.load().answers_as("nothing", turn.text)
        if wish.asks == Ask.MESSAGE and nothing:
            return self._asking(wish, self.texts.words_again)
        words = "" if nothing else turn.text[:_LONGEST_WORDS]
        return await self._noted(turn, replace(wish, words=words))

    async def _noted(self, turn: Turn, wish: Wish) -> Outcome:
        """The same wish is noted once, however often it is sent. What is said is what has been stored."""
        try:
            noted = await self._stored(turn, wish)
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])
        text = self.texts.noted_callback if wish.phone else self.texts.noted_message
        phone = masked_phone(wish.phone or "")
        said = text.format(number=noted.number, phone=phone, opens=self._opens)
        return await self._closing(turn, replace(wish, over=True), said)

    async def _stored(self, turn: Turn, wish: Wish) -> Callback:
        """Where an answer was lost and other words came since, what was stored first stands."""
        request = CallbackRequest(
            phone=wish.phone, words=wish.words, region=turn.region, channel=turn.channel or "api"
        )
        key = key_of("callback", turn.conversation_id, wish.begun)
        try:
            return await self.desk.request_callback(request, caller=turn.caller, key=key)
        except KeyReused:
            return (await self.desk.callbacks(turn.caller))[-1]

    async def _closing(self, turn: Turn, wish: Wish, text: str) -> Outcome:
        """What was open before is asked again."""
        reply = Reply(type=ReplyType.TEXT, text=text, topic=TOPIC)
        asked = await self.open_again.ask(replace(turn, flow=wish.under)) if wish.under else None
        if asked is None:
            return Outcome([reply], {"flow": wish.state if wish.over else None})
        lead = Reply(type=ReplyType.TEXT, text=self.texts.go_on, topic=TOPIC)
        return Outcome([reply, lead, *asked.replies], {"flow": dict(wish.under), **asked.slots})

    @property
    def _opens(self) -> str:
        return self.texts.opening(self.office, today=self.clock.today())

    def _again(self, wish: Wish) -> Outcome:
        asked = {
            Ask.WAY: self.texts.ask_phone,
            Ask.PHONE: self.texts.ask_phone,
            Ask.WORDS: self.texts.ask_words.format(phone=masked_phone(wish.phone or "")),
            Ask.MESSAGE: self.texts.ask_message,
        }
        return self._asking(wish, asked[Ask(wish.asks)])

    def _asking(self, wish: Wish, text: str) -> Outcome:
        titles: dict[str, dict[str, str]] = {
            Ask.WAY: {self.texts.phone_button: Ask.PHONE, self.texts.message_button: Ask.MESSAGE},
            Ask.PHONE: {self.texts.message_button: Ask.MESSAGE},
            Ask.WORDS: {self.texts.skip_button: _SKIP},
        }
        offered: list[Button] = [
            buttons.answer_step(title, _STEP, value) for title, value in titles.get(wish.asks, {}).items()
        ]
        offered.append(buttons.leave_flow(self.texts.not_now_button))
        reply = Reply(type=ReplyType.HANDOFF, text=text, topic=TOPIC, buttons=offered)
        return Outcome([reply], {"flow": wish.state})


_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})
_OURS = frozenset({"nlu_fallback", "ask_policy", "acknowledge"})
