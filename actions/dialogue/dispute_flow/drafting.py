"""The draft of a request for mediation, written by the back office and kept as a file of the conversation."""

from dataclasses import dataclass
from datetime import date

from actions.backoffice_calls import key_of
from actions.dialogue.dispute_flow.asking import TOPIC
from actions.dialogue.dispute_flow.plan import Ask, DisputePlan
from actions.dialogue.dispute_flow.ports import DisputeDesk
from actions.dialogue.dispute_flow.texts import DisputeTexts
from actions.dialogue.refusals import Refusals
from actions.dialogue.turn import Outcome, Turn
from actions.errors import BackofficeError
from actions.wire.files import StoredFile
from actions.wire.mediation import MediationRequest
from bot.wire import Reply, ReplyType


@dataclass(frozen=True)
class Drafting:
    desk: DisputeDesk
    texts: DisputeTexts
    refusals: Refusals

    async def write(self, turn: Turn, plan: DisputePlan) -> Outcome:
        """Once for the same content: confirmed again after a break, it is the same file."""
        request = _request(plan)
        key = key_of("mediation", turn.conversation_id, plan.begun, request.model_dump_json())
        try:
            file = await self.desk.mediation_request(request, caller=turn.caller, key=key)
        except BackofficeError as error:
            reply = await self.refusals.reply(turn, error, topic=TOPIC)
            return Outcome([reply], {"flow": plan.state(Ask.CONFIRM)})
        return Outcome([self._offered(file)], {"flow": None})

    def _offered(self, file: StoredFile) -> Reply:
        card = {"kind": "file", "id": file.id, "name": file.name, "bytes": file.bytes}
        return Reply(type=ReplyType.CARD, text=self.texts.drafted, topic=TOPIC, card=card)


def _request(plan: DisputePlan) -> MediationRequest:
    return MediationRequest(
        region=plan.region or "",
        employer=plan.employer or "",
        employer_address=plan.address or "",
        employed_since=date.fromisoformat(plan.since) if plan.since else None,
        claims=[*plan.claims],
        facts=plan.facts or "",
    )
