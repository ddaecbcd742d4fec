"""Alarms: whoever is first deals with one; a false one goes without fuss."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.wire import HandoffReason
from chassis.staff import Person
from connectors.conversations.repository import ConversationRepository
from connectors.errors import AlarmSettled, AlarmUnknown
from connectors.handoff.board import BoardStore
from connectors.handoff.models import AlarmKind, AlarmState, Ending
from connectors.handoff.talks import TalkStore
from connectors.models import Author, ConversationState
from tests.connectors.handoff.talking import CRISIS, LI, WANG, Talking


@pytest.fixture
def alarmed(talking: Talking) -> str:
    conversation_id = talking.open()
    talking.turn(conversation_id, CRISIS, text="我说的是一首歌")
    return conversation_id


def test_two_who_acknowledge_at_once_are_one_and_one_who_hears_it(
    alarmed: str, talks: TalkStore, board: BoardStore
) -> None:
    alarm = board.read().alarms[0]

    def acknowledge(staff: Person) -> bool:
        try:
            talks.acknowledge(alarm.id, staff)
        except AlarmSettled:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(acknowledge, [LI, WANG])) == [False, True]
    found = board.read().alarms[0]
    assert found.state is AlarmState.ACKNOWLEDGED
    winner = LI if found.handled_by == "li" else WANG
    assert talks.acknowledge(alarm.id, winner) == found


def test_false_alarm_leaves_the_queue_and_the_citizen_is_told_nothing(
    alarmed: str, talks: TalkStore, board: BoardStore, repository: ConversationRepository
) -> None:
    alarm = board.read().alarms[0]
    before = repository.transcript(alarmed)
    dismissed = talks.dismiss(alarm.id, LI, note="歌词")
    assert (dismissed.state, dismissed.note) == (AlarmState.DISMISSED, "歌词")
    assert board.read().waiting == []
    assert board.read().alarms == []
    assert board.handoffs(alarmed)[0].ending is Ending.FALSE_ALARM
    assert repository.get(alarmed).state is ConversationState.BOT
    after = repository.transcript(alarmed)[len(before) :]
    assert [entry.author for entry in after] == [Author.SYSTEM]
    with pytest.raises(AlarmSettled):
        talks.dismiss(alarm.id, WANG, note="")


def test_who_asked_for_a_person_goes_on_waiting_after_a_false_alarm(
    talking: Talking, talks: TalkStore, board: BoardStore
) -> None:
    conversation_id = talking.queued()
    talking.turn(conversation_id, CRISIS)
    talks.dismiss(board.read().alarms[0].id, LI, note="")
    waiting = board.read().waiting
    assert [(queued.handoff.conversation_id, queued.alarm) for queued in waiting] == [(conversation_id, None)]


def test_false_alarm_does_not_end_a_talk(
    alarmed: str, talks: TalkStore, board: BoardStore, repository: ConversationRepository
) -> None:
    talks.take(alarmed, LI)
    talks.dismiss(board.read().alarms[0].id, LI, note="")
    assert repository.get(alarmed).state is ConversationState.AGENT


def test_danger_after_a_false_alarm_is_a_new_alarm(
    alarmed: str, talking: Talking, talks: TalkStore, board: BoardStore
) -> None:
    first = board.read().alarms[0]
    talks.dismiss(first.id, LI, note="")
    talking.turn(alarmed, CRISIS)
    again = board.read()
    assert again.alarms[0].id != first.id
    assert again.waiting[0].alarm is AlarmKind.DANGER


def test_alarm_that_is_raised_again_is_open_again_and_the_graver_kind_stays(
    talking: Talking, talks: TalkStore, board: BoardStore
) -> None:
    conversation_id = talking.queued(HandoffReason.WARNING)
    talks.acknowledge(board.read().alarms[0].id, LI)
    talking.turn(conversation_id, CRISIS)
    alarm = board.read().alarms[0]
    assert (alarm.kind, alarm.state, alarm.times) == (AlarmKind.DANGER, AlarmState.OPEN, 2)


def test_unknown_alarm(talks: TalkStore) -> None:
    with pytest.raises(AlarmUnknown):
        talks.acknowledge("0" * 32, LI)
