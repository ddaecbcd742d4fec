"""Two ranked lists made one by z-scores."""

import pytest

from knowledge_base.answer.fuse import fuse


def _order(dense: list[tuple[str, float]], lexical: list[tuple[str, float]]) -> list[str]:
    return [hit.chunk_id for hit in fuse(dense, lexical)]


def test_what_both_lists_put_first_comes_first() -> None:
    assert _order([("a", 0.95), ("b", 0.9), ("c", 0.8)], [("a", 30.0), ("c", 10.0), ("b", 5.0)])[0] == "a"


def test_meaning_weighs_more_than_words() -> None:
    assert _order([("a", 0.9), ("b", 0.8)], [("b", 20.0), ("a", 10.0)]) == ["a", "b"]


def test_only_distances_count_not_the_scale_of_a_list() -> None:
    small = _order([("a", 0.9), ("b", 0.8), ("c", 0.85)], [("c", 3.0), ("a", 1.0), ("b", 2.0)])
    large = _order([("a", 0.9), ("b", 0.8), ("c", 0.85)], [("c", 300.0), ("a", 100.0), ("b", 200.0)])
    assert small == large


def test_a_missing_score_counts_as_the_lowest_of_its_list() -> None:
    missing = fuse([("a", 0.9), ("b", 0.8)], [("a", 20.0), ("c", 10.0)])
    filled = fuse([("a", 0.9), ("b", 0.8), ("c", 0.8)], [("a", 20.0), ("c", 10.0), ("b", 10.0)])
    assert {hit.chunk_id: hit.fused for hit in missing} == pytest.approx(
        {hit.chunk_id: hit.fused for hit in filled}
    )


def test_a_missing_score_is_reported_as_missing() -> None:
    hits = {hit.chunk_id: hit for hit in fuse([("a", 0.9)], [("b", 7.0)])}
    assert (hits["a"].dense, hits["a"].lexical) == (0.9, None)
    assert (hits["b"].dense, hits["b"].lexical) == (None, 7.0)


def test_a_list_of_equal_scores_decides_nothing() -> None:
    assert _order([("a", 0.9), ("b", 0.9)], [("b", 20.0), ("a", 10.0)]) == ["b", "a"]


def test_one_empty_list_leaves_the_order_of_the_other() -> None:
    assert _order([("a", 0.9), ("b", 0.8)], []) == ["a", "b"]
    assert _order([], [("b", 9.0), ("a", 8.0)]) == ["b", "a"]


def test_two_empty_lists_give_nothing() -> None:
    assert fuse([], []) == []


def test_a_single_hit_is_kept() -> None:
    assert [hit.fused for hit in fuse([("a", 0.9)], [("a", 5.0)])] == [0.0]
