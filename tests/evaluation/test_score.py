"""A stored run gives the same figures whenever it is scored, and floors are kept or broken."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation.answers.runs import RunFolder
from evaluation.answers.score import percentile, read_floors, score, shortfalls
from evaluation.errors import RunUnreadable
from tests.evaluation.conftest import make_question, make_said, make_turn

Store = Callable[..., RunFolder]


@pytest.fixture
def run(store_run: Store) -> RunFolder:
    questions = [
        make_question(id="right"),
        make_question(id="wrong", part="frozen", facts=[["9个工作日"]]),
        make_question(id="refusal", category="not_in_documents", behaviour="refuse", facts=[], document=None),
        make_question(id="never-asked", category="table"),
    ]
    said = [
        make_said(id="right", latency_ms=10),
        make_said(id="wrong", latency_ms=30),
        make_said(make_turn(answer={"status": "not_in_documents"}), id="refusal", latency_ms=20),
    ]
    return store_run(questions, said)


def test_figures_of_a_run(run: RunFolder) -> None:
    scored = score(run)
    value = {figure.name: figure.value for figure in scored.figures}
    assert value["right"] == 0.5
    assert value["failed"] == 0.25
    assert value["wrong_fact"] == 0
    assert value["cited"] == 1
    assert value["refusal_precision"] == value["refusal_recall"] == 1
    assert value["latency_median"] == 20
    assert value["latency_p95"] == 30


def test_groups_are_per_category_and_per_part(run: RunFolder) -> None:
    scored = score(run)
    assert {group.name: (group.count, group.right) for group in scored.categories} == {
        "deadline": (2, 0.5),
        "not_in_documents": (1, 1.0),
        "table": (1, 0.0),
    }
    assert {group.name: group.count for group in scored.parts} == {"tuning": 3, "frozen": 1}


def test_a_question_that_was_never_asked_counts_as_failed(run: RunFolder) -> None:
    [verdict] = [verdict for verdict in score(run).verdicts if verdict.id == "never-asked"]
    assert verdict.failed


def test_scoring_again_gives_the_same(run: RunFolder) -> None:
    assert score(run) == score(RunFolder(run.path))


def test_floors_that_are_kept(run: RunFolder) -> None:
    assert shortfalls(score(run), {"right": 0.5, "wrong_fact": 0.0, "failed": 0.25}) == []


def test_floors_that_are_broken(run: RunFolder) -> None:
    broken = shortfalls(score(run), {"right": 0.51, "failed": 0.2, "latency_p95": 29})
    assert [(one.figure, one.bound) for one in broken] == [
        ("right", "at_least"),
        ("failed", "at_most"),
        ("latency_p95", "at_most"),
    ]


def test_what_could_not_be_measured_breaks_its_floor(store_run: Store) -> None:
    nothing_cited = store_run([make_question(id="never-asked")], [make_said(id="another")])
    assert [one.figure for one in shortfalls(score(nothing_cited), {"cited": 1.0})] == ["cited"]


def test_every_floor_names_a_figure(run: RunFolder) -> None:
    names = {figure.name for figure in score(run).figures}
    for question_set in ("own", "outside"):
        assert set(read_floors(question_set)) <= names
        assert read_floors(question_set)


def test_a_run_without_answers_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(RunUnreadable, match="找不到"):
        RunFolder(tmp_path).said()


def test_a_run_cut_short_is_a_clear_error(run: RunFolder) -> None:
    with (run.path / "answers.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "ha')
    with pytest.raises(RunUnreadable, match="不完整"):
        score(run)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.95, 10), (0.01, 1), (1.0, 10)])
def test_percentile_is_a_measured_value(share: float, expected: float) -> None:
    assert percentile([float(i) for i in range(1, 11)], share) == expected
