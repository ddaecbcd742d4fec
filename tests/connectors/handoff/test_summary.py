"""What an agent reads before the first word."""

from bot.wire import ReplyType
from connectors.conversations.repository import ConversationRepository
from connectors.handoff.board import BoardStore
from connectors.handoff.summary import MOST_POINTS, Summary, summarise
from connectors.handoff.talks import TalkStore
from tests.connectors.handoff.talking import CRISIS, LI, Talking, asking, reply, with_status

CITED = {
    "n": 1,
    "document_id": "sample",
    "version": 1,
    "title": "示例规划",
    "document_number": None,
    "section": ["第三章"],
    "quote": "失业登记：窗口即时办结。",
    "validity": "in_force",
    "url": None,
}


def _summary(conversation_id: str, repository: ConversationRepository, board: BoardStore) -> Summary:
    handoffs = board.handoffs(conversation_id)
    return summarise(
        repository.get(conversation_id),
        repository.transcript(conversation_id),
        who="陈**",
        handoff=handoffs[-1] if handoffs else None,
        alarms=board.alarms(conversation_id),
    )


def test_summary_tells_what_was_asked_answered_and_left_open(
    talking: Talking, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    talking.turn(conversation_id, with_status("answered", citations=[CITED]), text="失业登记要多久")
    talking.turn(conversation_id, with_status("not_in_documents"), text="补贴几时到账")
    talking.turn(conversation_id, reply("第1个问题", type=ReplyType.FORM), text="我要办失业登记")
    talking.turn(conversation_id, asking(summary="想问到账时间"), text="找个活人")
    summary = _summary(conversation_id, repository, board)
    assert (summary.who, summary.region) == ("陈**", "440104")
    assert [point.outcome for point in summary.points] == ["answered", "refused", "guided", "said"]
    source = summary.points[0].sources[0]
    assert (source.title, source.section, source.quote) == ("示例规划", ("第三章",), CITED["quote"])
    assert [point.asked for point in summary.open] == ["补贴几时到账"]
    assert summary.handoff is not None
    assert summary.handoff.note == "想问到账时间"


def test_form_that_was_open_last_is_what_is_open(
    talking: Talking, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    talking.turn(conversation_id, reply("联系电话？", type=ReplyType.FORM), text="我要办失业登记")
    assert [point.asked for point in _summary(conversation_id, repository, board).open] == ["我要办失业登记"]


def test_what_was_said_to_the_person_before_them_is_open_and_nothing_was_answered(
    talking: Talking, talks: TalkStore, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    claimed = talking.claim(conversation_id, "在吗")
    talks.take(conversation_id, LI)
    talking.turns.finish(claimed, [reply()], failed=False, trace_id="t")
    summary = _summary(conversation_id, repository, board)
    assert [(point.asked, point.outcome) for point in summary.open] == [("在吗", "unanswered")]


def test_alarms_stand_in_it(talking: Talking, repository: ConversationRepository, board: BoardStore) -> None:
    conversation_id = talking.open()
    turn = talking.turn(conversation_id, CRISIS, text="不想活了")
    summary = _summary(conversation_id, repository, board)
    assert [alarm.message_id for alarm in summary.alarms] == [turn.message.id]


def test_personal_numbers_are_masked_and_long_texts_cut(
    talking: Talking, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    text = "身份证440104199001011234，电话13812345678，" + "长" * 500
    talking.turn(conversation_id, reply("您的号码是13812345678"), text=text)
    point = _summary(conversation_id, repository, board).points[0]
    assert "199001011234" not in point.asked
    assert "13812345678" not in point.asked + point.answer
    assert len(point.asked) == 200


def test_long_conversations_show_the_last_points_and_count_the_others(
    talking: Talking, repository: ConversationRepository, board: BoardStore
) -> None:
    conversation_id = talking.open()
    for number in range(MOST_POINTS + 3):
        talking.turn(conversation_id, text=f"第{number}句")
    summary = _summary(conversation_id, repository, board)
    assert summary.earlier_points == 3
    assert summary.points[-1].asked == f"第{MOST_POINTS + 2}句"
