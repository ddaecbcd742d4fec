"""Policy questions: asked of the knowledge service, its answer turned into replies."""

from typing import Protocol

from actions.dialogue import buttons
from actions.dialogue.civic_action import CivicAction
from actions.dialogue.contact_book import ContactBook
from actions.dialogue.reception import NO_ALARM, Reception
from actions.dialogue.service_flow.guide import Guide
from actions.dialogue.texts import Texts
from actions.dialogue.turn import Asked, Outcome, Turn
from bot.wire import Button, HandoffAsk, HandoffReason, Reply, ReplyType
from chassis.logs import get_logger
from chassis.regions import RegionRegistry
from knowledge_base.errors import KnowledgeError
from knowledge_base.wire import (
    MAX_CHANNEL_CHARACTERS,
    MAX_CONVERSATION_CHARACTERS,
    MAX_HISTORY_TURNS,
    Answer,
    AnswerRequest,
    HistoryTurn,
    Status,
)

DANGER_INTENT = "report_danger"
# Words around the place's name, as in 我想问龙华的. More than this, and something else is asked as well.
CHOICE_EXTRA_CHARACTERS = 6

_TO_A_PERSON = frozenset({Status.PERSONAL_CASE, Status.CRISIS})
_REFUSED = frozenset({Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE, Status.UNSAFE, Status.PERSONAL_CASE})
# What a later question may refer back to.
_REMEMBERED = frozenset(
    {Status.ANSWERED, Status.PARTLY_ANSWERED, Status.CLARIFY_REGION, Status.CLARIFY, Status.NOT_IN_DOCUMENTS}
)

_NO_INVITATION = {"review_offered": True}
"""Nobody who was in danger is asked afterwards how they liked it."""


class PolicyAnswers(Protocol):
    async def answer(self, request: AnswerRequest, *, trace_id: str) -> Answer:
        """Raises: KnowledgeError: down, slow, malformed, or the question was refused."""


class KnowledgeAction(CivicAction):
    """Asks the knowledge service, whose first step looks for alarms, and says what it answers."""

    topic = "knowledge"
    gives_way_to = NO_ALARM

    def __init__(
        self,
        texts: Texts,
        contact_book: ContactBook,
        answers: PolicyAnswers,
        reception: Reception | None = None,
        guide: Guide | None = None,
    ) -> None:
        super().__init__(texts, contact_book, reception)
        self.answers = answers
        self.guide = guide

    async def ask_with_guide(self, turn: Turn, question: str, *, region: str | None) -> Outcome:
        """With what the catalogue knows, where the question is about an item."""
        outcome = await self.ask(turn, question, region=region)
        return await self.guide.beside(turn, question, outcome) if self.guide else outcome

    async def ask(self, turn: Turn, question: str, *, region: str | None, in_danger: bool = False) -> Outcome:
        request = AnswerRequest(
            question=question,
            history=[HistoryTurn(question=past.question, region=past.region) for past in turn.asked],
            region=region,
            language=turn.language,
            channel=turn.channel[:MAX_CHANNEL_CHARACTERS] or None,
            conversation_id=turn.conversation_id[:MAX_CONVERSATION_CHARACTERS] or None,
        )
        try:
            answer = await self.answers.answer(request, trace_id=turn.trace_id)
        except KnowledgeError as error:
            get_logger().error("knowledge_failed", code=error.code, reason=str(error))
            in_danger = in_danger or turn.intent == DANGER_INTENT
            reply = await self._without_knowledge(turn, in_danger=in_danger)
            return Outcome([reply], _NO_INVITATION if in_danger else {})
        waits = answer.status is Status.CLARIFY_REGION
        return Outcome(
            [await self._reply(answer, region)],
            {
                "pending_question": question if waits else None,
                "asked": _remember(turn.asked, question, answer),
                **(_NO_INVITATION if answer.status is Status.CRISIS else {}),
            },
        )

    async def _without_knowledge(self, turn: Turn, *, in_danger: bool) -> Reply:
        if in_danger:
            alarm = HandoffAsk(reason=HandoffReason.DANGER)
            return self.reply(ReplyType.HANDOFF, self.texts.knowledge.danger_unavailable, handoff=alarm)
        return await self.apology(turn)

    async def _reply(self, answer: Answer, region: str | None) -> Reply:
        to_a_person = answer.status in _TO_A_PERSON
        return self.reply(
            ReplyType.HANDOFF if to_a_person else ReplyType.ANSWER,
            await self._text(answer, region),
            buttons=self._buttons(answer),
            answer=answer.model_dump(mode="json", exclude={"trace"}),
        )

    async def _text(self, answer: Answer, region: str | None) -> str:
        """The answer's text; a refusal that names nobody to ask gets the numbers."""
        if answer.status not in _REFUSED:
            return answer.text
        contacts = await self.contact_book.contacts(answer.region or region)
        if any(contact.phone and contact.phone in answer.text for contact in contacts):
            return answer.text
        way_on = self.texts.knowledge.ask_someone.format(hotlines=self.texts.handoff.hotlines(contacts))
        return f"{answer.text}\n{way_on}"

    def _buttons(self, answer: Answer) -> list[Button]:
        if answer.status is Status.CRISIS:
            return []
        offered = [buttons.choose_region(choice.title, choice.region) for choice in answer.choices]
        offered += [buttons.ask(question) for question in answer.follow_ups]
        if answer.status in _REFUSED:
            offered.append(buttons.request_handoff(self.texts.knowledge.ask_someone_button))
        return offered


class AnswerPolicy(KnowledgeAction):
    action_name = "action_answer_policy"

    async def answer(self, turn: Turn) -> Outcome:
        offered = turn.value("question") if turn.is_payload else None
        return await self.ask_with_guide(turn, offered or turn.text, region=turn.region)


class ChooseRegion(KnowledgeAction):
    """A district was chosen, by button or in words; the question that waited for it is answered."""

    action_name = "action_choose_region"

    async def answer(self, turn: Turn) -> Outcome:
        chosen = turn.values("region")
        region = RegionRegistry.load().find(next(iter(chosen))) if len(chosen) == 1 else None
        if region is None or not _only_chooses(turn):
            return await self.ask_with_guide(turn, turn.text, region=turn.region)
        if turn.pending_question:
            outcome = await self.ask_with_guide(turn, turn.pending_question, region=region.code)
        elif turn.asked and not turn.is_payload:
            # “那龙华呢”: the knowledge service completes it from the questions before.
            outcome = await self.ask(turn, turn.text, region=region.code)
        else:
            text = self.texts.knowledge.region_chosen.format(region=region.name)
            outcome = Outcome([self.reply(ReplyType.TEXT, text)])
        return Outcome(outcome.replies, {**outcome.slots, "region": region.code})


def _only_chooses(turn: Turn) -> bool:
    return turn.is_payload or len(turn.text) - turn.length_of("region") <= CHOICE_EXTRA_CHARACTERS


def _remember(asked: tuple[Asked, ...], question: str, answer: Answer) -> list[dict[str, str | None]]:
    """The last questions as a slot value; one that was asked again, for its region, counts once."""
    kept = list(asked)
    if answer.status in _REMEMBERED:
        if kept and kept[-1].question == question:
            kept.pop()
        kept.append(Asked(question, answer.region))
    return [{"question": past.question, "region": past.region} for past in kept[-MAX_HISTORY_TURNS:]]
