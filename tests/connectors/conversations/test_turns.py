from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.wire import Button, Reply, ReplyType
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import Busy, Claimed, Settled, TurnStore
from connectors.errors import ConversationClosed, ConversationUnknown, PayloadUnknown
from connectors.models import Author, Conversation, ConversationState, IncomingMessage, TurnStatus
from tests.connectors.conversations.movable_clock import MovableClock

REPLY = Reply(
    type=ReplyType.TEXT,
    text="好的",
    topic="smalltalk",
    buttons=[Button(title="是", payload='/choose_region{"region": "440104"}')],
)
QUESTION = IncomingMessage("m-1", text="失业登记要多久")


@pytest.fixture
def conversation(repository: ConversationRepository) -> Conversation:
    return repository.create(channel="web_chat", region="440104", language="zh-CN")


def _claim(turns: TurnStore, conversation: Conversation, incoming: IncomingMessage = QUESTION) -> Claimed:
    begun = turns.begin(conversation.id, incoming, trace_id="t")
    assert isinstance(begun, Claimed)
    return begun


def test_turn_is_stored_before_and_after(
    turns: TurnStore, repository: ConversationRepository, conversation: Conversation
) -> None:
    claimed = _claim(turns, conversation)
    assert [entry.status for entry in repository.transcript(conversation.id)] == [TurnStatus.OPEN]
    turn = turns.finish(claimed, [REPLY], failed=False, trace_id="t")
    asked, answered = repository.transcript(conversation.id)
    assert (asked.status, asked.text, asked.sequence) == (TurnStatus.ANSWERED, QUESTION.text, 1)
    assert (answered.author, answered.replies, answered.sequence) == (Author.ASSISTANT, (REPLY,), 2)
    assert turn.answer == answered
    assert repository.last_sequence(conversation.id) == 2


def test_times_come_back_as_they_went_in(
    turns: TurnStore, repository: ConversationRepository, conversation: Conversation, clock: MovableClock
) -> None:
    _claim(turns, conversation)
    assert repository.get(conversation.id).created_at == clock.now()
    assert repository.transcript(conversation.id)[0].created_at == clock.now()


def test_repeat_of_an_answered_message_is_settled(turns: TurnStore, conversation: Conversation) -> None:
    turn = turns.finish(_claim(turns, conversation), [REPLY], failed=False, trace_id="t")
    assert turns.begin(conversation.id, QUESTION, trace_id="u") == Settled(turn)


def test_repeat_of_a_failed_message_may_be_claimed_and_keeps_its_place(
    turns: TurnStore, conversation: Conversation
) -> None:
    first = _claim(turns, conversation)
    turns.finish(first, [REPLY], failed=True, trace_id="t")
    second = _claim(turns, conversation)
    assert second.message.id == first.message.id
    answered = turns.finish(second, [REPLY], failed=False, trace_id="t")
    assert turns.begin(conversation.id, QUESTION, trace_id="u") == Settled(answered)


def test_conversation_has_one_turn_at_a_time_until_the_lease_runs_out(
    turns: TurnStore, conversation: Conversation, clock: MovableClock
) -> None:
    late = _claim(turns, conversation)
    other = IncomingMessage("m-2", text="还在吗")
    assert isinstance(turns.begin(conversation.id, other, trace_id="t"), Busy)
    assert isinstance(turns.begin(conversation.id, QUESTION, trace_id="t"), Busy)
    clock.move(seconds=21)
    again = _claim(turns, conversation)
    assert turns.finish(late, [REPLY], failed=False, trace_id="t").answer is None
    assert turns.finish(again, [REPLY], failed=False, trace_id="t").answer is not None


def test_released_leases_let_a_cut_off_turn_be_claimed(turns: TurnStore, conversation: Conversation) -> None:
    _claim(turns, conversation)
    turns.release_all()
    _claim(turns, conversation)


def test_many_at_once_are_one_claim(turns: TurnStore, conversation: Conversation) -> None:
    with ThreadPoolExecutor(8) as pool:
        begun = list(pool.map(lambda _: turns.begin(conversation.id, QUESTION, trace_id="t"), range(16)))
    assert sum(isinstance(one, Claimed) for one in begun) == 1
    assert sum(isinstance(one, Busy) for one in begun) == 15


def test_only_offered_payloads_are_taken(
    turns: TurnStore, repository: ConversationRepository, conversation: Conversation
) -> None:
    pressed = IncomingMessage("m-2", payload=REPLY.buttons[0].payload)
    with pytest.raises(PayloadUnknown):
        turns.begin(conversation.id, pressed, trace_id="t")
    assert repository.transcript(conversation.id) == []
    turns.finish(_claim(turns, conversation), [REPLY], failed=False, trace_id="t")
    claimed = _claim(turns, conversation, pressed)
    assert (claimed.message.text, claimed.message.payload) == ("是", pressed.payload)


def test_state_that_changed_meanwhile_wins_over_the_answer(
    turns: TurnStore, repository: ConversationRepository, conversation: Conversation
) -> None:
    claimed = _claim(turns, conversation)
    assert repository.change_state(
        conversation.id, expected=ConversationState.BOT, state=ConversationState.AGENT
    )
    turn = turns.finish(claimed, [REPLY], failed=False, trace_id="t")
    assert (turn.answer, turn.state) == (None, ConversationState.AGENT)
    authors = [entry.author for entry in repository.transcript(conversation.id)]
    assert authors == [Author.CITIZEN, Author.SYSTEM]
    next_message = turns.begin(conversation.id, IncomingMessage("m-2", text="你好"), trace_id="t")
    assert isinstance(next_message, Settled)
    assert next_message.turn.message.status is TurnStatus.FORWARDED


def test_unknown_and_closed_conversations_take_nothing(
    turns: TurnStore, repository: ConversationRepository, conversation: Conversation
) -> None:
    with pytest.raises(ConversationUnknown):
        turns.begin("0" * 32, QUESTION, trace_id="t")
    repository.change_state(conversation.id, expected=ConversationState.BOT, state=ConversationState.CLOSED)
    with pytest.raises(ConversationClosed):
        turns.begin(conversation.id, QUESTION, trace_id="t")
