"""From the nouns of the desk to what goes over its API."""

from connectors.handoff.models import Board, Handoff, Queued, Talk
from connectors.handoff.wire import (
    AgentView,
    AlarmView,
    BoardView,
    DeskEntry,
    HandoffView,
    QueuedView,
    TakenView,
    TalkView,
)
from connectors.models import ConversationState, Message
from connectors.wire import TranscriptEntry


def board_view(board: Board) -> BoardView:
    return BoardView(
        waiting=[_queued(queued) for queued in board.waiting],
        talks=[_talk(talk) for talk in board.talks],
        alarms=[AlarmView.model_validate(alarm) for alarm in board.alarms],
        agents=[AgentView.model_validate(agent) for agent in board.agents],
    )


def entry_view(message: Message, account: str | None) -> DeskEntry:
    return DeskEntry(**dict(TranscriptEntry.of(message)), account=account)


def taken_view(handoff: Handoff) -> TakenView:
    return TakenView(
        conversation_id=handoff.conversation_id,
        state=ConversationState.AGENT,
        handoff=HandoffView.model_validate(handoff),
    )


def _queued(queued: Queued) -> QueuedView:
    handoff = queued.handoff
    return QueuedView(
        place=queued.place,
        conversation_id=handoff.conversation_id,
        reason=handoff.reason,
        note=handoff.note,
        alarm=queued.alarm,
        queued_at=handoff.queued_at,
        region=queued.region,
        channel=queued.channel,
        last_text=queued.last_text,
    )


def _talk(talk: Talk) -> TalkView:
    handoff = talk.handoff
    return TalkView.model_validate(
        {
            "conversation_id": handoff.conversation_id,
            "agent": handoff.agent,
            "agent_name": handoff.agent_name,
            "reason": handoff.reason,
            "alarm": talk.alarm,
            "taken_at": handoff.taken_at,
            "last_sequence": talk.last_sequence,
            "waits": talk.waits,
        }
    )
