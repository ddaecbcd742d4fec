"""What a turn does to the queue."""

import pytest

from bot.wire import HandoffReason
from connectors.conversations.repository import ConversationRepository
from connectors.conversations.turns import TurnStore
from connectors.errors import PayloadUnknown
from connectors.handoff.board import BoardStore
from connectors.handoff.models import AlarmKind, AlarmState, Ending, PresenceStatus, Reason
from connectors.handoff.presence import PresenceStore
from connectors.handoff.talks import TalkStore
from connectors.models import Author, ConversationState, TurnStatus
from tests.connectors.conversations.movable_clock import MovableClock
from tests.connectors.handoff.talking import CRISIS, LI, WANG, Talking, asking, reply


def test_ask_for_a_person_joins_the_queue_and_tells_the_place(
    talking: Talking, repository: ConversationRepository, board: BoardStore, clock: MovableClock
) -> None:
    talking.queued()
    clock.move(seconds=1)
    conversation_id = talking.open()
    turn = talking.turn(conversation_id, asking(summary="问欠薪"), text="转人工")
    assert turn.state is ConversationState.QUEUED
    assert turn.answer is not None
    said, told = turn.answer.replies
    assert said.handoff is None
    assert "第 2 位" in told.text
    assert [button.payload for button in told.buttons] == ["/leave_queue"]
    entries = repository.transcript(conversation_id)
    assert [entry.author for entry in entries] == [Author.CITIZEN, Author.ASSISTANT, Author.SYSTEM]
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert repository.get(conversation_id).state is ConversationState.QUEUED
    waiting = board.read().waiting
    assert [queued.handoff.conversation_id for queued in waiting][1] == conversation_id
    assert (waiting[1].handoff.reason, waiting[1].handoff.note) == (Reason.ASKED, "问欠薪")


def test_nobody_at_the_desk_is_said_plainly_and_no_figure_is_made_up(talking: Talking) -> None:
    turn = talking.turn(talking.open(), asking())
    assert turn.answer is not None
    text = turn.answer.replies[-1].text
    assert "没有工作人员在线" in text
    assert "分钟" not in text


def test_wait_is_told_from_the_talks_of_the_last_hours(
    talking: Talking, talks: TalkStore, presence: PresenceStore, clock: MovableClock
) -> None:
    for _ in range(3):
        done = talking.queued()
        talks.take(done, LI)
        clock.move(seconds=8 * 60)
        talks.close(done, LI, reason="")
    presence.report(LI, PresenceStatus.AVAILABLE)
    free = talking.turn(talking.open(), asking())
    assert free.answer is not None
    assert "有工作人员空着" in free.answer.replies[-1].text
    talks.take(talking.queued(), LI)
    clock.move(seconds=1)
    second = talking.turn(talking.open(), asking())
    assert second.answer is not None
    assert "大约要等 16 分钟" in second.answer.replies[-1].text
    clock.move(seconds=5 * 3600)
    presence.report(LI, PresenceStatus.AVAILABLE)
    later = talking.turn(talking.open(), asking())
    assert later.answer is not None
    assert "还说不准" in later.answer.replies[-1].text


def test_assistant_goes_on_answering_who_waits(talking: Talking, repository: ConversationRepository) -> None:
    conversation_id = talking.queued()
    turn = talking.turn(conversation_id, reply("失业登记当场办好。"), text="失业登记要多久")
    assert turn.message.status is TurnStatus.ANSWERED
    assert turn.state is ConversationState.QUEUED
    assert repository.get(conversation_id).state is ConversationState.QUEUED


def test_asking_again_tells_the_place_and_takes_no_second_one(talking: Talking, board: BoardStore) -> None:
    conversation_id = talking.queued()
    again = talking.turn(conversation_id, asking())
    assert again.answer is not None
    assert "已经在排队" in again.answer.replies[-1].text
    assert len(board.read().waiting) == 1


def test_citizen_leaves_the_queue_by_the_button(talking: Talking, board: BoardStore) -> None:
    conversation_id = talking.queued()
    turn = talking.turn(conversation_id, reply("好的，不排了。"), text="", payload="/leave_queue")
    assert turn.state is ConversationState.BOT
    assert board.read().waiting == []
    assert board.handoffs(conversation_id)[0].ending is Ending.LEFT


def test_who_waits_may_leave_however_long_ago_the_button_was_shown(talking: Talking) -> None:
    conversation_id = talking.queued()
    talking.turn(conversation_id, reply("……"))
    assert talking.turn(conversation_id, text="", payload="/leave_queue").message.text == "不排队了"
    with pytest.raises(PayloadUnknown):
        talking.turn(conversation_id, text="", payload="/leave_queue")


@pytest.mark.parametrize(
    "text", ["不等了", "算了，不排队了。", "唔等喇", "唔使排隊啦", "取消排队", "不用人工了，谢谢"]
)
def test_words_end_the_wait_as_the_button_does(talking: Talking, text: str) -> None:
    conversation_id = talking.queued()
    turn = talking.turn(conversation_id, text=text)
    assert (turn.message.text, turn.message.payload) == (text, "/leave_queue")
    assert turn.state is ConversationState.BOT


@pytest.mark.parametrize("text", ["不等了，失业金怎么领", "还要等多久", "不用排队的窗口在哪"])
def test_what_is_more_than_that_ends_no_wait(talking: Talking, text: str) -> None:
    assert talking.turn(talking.queued(), text=text).state is ConversationState.QUEUED


def test_to_whom_does_not_wait_the_words_mean_nothing(talking: Talking) -> None:
    assert talking.turn(talking.open(), text="不等了").message.payload is None


def test_nobody_can_press_what_only_the_gateway_says(talking: Talking) -> None:
    with pytest.raises(PayloadUnknown):
        talking.turn(talking.open(), text="", payload="/handed_back")


def test_crisis_raises_an_alarm_and_goes_to_the_head_of_the_queue(
    talking: Talking, board: BoardStore, clock: MovableClock
) -> None:
    talking.queued()
    clock.move(seconds=60)
    conversation_id = talking.open()
    turn = talking.turn(conversation_id, CRISIS, text="不想活了")
    assert turn.state is ConversationState.QUEUED
    assert turn.answer is not None
    assert "没有工作人员在线" in turn.answer.replies[-1].text
    assert turn.answer.replies[-1].buttons == []
    read = board.read()
    assert read.waiting[0].handoff.conversation_id == conversation_id
    assert read.waiting[0].alarm is AlarmKind.DANGER
    assert [(alarm.state, alarm.message_id) for alarm in read.alarms] == [(AlarmState.OPEN, turn.message.id)]


def test_crisis_while_somebody_is_at_the_desk_says_so(talking: Talking, presence: PresenceStore) -> None:
    presence.report(LI, PresenceStatus.AVAILABLE)
    turn = talking.turn(talking.open(), CRISIS)
    assert turn.answer is not None
    assert "值班的工作人员" in turn.answer.replies[-1].text


def test_crisis_of_who_waits_already_moves_to_the_head(talking: Talking, board: BoardStore) -> None:
    first, second = talking.queued(), talking.queued()
    talking.turn(second, CRISIS)
    talking.turn(second, CRISIS)
    assert [queued.handoff.conversation_id for queued in board.read().waiting] == [second, first]
    assert [alarm.times for alarm in board.read().alarms] == [2]


def test_alarm_stays_when_its_citizen_leaves_the_queue(talking: Talking, board: BoardStore) -> None:
    conversation_id = talking.open()
    talking.turn(conversation_id, CRISIS)
    talking.turn(conversation_id, text="", payload="/leave_queue")
    assert board.read().waiting == []
    assert [alarm.state for alarm in board.read().alarms] == [AlarmState.OPEN]


def test_queue_has_alarms_first_then_the_pressing_then_who_came_first(
    talking: Talking, talks: TalkStore, board: BoardStore, clock: MovableClock
) -> None:
    def queued(reason: HandoffReason) -> str:
        clock.move(seconds=10)
        return talking.queued(reason)

    asked, refused = queued(HandoffReason.ASKED), queued(HandoffReason.REFUSALS)
    displeased, failed = queued(HandoffReason.DISPLEASURE), queued(HandoffReason.FAILURES)
    returned = queued(HandoffReason.ASKED)
    talks.take(returned, LI)
    talks.requeue(returned, LI, note="")
    warned, danger = queued(HandoffReason.WARNING), queued(HandoffReason.DANGER)
    later_danger = queued(HandoffReason.DANGER)
    order = [danger, later_danger, warned, returned, displeased, failed, asked, refused]
    waiting = board.read().waiting
    assert [queued.handoff.conversation_id for queued in waiting] == order
    assert [queued.place for queued in waiting] == list(range(1, 9))


def test_answer_thought_of_before_a_person_came_is_dropped_ask_and_all(
    talking: Talking, turns: TurnStore, talks: TalkStore, board: BoardStore
) -> None:
    conversation_id = talking.open()
    claimed = talking.claim(conversation_id)
    talks.take(conversation_id, WANG)
    turn = turns.finish(claimed, [asking()], failed=False, trace_id="t")
    assert (turn.answer, turn.message.status) == (None, TurnStatus.FORWARDED)
    assert board.read().waiting == []


def test_board_shows_the_last_words_masked(talking: Talking, board: BoardStore) -> None:
    conversation_id = talking.queued()
    talking.turn(conversation_id, text="我电话13812345678")
    assert "13812345678" not in board.read().waiting[0].last_text
    assert board.read().waiting[0].last_text.startswith("我电话138")
