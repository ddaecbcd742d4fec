"""Recall and reciprocal rank count the best place of a right passage, down to the tenth."""

import pytest

from evaluation.retrieval.found import Found
from evaluation.retrieval.measures import measure, rank
from evaluation.retrieval.score import score


def make_found(**changes: object) -> Found:
    values: dict[str, object] = {
        "corpus": "yardstick",
        "id": "1",
        "part": "outside",
        "question": "甲是什么",
        "chunks": ["a"],
        "pieces": ["p"],
        "lists": {"fused": [["a"]], "dense": [["b", "a"]], "lexical": [["b"]], "naive": [["p"]]},
    }
    return Found.model_validate(values | changes)


def test_the_first_right_passage_counts() -> None:
    assert rank(["x", "a", "b"], {"a", "b"}) == 2


def test_what_stands_below_the_tenth_place_was_not_found() -> None:
    assert rank([*"abcdefghij", "right"], {"right"}) is None
    assert rank([*"abcdefghi", "right"], {"right"}) == 10


def test_recall_grows_with_depth_and_reciprocal_ranks_are_averaged() -> None:
    measured = measure("fused", [1, 2, 4, None])
    assert measured.recall == {1: 0.25, 3: 0.5, 5: 0.75, 10: 0.75}
    assert measured.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert measured.figure("recall_at_5") == 0.75
    assert measured.figure("mrr_at_10") == measured.mrr


def test_of_several_lists_the_best_place_counts() -> None:
    found = make_found(lists={"fused": [["x", "y", "a"], ["x", "a"], ["y"]]})
    assert found.rank("fused") == 2


def test_the_naive_system_is_measured_by_its_own_pieces() -> None:
    found = make_found(lists={"naive": [["a", "p"]]})
    assert found.rank("naive") == 2


def test_every_corpus_has_its_figures_and_each_system_its_row() -> None:
    scored = score([make_found(), make_found(id="2", chunks=["z"], corpus="texts")])
    assert [corpus.name for corpus in scored.corpora] == ["yardstick", "texts"]
    assert [system.system for system in scored.corpora[0].systems] == ["fused", "dense", "lexical", "naive"]
    assert scored.figure("yardstick_recall_at_1").value == 1.0
    assert scored.figure("texts_recall_at_10").value == 0.0


def test_a_question_without_a_right_passage_is_left_out_and_counted() -> None:
    [corpus] = score([make_found(), make_found(id="2", chunks=[])]).corpora
    assert corpus.left_out == 1
    assert corpus.systems[0].count == 1


def test_a_system_is_not_measured_where_its_passages_hold_nothing() -> None:
    [corpus] = score([make_found(pieces=[])]).corpora
    assert [system.system for system in corpus.systems] == ["fused", "dense", "lexical"]


def test_parts_are_measured_apart() -> None:
    missed = {"fused": [["b"]], "dense": [[]], "lexical": [[]], "naive": [[]]}
    [corpus] = score([make_found(part="tuning"), make_found(id="2", part="frozen", lists=missed)]).corpora
    assert {part: systems[0].recall[1] for part, systems in corpus.parts.items()} == {
        "tuning": 1.0,
        "frozen": 0.0,
    }
