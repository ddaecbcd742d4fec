"""Policy questions as the citizen meets them."""

from typing import Any

import pytest

from actions.dialogue.knowledge import AnswerPolicy, ChooseRegion
from actions.errors import BackofficeUnavailable
from bot.wire import Reply, ReplyType
from knowledge_base.errors import KnowledgeUnavailable, QuestionTooLong
from knowledge_base.wire import Choice, Status
from tests.actions.fakes import TEXTS, FakeContacts, FakeKnowledge, a_book, a_tracker, an_answer, run_action

CHOICES = [Choice(title="广州市越秀区", region="440104"), Choice(title="深圳市龙华区", region="440309")]
PENDING = "调解成功率目标是多少"


def ask(
    text: str, knowledge: FakeKnowledge, contacts: FakeContacts | None = None, **tracker: Any
) -> tuple[list[Reply], dict[str, Any]]:
    return run_action(AnswerPolicy(TEXTS, a_book(contacts), knowledge), a_tracker(text, **tracker))


def choose(text: str, knowledge: FakeKnowledge, **tracker: Any) -> tuple[list[Reply], dict[str, Any]]:
    action = ChooseRegion(TEXTS, a_book(), knowledge)
    return run_action(action, a_tracker(text, intent="choose_region", **tracker))


def region(value: str, start: int = 0, end: int = 2) -> dict[str, Any]:
    return {"entity": "region", "value": value, "start": start, "end": end}


def test_answer_becomes_one_reply_with_the_whole_answer() -> None:
    knowledge = FakeKnowledge(an_answer(region="440104", trace={"steps": 8}))
    [reply], _ = ask("失业登记要多久", knowledge)
    assert (reply.type, reply.text, reply.topic) == (ReplyType.ANSWER, "2个工作日办好。", "knowledge")
    assert reply.answer is not None
    assert reply.answer["status"] == "answered"
    assert "trace" not in reply.answer


def test_trace_id_and_language_go_along() -> None:
    knowledge = FakeKnowledge()
    ask("失业登记要多久", knowledge, metadata={"trace_id": "t42", "language": "yue"})
    assert knowledge.trace_ids == ["t42"]
    assert knowledge.asked[0].language == "yue"


def test_region_of_the_channel_counts_until_one_is_chosen() -> None:
    knowledge = FakeKnowledge()
    ask("失业登记要多久", knowledge, metadata={"region": "440309"})
    ask("失业登记要多久", knowledge, metadata={"region": "440309"}, region="440104")
    assert [request.region for request in knowledge.asked] == ["440309", "440104"]


def test_region_named_in_words_is_left_to_the_knowledge_service() -> None:
    knowledge = FakeKnowledge()
    ask("越秀的失业登记要多久", knowledge, entities=[region("440104")])
    assert knowledge.asked[0].region is None


def test_question_of_a_button_is_asked_not_its_payload() -> None:
    knowledge = FakeKnowledge()
    entity = {"entity": "question", "value": "那窗口呢", "start": 12, "end": 30}
    ask('/ask_policy{"question": "那窗口呢"}', knowledge, entities=[entity])
    assert knowledge.asked[0].question == "那窗口呢"


def test_earlier_questions_go_along_with_the_region_they_were_answered_for() -> None:
    knowledge = FakeKnowledge(an_answer(region="440104"))
    _, slots = ask("失业登记要多久", knowledge)
    ask("那窗口呢", knowledge, asked=slots["asked"])
    [past] = knowledge.asked[1].history
    assert (past.question, past.region) == ("失业登记要多久", "440104")


def test_only_the_last_ten_questions_are_remembered() -> None:
    earlier = [{"question": f"问题{n}", "region": None} for n in range(10)]
    knowledge = FakeKnowledge()
    _, slots = ask("新问题", knowledge, asked=earlier)
    assert len(knowledge.asked[0].history) == 10
    assert [item["question"] for item in slots["asked"]] == [f"问题{n}" for n in range(1, 10)] + ["新问题"]


@pytest.mark.parametrize("status", [Status.CRISIS, Status.UNSAFE, Status.PERSONAL_CASE, Status.OUT_OF_SCOPE])
def test_what_was_not_a_policy_question_is_not_remembered(status: Status) -> None:
    _, slots = ask("……", FakeKnowledge(an_answer(status=status)))
    assert slots["asked"] == []


def test_two_regions_with_different_answers_become_two_buttons_and_a_waiting_question() -> None:
    answer = an_answer(status=Status.CLARIFY_REGION, text="您问的是哪个区?", choices=CHOICES)
    [reply], slots = ask(PENDING, FakeKnowledge(answer))
    assert [(button.title, button.payload) for button in reply.buttons] == [
        ("广州市越秀区", '/choose_region{"region": "440104"}'),
        ("深圳市龙华区", '/choose_region{"region": "440309"}'),
    ]
    assert slots["pending_question"] == PENDING


def test_chosen_region_answers_the_waiting_question_and_stays() -> None:
    knowledge = FakeKnowledge(an_answer(region="440104"))
    _, slots = choose(
        '/choose_region{"region": "440104"}',
        knowledge,
        entities=[region("440104", 14, 34)],
        pending_question=PENDING,
        asked=[{"question": PENDING, "region": None}],
    )
    assert (knowledge.asked[0].question, knowledge.asked[0].region) == (PENDING, "440104")
    assert slots["region"] == "440104"
    assert slots["pending_question"] is None
    assert slots["asked"] == [{"question": PENDING, "region": "440104"}]


def test_region_said_in_words_answers_the_waiting_question() -> None:
    knowledge = FakeKnowledge()
    choose("我在龙华", knowledge, entities=[region("440309", 2, 4)], pending_question=PENDING)
    assert (knowledge.asked[0].question, knowledge.asked[0].region) == (PENDING, "440309")


def test_new_question_that_names_a_region_is_not_taken_for_the_choice() -> None:
    knowledge = FakeKnowledge()
    text = "龙华的工伤认定要几天能够办好"
    choose(text, knowledge, entities=[region("440309")], pending_question=PENDING)
    assert knowledge.asked[0].question == text


@pytest.mark.parametrize("value", ["999999", "龙花区"])
def test_unknown_region_is_asked_as_a_question(value: str) -> None:
    knowledge = FakeKnowledge()
    choose("龙花区", knowledge, entities=[region(value)], pending_question=PENDING)
    assert knowledge.asked[0].question == "龙花区"


def test_region_without_a_question_is_noted_and_a_question_invited() -> None:
    knowledge = FakeKnowledge()
    [reply], slots = choose("越秀", knowledge, entities=[region("440104")])
    assert knowledge.asked == []
    assert "广州市越秀区" in reply.text
    assert slots == {"region": "440104"}


def test_region_after_an_answer_is_a_follow_up() -> None:
    knowledge = FakeKnowledge()
    asked = [{"question": "失业登记要多久", "region": "440104"}]
    choose("龙华呢", knowledge, entities=[region("440309")], asked=asked, region="440104")
    assert (knowledge.asked[0].question, knowledge.asked[0].region) == ("龙华呢", "440309")
    assert len(knowledge.asked[0].history) == 1


def test_follow_ups_become_buttons_that_ask_them() -> None:
    [reply], _ = ask("失业登记要多久", FakeKnowledge(an_answer(follow_ups=["要带“什么”材料"])))
    assert reply.buttons[0].payload == '/ask_policy{"question": "要带“什么”材料"}'


def test_refusal_names_whom_to_call() -> None:
    answer = an_answer(status=Status.NOT_IN_DOCUMENTS, text="文件里没有写。")
    [reply], _ = ask("公积金怎么提", FakeKnowledge(answer))
    assert reply.text.startswith("文件里没有写。")
    assert "12345" in reply.text
    assert reply.buttons[-1].payload == "/request_handoff"


def test_refusal_that_already_names_a_number_is_left_alone() -> None:
    answer = an_answer(status=Status.OUT_OF_SCOPE, text="请打 12345 问。")
    [reply], _ = ask("今天天气", FakeKnowledge(answer))
    assert reply.text == "请打 12345 问。"


def test_back_office_down_does_not_take_the_numbers_away() -> None:
    answer = an_answer(status=Status.NOT_IN_DOCUMENTS, text="文件里没有写。")
    [reply], _ = ask("公积金", FakeKnowledge(answer), FakeContacts(BackofficeUnavailable("down")))
    assert "12345" in reply.text
    assert "12333" in reply.text


@pytest.mark.parametrize("status", [Status.PERSONAL_CASE, Status.CRISIS])
def test_own_case_and_crisis_go_to_a_person_with_the_answers_words(status: Status) -> None:
    answer = an_answer(status=status, text="请打 12345。")
    [reply], _ = ask("我不想活了", FakeKnowledge(answer), intent="report_danger")
    assert (reply.type, reply.text) == (ReplyType.HANDOFF, "请打 12345。")


def test_crisis_offers_no_buttons_about_anything_else() -> None:
    answer = an_answer(status=Status.CRISIS, text="请打 120。", follow_ups=["还想问"])
    [reply], _ = ask("我不想活了", FakeKnowledge(answer), intent="report_danger")
    assert reply.buttons == []


@pytest.mark.parametrize(
    "error", [KnowledgeUnavailable("slow"), QuestionTooLong("x"), RuntimeError("bug"), ValueError("bug")]
)
def test_whatever_fails_there_is_an_apology_with_a_way_on(error: Exception) -> None:
    [reply], slots = ask("失业登记要多久", FakeKnowledge(error))
    assert reply.type is ReplyType.HANDOFF
    assert "对不起" in reply.text
    assert "12345" in reply.text
    assert reply.failed, "sending it again must be worth it"
    assert slots == {}


def test_everything_down_is_still_an_apology_with_numbers() -> None:
    [reply], _ = ask("失业登记", FakeKnowledge(KnowledgeUnavailable("x")), FakeContacts(RuntimeError("bug")))
    assert "12333" in reply.text


def test_danger_gets_the_emergency_numbers_even_when_nothing_can_be_looked_up() -> None:
    [reply], _ = ask("我不想活了", FakeKnowledge(KnowledgeUnavailable("x")), intent="report_danger")
    assert reply.type is ReplyType.HANDOFF
    for number in ("110", "120", "12356"):
        assert number in reply.text


def test_waiting_question_survives_a_failure_of_the_knowledge_service() -> None:
    knowledge = FakeKnowledge(KnowledgeUnavailable("x"))
    _, slots = choose("越秀", knowledge, entities=[region("440104")], pending_question=PENDING)
    assert slots == {"region": "440104"}


def test_message_without_anything_is_still_answered() -> None:
    tracker = a_tracker("")
    tracker.latest_message = {}
    [reply], _ = run_action(AnswerPolicy(TEXTS, a_book(), FakeKnowledge()), tracker)
    assert reply.text
