"""Reporting a breach, wage arrears above all; reports that were filed; files that belong to neither yet."""

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import Reception
from actions.dialogue.refusals import Refusals
from actions.dialogue.report_flow.asking import TOPIC, Questions
from actions.dialogue.report_flow.filing import Filing
from actions.dialogue.report_flow.flow import ReportFlow
from actions.dialogue.report_flow.followed import is_about_a_filed_one
from actions.dialogue.report_flow.following import FollowFlow
from actions.dialogue.report_flow.ports import ReportDesk
from actions.dialogue.report_flow.texts import ReportTexts
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import ReplyType
from chassis.clock import Clock


class Report(CivicAction):
    action_name = "action_report"
    topic = TOPIC

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        reports: ReportFlow,
        followed: FollowFlow,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.reports = reports
        self.followed = followed

    async def answer(self, turn: Turn) -> Outcome:
        if turn.intent == "file_sent":
            said = self.reports.texts
            offered = [buttons.file_report(said.report_button)]
            return Outcome([self.reply(ReplyType.TEXT, said.loose_files, buttons=offered)])
        if is_about_a_filed_one(turn):
            return await self.followed.begin(turn)
        return await self.reports.begin(turn)


def report_flows(desk: ReportDesk, refusals: Refusals, clock: Clock) -> tuple[ReportFlow, FollowFlow]:
    """Taking one in, and following up those that were filed."""
    texts = ReportTexts.load()
    reports = ReportFlow(Questions(desk, texts), Filing(desk, texts), texts, refusals, clock)
    return reports, FollowFlow(desk, texts, refusals, clock)
