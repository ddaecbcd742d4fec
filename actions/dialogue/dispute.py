"""Who is in a labour dispute is guided to the next rung, with a draft of the request for mediation."""

from collections.abc import Callable
from datetime import date

from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.dispute_flow.advising import Adviser
from actions.dialogue.dispute_flow.asking import TOPIC, Asking
from actions.dialogue.dispute_flow.drafting import Drafting
from actions.dialogue.dispute_flow.flow import DisputeFlow
from actions.dialogue.dispute_flow.grounds import Grounds
from actions.dialogue.dispute_flow.ports import DisputeDesk, PointSource
from actions.dialogue.dispute_flow.texts import DisputeTexts
from actions.dialogue.reception import Reception
from actions.dialogue.refusals import Refusals
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Outcome, Turn


class DisputeAction(CivicAction):
    action_name = "action_dispute"
    topic = TOPIC

    def __init__(
        self, texts: Texts, contact_book: ContactBook, reception: Reception | None, disputes: DisputeFlow
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.disputes = disputes

    async def answer(self, turn: Turn) -> Outcome:
        if turn.intent == "draft_mediation":
            return await self.disputes.begin_draft(turn)
        return await self.disputes.begin(turn)


def dispute_flow(
    desk: DisputeDesk, points: PointSource, refusals: Refusals, *, today: Callable[[], date]
) -> DisputeFlow:
    texts = DisputeTexts.load()
    return DisputeFlow(
        asking=Asking(texts),
        adviser=Adviser(points, texts, Grounds.load()),
        drafting=Drafting(desk, texts, refusals),
        texts=texts,
        refusals=refusals,
        today=today,
    )
