"""A person takes a conversation, talks, and lets it go."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import DBAPIError

from chassis.staff import Person
from connectors.console.staff.tables import audit as chain
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import Claimed, TurnStore
from connectors.errors import ConversationClosed, ConversationUnknown, NotYourTalk, TakenByAnother
from connectors.handoff.audit import AuditTrail
from connectors.handoff.board import BoardStore
from connectors.handoff.models import AlarmState, Ending, PresenceStatus, Reason
from connectors.handoff.presence import PresenceStore
from connectors.handoff.talks import HANDED_BACK, TalkStore
from connectors.models import Author, ConversationState, TurnStatus
from tests.connectors.conversations.movable_clock import MovableClock
from tests.connectors.handoff.talking import CRISIS, LI, WANG, ZHAO, Talking, reply


def test_conversation_is_taken_from_the_queue_and_straight_from_the_assistant(
    talking: Talking, talks: TalkStore, repository: ConversationRepository
) -> None:
    queued, with_the_bot = talking.queued(), talking.open()
    assert talks.take(queued, LI).reason is Reason.ASKED
    assert talks.take(with_the_bot, LI).reason is Reason.STEPPED_IN
    for conversation_id in (queued, with_the_bot):
        assert repository.get(conversation_id).state is ConversationState.AGENT


def test_of_many_agents_at_once_one_wins_and_the_others_hear_who(
    talking: Talking, talks: TalkStore, repository: ConversationRepository
) -> None:
    for conversation_id in [talking.queued() for _ in range(20)]:

        def take(staff: Person, conversation_id: str = conversation_id) -> str:
            try:
                return talks.take(conversation_id, staff).agent or ""
            except TakenByAnother as error:
                return error.message

        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(take, [LI, WANG, LI, WANG]))
        winner, loser = (LI, WANG) if "li" in told else (WANG, LI)
        assert told.count(winner.account) == 2
        assert sum(winner.name in words for words in told) == 2
        with pytest.raises(TakenByAnother, match=winner.name):
            talks.take(conversation_id, loser)
        states = [entry.state for entry in repository.transcript(conversation_id) if entry.author == "system"]
        assert states == [ConversationState.QUEUED, ConversationState.AGENT]


def test_unknown_and_closed_conversations_cannot_be_taken(talking: Talking, talks: TalkStore) -> None:
    with pytest.raises(ConversationUnknown):
        talks.take("0" * 32, LI)
    conversation_id = talking.open()
    talks.take(conversation_id, LI)
    talks.close(conversation_id, LI, reason="说完了")
    with pytest.raises(ConversationClosed):
        talks.take(conversation_id, LI)


def test_message_is_stored_once_however_often_it_is_sent(
    talking: Talking, talks: TalkStore, repository: ConversationRepository
) -> None:
    conversation_id = talking.open()
    talks.take(conversation_id, LI)

    def send(_: int) -> str:
        return talks.send(conversation_id, LI, client_message_id="a-1", text="您好").message.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    said = [entry for entry in repository.transcript(conversation_id) if entry.author is Author.AGENT]
    assert [entry.text for entry in said] == ["您好"]


def test_repeat_of_a_stored_message_is_confirmed_even_after_the_talk(
    talking: Talking, talks: TalkStore
) -> None:
    conversation_id = talking.open()
    talks.take(conversation_id, LI)
    sent = talks.send(conversation_id, LI, client_message_id="a-1", text="您好")
    talks.hand_back(conversation_id, LI, note="")
    assert talks.send(conversation_id, LI, client_message_id="a-1", text="您好") == sent


def test_citizen_and_agent_may_choose_the_same_message_id(
    talking: Talking, talks: TalkStore, turns: TurnStore
) -> None:
    conversation_id = talking.open()
    claimed = talking.claim(conversation_id)
    talks.take(conversation_id, LI)
    same = claimed.message.client_message_id or ""
    assert talks.send(conversation_id, LI, client_message_id=same, text="您好").message.text == "您好"


def test_nobody_speaks_in_a_conversation_that_is_not_theirs(
    talking: Talking, talks: TalkStore, repository: ConversationRepository
) -> None:
    conversation_id = talking.queued()
    for staff in (LI, WANG, ZHAO):
        with pytest.raises(NotYourTalk):
            talks.send(conversation_id, staff, client_message_id="a-1", text="您好")
    talks.take(conversation_id, LI)
    for staff in (WANG, ZHAO):
        with pytest.raises(NotYourTalk):
            talks.send(conversation_id, staff, client_message_id="a-1", text="您好")
    assert Author.AGENT not in {entry.author for entry in repository.transcript(conversation_id)}


def test_agent_gives_back_only_their_own_and_a_supervisor_any(talking: Talking, talks: TalkStore) -> None:
    conversation_id = talking.queued()
    talks.take(conversation_id, LI)
    with pytest.raises(NotYourTalk):
        talks.hand_back(conversation_id, WANG, note="")
    talks.requeue(conversation_id, ZHAO, note="换个人")
    with pytest.raises(NotYourTalk):
        talks.send(conversation_id, LI, client_message_id="a-1", text="您好")


def test_handing_back_leaves_a_turn_for_the_engine_until_it_is_answered(
    talking: Talking, talks: TalkStore, turns: TurnStore, repository: ConversationRepository
) -> None:
    conversation_id = talking.queued()
    talks.take(conversation_id, LI)
    talks.hand_back(conversation_id, LI, note="")
    assert repository.get(conversation_id).state is ConversationState.BOT
    assert turns.returns() == [conversation_id]
    claimed = turns.begin_return(conversation_id)
    assert isinstance(claimed, Claimed)
    assert claimed.message.payload == HANDED_BACK
    turn = turns.finish(claimed, [reply("刚才填到联系电话。")], failed=False, trace_id="t")
    assert turn.answer is not None
    assert turns.returns() == []
    assert turns.begin_return(conversation_id) is None


def test_person_who_comes_again_before_the_engine_has_spoken_is_not_talked_over(
    talking: Talking, talks: TalkStore, turns: TurnStore, repository: ConversationRepository
) -> None:
    conversation_id = talking.queued()
    talks.take(conversation_id, LI)
    talks.hand_back(conversation_id, LI, note="")
    claimed = turns.begin_return(conversation_id)
    assert isinstance(claimed, Claimed)
    talks.take(conversation_id, WANG)
    assert turns.finish(claimed, [reply("我回来了")], failed=False, trace_id="t").answer is None
    assert turns.returns() == []
    assert "我回来了" not in str(repository.transcript(conversation_id))


def test_return_to_the_queue_keeps_a_place_before_newcomers_and_tells_it(
    talking: Talking, talks: TalkStore, board: BoardStore, repository: ConversationRepository
) -> None:
    conversation_id, waiting = talking.queued(), talking.queued()
    talks.take(conversation_id, LI)
    talks.requeue(conversation_id, LI, note="要懂社保的同事")
    places = [queued.handoff.conversation_id for queued in board.read().waiting]
    assert places == [conversation_id, waiting]
    assert board.read().waiting[0].handoff.note == "要懂社保的同事"
    said = [entry for entry in repository.transcript(conversation_id) if entry.author is Author.ASSISTANT]
    assert "重新排队，现在排在第 1 位" in said[-1].replies[0].text
    assert "社保" not in str(repository.transcript(conversation_id))


def test_closing_says_so_and_ends_the_conversation(
    talking: Talking, talks: TalkStore, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    talks.take(conversation_id, LI)
    talks.close(conversation_id, LI, reason="已经说清楚")
    assert repository.get(conversation_id).state is ConversationState.CLOSED
    assert board.handoffs(conversation_id)[0].ending is Ending.CLOSED
    said, closed = repository.transcript(conversation_id)[-2:]
    assert "结束" in said.replies[0].text
    assert closed.state is ConversationState.CLOSED


def test_alarm_is_acknowledged_by_taking_and_resolved_by_handing_back(
    talking: Talking, talks: TalkStore, board: BoardStore
) -> None:
    conversation_id = talking.open()
    talking.turn(conversation_id, CRISIS)
    talks.take(conversation_id, LI)
    alarm = board.read().alarms[0]
    assert (alarm.state, alarm.handled_by) == (AlarmState.ACKNOWLEDGED, "li")
    talks.hand_back(conversation_id, LI, note="")
    assert board.read().alarms == []
    assert board.alarms(conversation_id)[0].state is AlarmState.RESOLVED


def test_agent_who_is_gone_loses_the_conversation_to_the_queue(
    talking: Talking, talks: TalkStore, presence: PresenceStore, clock: MovableClock, board: BoardStore
) -> None:
    lost, kept = talking.queued(), talking.queued()
    talks.take(lost, LI)
    talks.take(kept, WANG)
    clock.move(seconds=200)
    presence.report(WANG, PresenceStatus.AVAILABLE)
    assert talks.requeue_abandoned(after_seconds=180) == []
    clock.move(seconds=50)
    presence.report(WANG, PresenceStatus.AVAILABLE)
    assert talks.requeue_abandoned(after_seconds=180) == [lost]
    assert talks.requeue_abandoned(after_seconds=180) == []
    assert board.handoffs(lost)[0].ending is Ending.ABANDONED
    assert [queued.handoff.conversation_id for queued in board.read().waiting] == [lost]
    with pytest.raises(NotYourTalk):
        talks.send(lost, LI, client_message_id="a-1", text="我回来了")


def test_message_that_nobody_answered_goes_to_the_person(
    talking: Talking, talks: TalkStore, turns: TurnStore
) -> None:
    conversation_id = talking.open()
    claimed = talking.claim(conversation_id, "在吗")
    talks.take(conversation_id, LI)
    assert turns.finish(claimed, [reply()], failed=True, trace_id="t").message.status is TurnStatus.FORWARDED


def test_every_step_leaves_its_line_and_personal_numbers_are_masked(
    talking: Talking, talks: TalkStore, audit: AuditTrail
) -> None:
    conversation_id = talking.queued()
    talks.take(conversation_id, LI)
    talks.send(conversation_id, LI, client_message_id="a-1", text="您好")
    talks.requeue(conversation_id, LI, note="回电13812345678")
    lines = audit.read(before=None, limit=10, conversation_id=conversation_id)
    assert [line.action for line in lines] == ["requeue", "send", "take"]
    assert {line.account for line in lines} == {"li"}
    assert "13812345678" not in lines[0].detail
    assert [line.action for line in audit.read(before=lines[0].id, limit=1, conversation_id=None)] == ["send"]


def test_audit_trail_takes_no_change(talking: Talking, talks: TalkStore, database: Engine) -> None:
    talks.take(talking.open(), LI)
    for change in (update(chain).values(account="wang"), delete(chain)):
        with pytest.raises(DBAPIError, match="not changed"), database.begin() as connection:
            connection.execute(change)
