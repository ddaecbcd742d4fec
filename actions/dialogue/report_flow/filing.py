"""Files a report, and tells its citizen the number, the way back to it, and what happens next."""

from dataclasses import dataclass, replace

from actions.backoffice_calls import key_of
from actions.dialogue import buttons
from actions.dialogue.report_flow.asking import TOPIC
from actions.dialogue.report_flow.plan import Plan
from actions.dialogue.report_flow.ports import ReportDesk
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.turn import Outcome, Turn
from actions.errors import KeyReused
from actions.wire.reports import ReportView, Risk
from bot.wire import HandoffAsk, HandoffReason, Reply, ReplyType

ADD, WITHDRAW = "add", "withdraw"
"""What the buttons carry that lead to what can be done about a report."""


@dataclass(frozen=True)
class Filing:
    desk: ReportDesk
    texts: ReportTexts

    async def file(self, turn: Turn, plan: Plan) -> Outcome:
        """The same plan is filed once, however often it is confirmed. Raises: BackofficeError."""
        submission = plan.submission(
            unknown_employer=self.texts.values["unknown_employer"], channel=turn.channel or "api"
        )
        key = key_of("report", turn.conversation_id, plan.begun)
        try:
            view = await self.desk.report(submission, caller=turn.caller, key=key)
        except KeyReused:
            return await self._filed_before(turn)
        over = replace(plan, turn=turn.message_id, over=True)
        return Outcome([self._filed(view)], {"flow": over.state()})

    async def _filed_before(self, turn: Turn) -> Outcome:
        """An answer was lost, and something was changed since: what is filed is what was confirmed first."""
        filed = await self.desk.reports(turn.caller)
        latest = max(filed, key=lambda one: one.number, default=None)
        reply = self._filed(latest, before=True) if latest else self._said(self.texts.filed_before)
        return Outcome([reply], {"flow": None})

    def _filed(self, view: ReportView, *, before: bool = False) -> Reply:
        texts = self.texts
        lines = [texts.filed_before] if before else []
        lines.append(texts.filed.format(number=view.number).strip())
        lines += [texts.code.format(code=view.code)] if view.code else []
        lines.append(texts.way_to(view.routed_to))
        lines += [texts.filed_green] if view.green_lane else []
        lines += [texts.next.format(next_step=view.next_step), texts.filed_ways]
        reply = self._said("\n".join(lines))
        offered = [
            buttons.ask_report(texts.add_button, view.number, ADD),
            buttons.ask_report(texts.withdraw_button, view.number, WITHDRAW),
        ]
        return reply.model_copy(update={"buttons": offered, "handoff": self._wanted(view)})

    def _wanted(self, view: ReportView) -> HandoffAsk | None:
        """Of many people, a person hears at once."""
        if view.risk is not Risk.COLLECTIVE:
            return None
        facts = view.facts
        told = self.texts.warning.format(
            number=view.number,
            breach=self.texts.breaches[facts.breach],
            employer=facts.employer,
            people=facts.people,
            reasons="".join(view.risk_reasons),
        )
        return HandoffAsk(reason=HandoffReason.WARNING, summary=told[:500])

    def _said(self, text: str) -> Reply:
        return Reply(type=ReplyType.TEXT, text=text, topic=TOPIC)
