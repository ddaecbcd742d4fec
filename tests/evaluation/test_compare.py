"""Two runs side by side."""

from evaluation.answers.compare import compare
from evaluation.answers.rules import Verdict, judge
from tests.evaluation.conftest import make_question, make_said, make_turn


def verdict(question_id: str, *, right: bool) -> Verdict:
    text = "5个工作日" if right else "不清楚"
    return judge(make_question(id=question_id), make_said(make_turn(text), id=question_id))


def test_changes_are_named() -> None:
    before = [verdict("a", right=True), verdict("b", right=False), verdict("c", right=True)]
    after = [verdict("a", right=False), verdict("b", right=True), verdict("c", right=True)]
    comparison = compare(before, after)
    assert (comparison.newly_right, comparison.newly_wrong) == (["b"], ["a"])
    assert not comparison.partial
    [row] = comparison.rows
    assert (row.category, row.count, row.before, row.after) == ("deadline", 3, 2 / 3, 2 / 3)


def test_only_what_both_asked_is_compared() -> None:
    comparison = compare([verdict("a", right=True)], [verdict("a", right=True), verdict("b", right=True)])
    assert comparison.common == 1
    assert comparison.partial
