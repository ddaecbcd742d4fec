"""The same, changed or broken: by what is said, by what it rests on, and by what must be said."""

from dataclasses import replace

import pytest

from knowledge_base.checks import Cited, Expected, Outcome, Question, Reason, Told
from knowledge_base.publish.comparing import compare
from knowledge_base.publish.expectation import says, shortcomings

ASKED = Question("灯笼登记要几天", region="440104")
CITED = Cited("lanterns", 2, "越秀区灯笼办法", ("第一章",), "10个工作日办好。", is_point=True)
OLD = Told("answered", "灯笼登记10个工作日办好。", (CITED,))
REFUSED = Told("not_in_documents", "文件里没有写。")


def reasons(question: Question, old: Told, new: Told) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in compare(question, old, new, unsupported={}).reasons]


def test_another_version_with_the_same_words_is_the_same() -> None:
    new = replace(OLD, citations=(replace(CITED, version=3),))
    judged = compare(ASKED, OLD, new, unsupported={})
    assert (judged.outcome, judged.holds, judged.reasons) == (Outcome.SAME, True, ())


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(OLD, text="灯笼登记5个工作日办好。"), [("figures", "10个工作日 → 5个工作日")]),
        (replace(OLD, text="办好灯笼登记要10个工作日。"), [("words", "")]),
        (replace(OLD, citations=(replace(CITED, section=("第二章",)),)), [("citations", "")]),
        (replace(OLD, warnings=("expired",)), [("warnings", "")]),
    ],
)
def test_what_changed_is_named(new: Told, expected: list[tuple[str, str]]) -> None:
    assert compare(ASKED, OLD, new, unsupported={}).outcome is Outcome.CHANGED
    assert reasons(ASKED, OLD, new) == expected


def test_what_is_not_answered_any_more_is_broken_and_the_reverse_is_a_gain() -> None:
    assert compare(ASKED, OLD, REFUSED, unsupported={}).outcome is Outcome.BROKEN
    gained = compare(ASKED, REFUSED, OLD, unsupported={})
    assert (gained.outcome, gained.reasons[0].code) == (Outcome.CHANGED, "newly_answered")


def test_an_answer_that_rests_on_an_unsupported_point_is_broken_though_its_words_are_the_same() -> None:
    against = {("lanterns", CITED.quote): (Reason("point_figure_gone", "10个工作日"),)}
    judged = compare(ASKED, OLD, OLD, unsupported=against)
    assert (judged.outcome, judged.holds) == (Outcome.BROKEN, False)


def test_what_must_be_said_and_is_not_any_more_is_broken() -> None:
    question = replace(ASKED, expected=Expected.ANSWER, facts=(("10个工作日", "十个工作日"),))
    judged = compare(question, OLD, replace(OLD, text="灯笼登记5个工作日办好。"), unsupported={})
    assert (judged.outcome, judged.held, judged.holds) == (Outcome.BROKEN, True, False)
    assert judged.reasons == (Reason("fact_missing", "10个工作日 / 十个工作日"),)


def test_what_was_wrong_before_is_not_broken_but_does_not_hold() -> None:
    question = replace(ASKED, expected=Expected.REFUSE)
    judged = compare(question, OLD, OLD, unsupported={})
    assert (judged.outcome, judged.held, judged.holds) == (Outcome.SAME, False, False)


def test_the_first_time_there_is_nothing_to_compare_with() -> None:
    judged = compare(ASKED, None, OLD, unsupported={})
    assert (judged.outcome, judged.held, judged.holds) == (Outcome.FIRST, None, True)


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        (replace(ASKED, expected=Expected.ANSWER, document="lanterns"), []),
        (replace(ASKED, document="灯笼办法"), []),
        (replace(ASKED, document="ferries"), ["document_missing"]),
        (replace(ASKED, must_not=("10个工作日",)), ["says_forbidden"]),
        (replace(ASKED, expected=Expected.CRISIS), ["status_not_expected"]),
    ],
)
def test_what_an_answer_lacks(question: Question, lacking: list[str]) -> None:
    assert [reason.code for reason in shortcomings(question, OLD)] == lacking


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [("要15天", "5天", False), ("要0.5天", "5天", False), ("要 5 天", "5天", True), ("共５天", "5天", True)],
)
def test_a_number_is_said_only_where_it_begins(text: str, wanted: str, said: bool) -> None:
    assert says(text, wanted) is said
