"""The report is one file that stands by itself and lists every failure."""

import re
from collections.abc import Callable

from evaluation.answers.report import failures, write_report
from evaluation.answers.runs import RunFolder
from evaluation.answers.score import score
from tests.evaluation.conftest import make_question, make_said, make_turn


def test_report_lists_what_was_expected_and_what_was_said(store_run: Callable[..., RunFolder]) -> None:
    questions = [
        make_question(id="right-1", question="这题答对了"),
        make_question(id="wrong-1", question="这题<b>答错了", turns=["先问的一句"], must_not=["15个工作日"]),
    ]
    said = [make_said(id="right-1"), make_said(make_turn("要15个工作日。"), id="wrong-1")]
    run = store_run(questions, said)
    write_report(run, score(run))
    page = run.report_path.read_text(encoding="utf-8")
    assert "这题&lt;b&gt;答错了" in page
    assert "先问的一句" in page
    assert "要15个工作日。" in page
    assert "出现了错误的说法" in page
    assert "这题答对了" not in page
    assert page.count("<svg") == 2
    assert "时限" in page


def test_report_fetches_nothing(store_run: Callable[..., RunFolder]) -> None:
    run = store_run([make_question()], [make_said()])
    write_report(run, score(run))
    page = run.report_path.read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["']https?:""", page)
    assert "<script" not in page


def test_report_of_a_run_in_which_everything_failed(store_run: Callable[..., RunFolder]) -> None:
    run = store_run([make_question()], [make_said(ok=False, body={"error": {}})])
    write_report(run, score(run))
    assert "系统出错" in run.report_path.read_text(encoding="utf-8")


def test_wrong_facts_come_first_even_where_the_answer_counts_as_right(
    store_run: Callable[..., RunFolder],
) -> None:
    questions = [make_question(id="a", facts=[["无"]]), make_question(id="b")]
    other_district = make_turn(answer={"citations": [{"n": 1, "region": "440309"}]})
    run = store_run(questions, [make_said(id="a"), make_said(other_district, id="b")])
    assert [failure.question.id for failure in failures(questions, run.said(), score(run))] == ["b", "a"]
