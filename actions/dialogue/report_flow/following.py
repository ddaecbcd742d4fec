"""Reports that were filed: where they stand, something to add, taking one back."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from actions.backoffice_calls import key_of
from actions.dialogue import buttons
from actions.dialogue.refusals import Refusals
from actions.dialogue.report_flow.answers import asks_something
from actions.dialogue.report_flow.asking import TOPIC, names_of, sent_since
from actions.dialogue.report_flow.followed import (
    KIND,
    Act,
    Following,
    Waits,
    act_of,
    code_in,
    is_about_a_filed_one,
    report_number_in,
)
from actions.dialogue.report_flow.ports import ReportDesk
from actions.dialogue.report_flow.showing import detail, listed, ways_on
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.service_flow.commands import Steering, command
from actions.dialogue.service_flow.reading import bare, is_question, is_wish, one_of, yes_or_no
from actions.dialogue.service_flow.taken import Taken
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError, ReportUnknown, VersionConflict
from actions.rules.eligibility import YesNo
from actions.wire.reports import ReportAddition, ReportState, ReportView, ReportWithdrawal
from bot.wire import Button, Reply, ReplyType
from chassis.clock import Clock

_Said = TypeVar("_Said", Outcome, Outcome | None)
_OVER = frozenset({ReportState.CLOSED, ReportState.WITHDRAWN})
_LONGEST_ADDITION = 1000
_CLOSED: dict[str, Any] = {"flow": None}


@dataclass(frozen=True)
class FollowFlow:
    desk: ReportDesk
    texts: ReportTexts
    refusals: Refusals
    clock: Clock
    kind: str = KIND

    async def begin(self, turn: Turn) -> Outcome:
        named = turn.value("number") or ("" if turn.is_payload else turn.text)
        following = Following(
            act=act_of(turn),
            begun=turn.message_id,
            number=report_number_in(named),
            code=None if turn.is_payload else code_in(turn.text),
            since=self.clock.now().isoformat(),
        )
        return await self._safely(turn, following, lambda: self._found(turn, following))

    async def take(self, turn: Turn) -> Taken:
        following = Following.of(turn)
        came_again = turn.message_id == following.turn != ""
        if following.over and not came_again:
            return Taken(slots=_CLOSED)
        if came_again and not following.over:
            return Taken(await self._safely(turn, following, lambda: self._again(turn, following)))
        if turn.intent == "leave_flow" and turn.is_payload:
            return Taken(self._said(self.texts.left_alone))
        doers: dict[str, Callable[[], Awaitable[Outcome | None]]] = {
            Waits.NUMBER: lambda: self._numbered(turn, following),
            Waits.CODE: lambda: self._coded(turn, following),
            Waits.CHOICE: lambda: self._chosen(turn, following),
            Waits.ADDITION: lambda: self._added(turn, following),
            Waits.YES: lambda: self._confirmed(turn, following),
        }
        outcome = await self._safely(turn, following, doers[following.waits])
        return Taken(outcome) if outcome is not None else await self._beside(turn, following)

    async def _found(self, turn: Turn, following: Following) -> Outcome:
        if following.number:
            view = await self.desk.report_by_number(following.number, caller=turn.caller, code=following.code)
            return self._of(turn, following, view)
        views = await self.desk.reports(turn.caller)
        if following.act != Act.SHOW:
            views = [view for view in views if view.state not in _OVER]
        if not views:
            return self._asking(turn, following, Waits.NUMBER, f"{self.texts.none}\n{self.texts.number}")
        return (
            self._of(turn, following, views[0]) if len(views) == 1 else self._listed(turn, following, views)
        )

    def _of(self, turn: Turn, following: Following, view: ReportView) -> Outcome:
        following = replace(following, number=view.number, version=view.version)
        if following.act == Act.SHOW:
            return self._said(detail(view, self.texts), ways_on(view, self.texts, over=view.state in _OVER))
        if view.state in _OVER:
            act = self.texts.acts[following.act]
            return self._said(self.texts.closed.format(state=view.state_name, act=act))
        if following.act == Act.ADD:
            return self._asking(
                turn, following, Waits.ADDITION, self.texts.add, self._addition_buttons(following)
            )
        offered = [
            buttons.answer_step(self.texts.withdraw_yes_button, view.number, YesNo.YES),
            buttons.answer_step(self.texts.withdraw_no_button, view.number, YesNo.NO),
        ]
        text = self.texts.confirm_withdraw.format(number=view.number)
        return self._asking(turn, following, Waits.YES, text, offered)

    def _listed(self, turn: Turn, following: Following, views: Sequence[ReportView]) -> Outcome:
        names = [listed(view, self.texts) for view in views]
        following = replace(following, numbers=tuple(view.number for view in views), names=tuple(names))
        text = f"{self.texts.numbered_lines(names)}\n{self.texts.which[following.act]}"
        offered = [buttons.ask_report(view.number, view.number, following.act) for view in views]
        return self._asking(turn, following, Waits.CHOICE, text, offered)

    async def _numbered(self, turn: Turn, following: Following) -> Outcome | None:
        number = None if turn.is_payload else report_number_in(turn.text)
        if number is None:
            return None
        told = replace(following, number=number, code=code_in(turn.text))
        return await self._found(turn, told)

    async def _coded(self, turn: Turn, following: Following) -> Outcome | None:
        if turn.is_payload or is_question(turn.text):
            return None
        number, code = report_number_in(turn.text) or following.number, code_in(turn.text)
        return await self._found(turn, replace(following, number=number, code=code)) if code else None

    async def _chosen(self, turn: Turn, following: Following) -> Outcome | None:
        place = None if turn.is_payload else one_of(turn.text, following.names)
        if place is None:
            return None
        return await self._found(turn, replace(following, number=following.numbers[place]))

    async def _added(self, turn: Turn, following: Following) -> Outcome | None:
        """Whatever is written is the addition, but for what asks or wants something else."""
        if turn.intent == "file_sent":
            return await self._files_shown(turn, following)
        ours = turn.intent == "answer_step" and turn.value("step") == following.number
        if (turn.is_payload and not ours) or (not turn.is_payload and _is_aside(turn)):
            return None
        ended = turn.is_payload or ReportWordings.load().hints["no_more"].search(bare(turn.text))
        text = "" if ended else turn.text[:_LONGEST_ADDITION]
        sent = await sent_since(self.desk, turn, following.since) or []
        if not text and not sent:
            return self._said(self.texts.nothing_added)
        addition = ReportAddition(version=following.version, text=text, evidence=[one.id for one in sent])
        view = await self._add(turn, following, addition)
        text = self.texts.added.format(number=view.number)
        return self._done(turn, following, text, ways_on(view, self.texts, over=False))

    async def _add(self, turn: Turn, following: Following, addition: ReportAddition) -> ReportView:
        """A report that moved on meanwhile takes the addition as it is now."""
        number, code = following.number or "", following.code
        key = key_of("report-addition", number, following.begun, str(addition.version))
        try:
            return await self.desk.add_to_report(number, addition, caller=turn.caller, key=key, code=code)
        except VersionConflict:
            view = await self.desk.report_by_number(number, caller=turn.caller, code=code)
        addition = addition.model_copy(update={"version": view.version})
        key = key_of("report-addition", number, following.begun, str(view.version))
        return await self.desk.add_to_report(number, addition, caller=turn.caller, key=key, code=code)

    async def _files_shown(self, turn: Turn, following: Following) -> Outcome:
        sent = await sent_since(self.desk, turn, following.since) or []
        text = self.texts.add_sent.format(count=len(sent), names=names_of(sent)) if sent else self.texts.add
        return self._asking(turn, following, Waits.ADDITION, text, self._addition_buttons(following))

    async def _confirmed(self, turn: Turn, following: Following) -> Outcome | None:
        if turn.is_payload:
            ours = turn.intent == "answer_step" and turn.value("step") == following.number
            yes = turn.value("value") == YesNo.YES if ours else None
        else:
            place = one_of(turn.text, [self.texts.withdraw_yes_button, self.texts.withdraw_no_button])
            yes = yes_or_no(turn.text, question="") if place is None else place == 0
        if yes is None:
            return None
        return await self._withdraw(turn, following) if yes else self._said(self.texts.left_alone)

    async def _withdraw(self, turn: Turn, following: Following) -> Outcome:
        """In the version that was confirmed."""
        number = following.number or ""
        view = await self.desk.withdraw_report(
            number,
            ReportWithdrawal(version=following.version),
            caller=turn.caller,
            key=key_of("report-withdrawal", number, str(following.version)),
            code=following.code,
        )
        return self._done(turn, following, self.texts.withdrawn.format(number=view.number), [])

    async def _beside(self, turn: Turn, following: Following) -> Taken:
        """A question is answered first, and what is no answer asked again; the rest leaves it."""
        steered = None if turn.is_payload else command(turn.text)
        if steered and steered.steering in _LEAVING:
            return Taken(self._said(self.texts.left_alone))
        if not turn.is_payload and is_about_a_filed_one(turn):
            return Taken(await self.begin(turn))
        question = asks_something(turn.text) and not turn.is_payload
        if not question and turn.intent not in _OURS:
            return Taken(slots=_CLOSED)
        again = await self._safely(turn, following, lambda: self._again(turn, following))
        return Taken(after=again.replies, slots=again.slots) if question else Taken(again)

    async def _again(self, turn: Turn, following: Following) -> Outcome:
        if following.waits == Waits.NUMBER:
            return self._asking(turn, following, Waits.NUMBER, self.texts.number_again)
        if following.waits == Waits.CODE:
            text = self.texts.ask_code.format(number=following.number)
            return self._asking(turn, following, Waits.CODE, text)
        return await self._found(turn, following)

    async def _safely(
        self, turn: Turn, following: Following, do: Callable[[], Awaitable[_Said]]
    ) -> Outcome | _Said:
        try:
            return await do()
        except ReportUnknown:
            if following.waits == Waits.CODE:
                return self._asking(turn, following, Waits.CODE, self.texts.code_again)
            number = following.number or report_number_in(turn.text)
            text = self.texts.ask_code.format(number=number)
            return self._asking(turn, replace(following, number=number), Waits.CODE, text)
        except BackofficeError as error:
            return Outcome([await self.refusals.reply(turn, error, topic=TOPIC)])

    def _addition_buttons(self, following: Following) -> list[Button]:
        return [buttons.answer_step(self.texts.done_button, following.number or "", YesNo.YES)]

    def _asking(
        self,
        turn: Turn,
        following: Following,
        waits: Waits,
        text: str,
        offered: list[Button] | None = None,
    ) -> Outcome:
        reply = Reply(type=ReplyType.FORM, text=text, topic=TOPIC, buttons=offered or [])
        return Outcome([reply], {"flow": following.state(waits, turn=turn.message_id)})

    def _done(self, turn: Turn, following: Following, text: str, offered: list[Button]) -> Outcome:
        state = following.state(Waits(following.waits), turn=turn.message_id, over=True)
        return Outcome(self._said(text, offered).replies, {"flow": state})

    def _said(self, text: str, offered: list[Button] | None = None) -> Outcome:
        return Outcome([Reply(type=ReplyType.TEXT, text=text, topic=TOPIC, buttons=offered or [])], _CLOSED)


def _is_aside(turn: Turn) -> bool:
    wish = turn.intent not in _OURS and is_wish(turn.text)
    return asks_something(turn.text) or wish or command(turn.text) is not None


_OURS = frozenset({"answer_step", "nlu_fallback", "ask_policy", "ask_report", "file_sent", "signed_in"})
_LEAVING = frozenset({Steering.LEAVE, Steering.KEEP, Steering.DISCARD})
