"""Each rule by which an answer is right or wrong, in both directions."""

import pytest

from evaluation.answers.rules import judge, says, shown_behaviours
from tests.evaluation.conftest import (
    LONGHUA,
    YUEXIU,
    make_plain_turn,
    make_question,
    make_said,
    make_turn,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("网上 2 个 工作日", "2个工作日"),
        ("２个工作日", "2个工作日"),
        ("率为 ９５％", "95%"),
        ("共５.５万", "5.5万"),
        ("甲(乙)丙", "甲（乙）丙"),
        ("用时:5个工作日", "5个工作日"),
    ],
)
def test_white_space_and_width_do_not_matter(text: str, wanted: str) -> None:
    assert says(text, wanted)


@pytest.mark.parametrize("text", ["15个工作日", "0.5个工作日", "１５个工作日", "1 5个工作日", "五个工作日"])
def test_a_number_must_begin_where_it_begins(text: str) -> None:
    assert not says(text, "5个工作日")


def test_words_need_no_boundary() -> None:
    assert says("可以现场即时办结", "即时办结")


def test_right_needs_behaviour_facts_and_nothing_forbidden() -> None:
    verdict = judge(make_question(must_not=["15个工作日"]), make_said())
    assert verdict.right
    assert verdict.wrong_fact == []


def test_a_missing_fact_group_is_wrong() -> None:
    verdict = judge(make_question(facts=[["5个工作日"], ["当场", "即时"]]), make_said())
    assert not verdict.right
    assert verdict.missing_facts == [["当场", "即时"]]


def test_one_alternative_of_a_group_is_enough() -> None:
    assert judge(make_question(facts=[["十天", "5个工作日"]]), make_said()).right


def test_a_forbidden_statement_is_wrong_and_a_wrong_fact() -> None:
    said = make_said(make_turn("甲5个工作日,乙15个工作日。"))
    verdict = judge(make_question(must_not=["15个工作日"]), said)
    assert not verdict.right
    assert verdict.wrong_fact == ["forbidden"]


def test_facts_are_not_looked_for_in_quotes_or_buttons() -> None:
    turn = make_turn("请看出处。")
    turn["replies"][0]["answer"]["citations"][0]["quote"] = "5个工作日"
    turn["replies"][0]["buttons"] = [{"title": "5个工作日", "payload": "/x"}]
    assert not judge(make_question(), make_said(turn)).right


@pytest.mark.parametrize(
    ("status", "behaviour"),
    [
        ("answered", "answer"),
        ("partly_answered", "answer"),
        ("not_in_documents", "refuse"),
        ("out_of_scope", "refuse"),
        ("unsafe", "refuse"),
        ("clarify_region", "clarify_region"),
        ("clarify", "clarify_region"),
        ("personal_case", "handoff"),
        ("crisis", "crisis"),
    ],
)
def test_status_is_read_as_behaviour(status: str, behaviour: str) -> None:
    assert shown_behaviours(make_said(make_turn(answer={"status": status}))) == [behaviour]


@pytest.mark.parametrize(
    ("topic", "behaviour"),
    [
        ("handoff", "handoff"),
        ("smalltalk", "chitchat"),
        ("commitment", "service"),
        ("life_event", "service"),
        ("review", "feedback"),
        ("report", "report"),
        ("progress", "progress"),
        ("appointment", "service"),
        ("benefit", "service"),
        ("dispute", "unknown"),
    ],
)
def test_topic_is_read_as_behaviour(topic: str, behaviour: str) -> None:
    assert shown_behaviours(make_said(make_plain_turn("好的。", topic=topic))) == [behaviour]


def test_a_reply_of_type_handoff_is_a_handoff() -> None:
    said = make_said(make_plain_turn("帮您转。", topic="dispute", reply_type="handoff"))
    assert shown_behaviours(said) == ["handoff"]


@pytest.mark.parametrize(
    "said",
    [
        make_said(ok=False),
        make_said(make_turn(failed=True)),
        make_said(make_turn(replies=[])),
        make_said(make_plain_turn("刚才没有查成。", topic="knowledge", reply_type="handoff")),
        make_said({"error": {"code": "ReadTimeout"}}, ok=False),
    ],
)
def test_a_turn_that_did_not_work_is_failed_and_never_right(said: object) -> None:
    verdict = judge(make_question(facts=[]), said)  # type: ignore[arg-type]
    assert verdict.failed
    assert not verdict.right


def test_answering_what_should_be_refused_is_a_wrong_fact() -> None:
    question = make_question(behaviour="refuse", facts=[], document=None)
    assert judge(question, make_said()).wrong_fact == ["should_refuse"]


def test_refusing_what_should_be_refused_is_right() -> None:
    question = make_question(behaviour="refuse", facts=[], document=None, must_not=["5个工作日"])
    verdict = judge(question, make_said(make_turn("文件里没有。", answer={"status": "not_in_documents"})))
    assert verdict.right
    assert verdict.wrong_fact == []


def test_refusing_what_should_be_answered_is_wrong_but_no_wrong_fact() -> None:
    verdict = judge(make_question(), make_said(make_turn("没有。", answer={"status": "not_in_documents"})))
    assert not verdict.right
    assert verdict.wrong_fact == []


def test_citing_another_district_is_a_wrong_fact() -> None:
    turn = make_turn(answer={"citations": [{"n": 1, "region": LONGHUA}]})
    verdict = judge(make_question(), make_said(turn))
    assert verdict.wrong_fact == ["other_district"]
    assert verdict.document_right is False


def test_where_both_are_asked_both_must_be_cited() -> None:
    question = make_question(document="both", region=None)
    both = [{"n": 1, "region": LONGHUA}, {"n": 2, "region": YUEXIU}]
    assert judge(question, make_said(make_turn(answer={"citations": both}))).document_right
    one = judge(question, make_said())
    assert one.document_right is False
    assert one.wrong_fact == []


def test_an_answer_without_citation_is_not_cited() -> None:
    assert judge(make_question(), make_said()).cited
    assert judge(make_question(), make_said(make_turn(answer={"citations": []}))).cited is False


def test_citation_rules_do_not_apply_to_a_refusal() -> None:
    verdict = judge(make_question(), make_said(make_turn(answer={"status": "out_of_scope"})))
    assert verdict.cited is None
    assert verdict.document_right is None
    assert verdict.warnings_right is None


@pytest.mark.parametrize(
    ("given", "right", "exact"),
    [
        (["plan_not_rule"], True, True),
        (["plan_not_rule", "period_ended"], True, False),
        (["plan_not_rule", "expired"], False, False),
        ([], False, False),
    ],
)
def test_warnings(given: list[str], right: bool, exact: bool) -> None:
    verdict = judge(make_question(), make_said(make_turn(answer={"warnings": given})))
    assert (verdict.warnings_right, verdict.warnings_exact) == (right, exact)
