"""What is seen of the passages found, and the sums of trees that say how likely they answer."""

import json
from dataclasses import replace
from math import exp, log
from pathlib import Path

import numpy as np
import pytest

from knowledge_base.answer.context import Candidate
from knowledge_base.answer.estimate import (
    MODEL,
    NAMES,
    RISING,
    Estimate,
    Node,
    Seen,
    judgement,
    look,
    read_judgement,
)
from knowledge_base.answer.steps.understand import want_of
from tests.knowledge_base.answer.town import CARD_ONLY, FUND, LIMIT, RIVER, Entry, official_row, town

QUESTION = "灯笼登记要多久"
NOTHING = Seen(**dict.fromkeys(NAMES, 0.0))
LOWEST, HIGHEST = -4.0, 5.0
"""Between these lie nearly all values that were ever seen."""


def _candidate(entry: Entry, *, dense: float = 0.92, lexical: float = 0.0, fused: float = 0.0) -> Candidate:
    return Candidate(chunk=town(entry).chunks[entry.quote], dense=dense, lexical=lexical, fused=fused)


def _seen(*candidates: Candidate, question: str = QUESTION) -> Seen:
    return look(question, want_of(question), candidates)


def test_scores_are_scaled() -> None:
    seen = _seen(_candidate(LIMIT, dense=0.94, lexical=exp(2) - 1, fused=1.5))
    assert (seen.dense, seen.words, seen.fused) == pytest.approx((2.0, 2.0, 1.5))


def test_what_the_best_passage_says_of_the_question() -> None:
    seen = _seen(_candidate(LIMIT))
    assert (seen.said, seen.missed, seen.subject) == (1.0, 0.0, 1.0)
    other = _seen(_candidate(FUND))
    assert other.said < 0.5
    assert other.missed > 0.5
    assert other.subject == 0.0


def test_whether_it_holds_the_kind_of_thing_that_is_asked_for() -> None:
    assert _seen(_candidate(LIMIT)).wanted == 1.0
    assert _seen(_candidate(CARD_ONLY)).wanted == -1.0
    assert _seen(_candidate(CARD_ONLY), question="渡船卡").wanted == 0.0


def test_of_several_passages_the_best_value_counts_and_what_they_say_together() -> None:
    first, second = _candidate(FUND, dense=0.90, lexical=1.0), _candidate(LIMIT, dense=0.94, lexical=9.0)
    seen = _seen(first, second, question="灯笼登记和纸鸢基金")
    assert (seen.dense, seen.dense_top) == pytest.approx((0.0, 2.0))
    assert (seen.words, seen.words_top) == pytest.approx((log(2), log(10)))
    assert seen.said < seen.said_together == 1.0
    assert seen.said_top == max(seen.said, _seen(second, question="灯笼登记和纸鸢基金").said)


def test_the_fourth_passage_is_only_seen_by_how_far_it_is_behind() -> None:
    near = [_candidate(CARD_ONLY, fused=2.0 - step) for step in range(3)]
    far = _candidate(LIMIT, dense=0.99, lexical=90.0, fused=-1.5)
    three, four = _seen(*near), _seen(*near, far)
    assert (four.gap_second, four.gap_fourth) == (1.0, 3.5)
    assert replace(four, gap_fourth=0.0) == three


def test_a_passage_alone_has_none_behind_it() -> None:
    seen = _seen(_candidate(LIMIT, fused=2.0))
    assert (seen.gap_second, seen.gap_fourth) == (0.0, 0.0)


def test_points_sentences_and_rows_are_told_apart() -> None:
    row = official_row(RIVER, header=("事项", "时限"), cells=("灯笼登记", "3个工作日"))
    point, of_table = _seen(_candidate(LIMIT)), _seen(_candidate(row))
    assert (point.official, point.table_row) == (0.0, 0.0)
    assert (of_table.official, of_table.table_row) == (1.0, 1.0)


def test_a_tree_is_taken_to_the_left_up_to_its_threshold() -> None:
    tree = (Node(NAMES.index("said"), 0.5, 1, 2, 0.0), Node(-1, 0.0, 0, 0, -2.0), Node(-1, 0.0, 0, 0, 3.0))
    estimate = Estimate(baseline=0.5, trees=(tree, tree))
    for said, total in ((0.4, -3.5), (0.5, -3.5), (0.51, 6.5)):
        assert estimate.of(replace(NOTHING, said=said)) == pytest.approx(1 / (1 + exp(-total)))


def test_a_sum_beyond_all_bounds_is_still_a_probability() -> None:
    assert 0.0 <= Estimate(-1e9, ()).of(NOTHING) < 1e-9
    assert 1 - 1e-9 < Estimate(1e9, ()).of(NOTHING) <= 1.0


def _written(tmp_path: Path, **changes: object) -> Path:
    path = tmp_path / "judge.json"
    path.write_text(json.dumps(json.loads(MODEL.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    return path


def test_estimates_fitted_on_other_features_are_refused(tmp_path: Path) -> None:
    for names in (NAMES[:-1], (*NAMES, "more"), NAMES[::-1]):
        with pytest.raises(ValueError, match="was fitted on"):
            read_judgement(_written(tmp_path, features=list(names)))


def test_estimates_without_trees_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no trees"):
        read_judgement(_written(tmp_path, subject={"baseline": 0.1, "trees": None}))


def test_what_ships_has_both_estimates_and_every_tree_ends_in_leaves() -> None:
    for estimate in (judgement().answers, judgement().subject):
        assert len(estimate.trees) >= 20
        for tree in estimate.trees:
            forks = [node for node in tree if node.feature >= 0]
            # Every node but the root is the child of one fork, and stands after it: there is no way round.
            children = [child for fork in forks for child in (fork.left, fork.right)]
            assert sorted(children) == list(range(1, len(tree)))
            assert all(at < tree[at].left for at in range(len(tree)) if tree[at].feature >= 0)
            assert all(fork.feature < len(NAMES) for fork in forks)


def _random(count: int) -> list[Seen]:
    values = np.random.default_rng(7).uniform(LOWEST, HIGHEST, size=(count, len(NAMES)))
    return [Seen(*map(float, row)) for row in values]


@pytest.mark.parametrize("name", list(RISING))
def test_more_of_what_speaks_for_an_answer_never_makes_it_less_likely(name: str) -> None:
    for seen in _random(60):
        steps = [replace(seen, **{name: float(value)}) for value in np.linspace(LOWEST, HIGHEST, 40)]
        likelihoods = [judgement().answers.of(step) for step in steps][:: RISING[name]]
        assert likelihoods == sorted(likelihoods)


def test_the_features_that_only_rise_are_features() -> None:
    assert set(RISING) < set(NAMES)
    assert set(RISING.values()) == {1, -1}


def test_all_that_speaks_for_an_answer_makes_it_likely_and_nothing_unlikely() -> None:
    ends = [
        replace(NOTHING, **{name: end * way for name, way in RISING.items()}) for end in (LOWEST, HIGHEST)
    ]
    least, most = (judgement().answers.of(end) for end in ends)
    assert least < 0.1
    assert most > 0.9
