"""Where a case stands, and what can still be done about it; whose it is comes first."""

from actions.dialogue.case_flow.acts import act_of, number_of
from actions.dialogue.case_flow.flow import CaseFlow
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import Reception
from actions.dialogue.report_flow.followed import is_about_a_filed_one
from actions.dialogue.report_flow.following import FollowFlow
from actions.dialogue.signpost import Signpost
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn
from bot.wire import ReplyType


class Progress(Signpost):
    """What was filed elsewhere is seen by those who handle it: it says who they are."""

    action_name = "action_progress"
    topic = "progress"
    reply_type = ReplyType.HANDOFF

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        reception: Reception | None,
        cases: CaseFlow,
        followed: FollowFlow,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.cases = cases
        self.followed = followed

    async def answer(self, turn: Turn) -> Outcome:
        if is_about_a_filed_one(turn):
            return await self.followed.begin(turn)
        number = number_of(turn)
        begun = await self.cases.begin(turn, act_of(turn), number)
        if turn.citizen_token or number:
            return begun
        elsewhere = await super().answer(turn)
        return Outcome([*begun.replies, *elsewhere.replies], begun.slots)
