"""Answers to conditions."""

from actions.rules.eligibility import unanswered, unmet
from actions.wire.catalogue import Condition

OF_AGE = Condition(code="of-age", question="满 16 岁了吗？", unmet="要满 16 岁。")
EMPLOYED = Condition(code="employed", question="现在有工作吗？", wanted=False, unmet="有工作的不用登记。")
BOTH = [OF_AGE, EMPLOYED]


def test_answers_as_wanted_exclude_nobody() -> None:
    assert unmet(BOTH, {"of-age": "yes", "employed": "no"}) == []


def test_each_unwanted_answer_is_named() -> None:
    assert unmet(BOTH, {"of-age": "no", "employed": "yes"}) == BOTH


def test_open_question_is_asked_and_excludes_nobody_yet() -> None:
    assert unanswered(BOTH, {"of-age": "yes"}) == [EMPLOYED]
    assert unmet(BOTH, {"of-age": "yes"}) == []
