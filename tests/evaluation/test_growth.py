"""Made-up documents are the same every time, and a measurement of times says whether its bounds were kept."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from evaluation.load.drawn import DrawnVectors, knowledge_of
from evaluation.load.growth import answering
from evaluation.load.latency import paired
from evaluation.load.plots import growth_plot
from evaluation.load.report import Bound, TimesReport
from evaluation.load.samples import summarise
from evaluation.load.synthetic import texts
from evaluation.questions import Question
from knowledge_base.service import Knowledge
from tests.evaluation.conftest import make_question


def test_made_up_texts_are_the_same_for_the_same_seed_and_nearly_all_different() -> None:
    once, again, other = (list(texts(500, seed=seed)) for seed in (1, 1, 2))
    assert once == again != other
    assert len(set(once)) == 500
    assert 60 < np.mean([len(text) for text in once]) < 160


def test_a_made_up_text_is_one_sentence_without_a_gap_left() -> None:
    for text in texts(200, seed=3):
        assert text.endswith("。")
        assert text.count("。") == 1
        assert "{" not in text


@pytest.fixture(scope="module")
def vectors() -> DrawnVectors:
    return DrawnVectors(["失业登记几天办好", "社保卡怎么办"])


def test_drawn_vectors_are_unit_vectors_and_belong_to_their_text(vectors: DrawnVectors) -> None:
    one, other, again = vectors.embed_passages(["甲", "乙", "甲"])
    assert np.linalg.norm(one) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.fixture(scope="module")
def knowledge(vectors: DrawnVectors, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Knowledge]:
    with knowledge_of(
        60,
        folder=tmp_path_factory.mktemp("growth"),
        embedder=vectors,
        chunks_per_document=10,
        regions=2,
        seed=1,
        progress=lambda *_: None,
    ) as made:
        yield made


def test_a_knowledge_base_has_the_size_asked_for_dealt_out_among_the_regions(knowledge: Knowledge) -> None:
    assert knowledge.indexing.count() == 60
    regions = [document.region for document in knowledge.store.documents()]
    assert sorted(regions.count(region) for region in set(regions)) == [3, 3]


def test_a_question_goes_the_whole_way(knowledge: Knowledge) -> None:
    measure, statuses = answering(knowledge)
    assert measure(make_question(), "就业困难人员怎么申请失业登记补贴") > 0
    assert statuses.total() == 1


def test_both_measures_are_given_the_same_texts_and_take_turns_to_go_first() -> None:
    order: list[str] = []

    def measure(name: str) -> object:
        def note(_: Question, text: str) -> float:
            order.append(name + text)
            return 1.0

        return note

    wordings = ((make_question(), str(number)) for number in range(3))
    times = paired({"a": measure("a"), "b": measure("b")}, wordings, count=3)  # type: ignore[dict-item]
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert times == {"a": [1.0] * 3, "b": [1.0] * 3}


@pytest.mark.parametrize(("value", "code"), [(1.5, 0), (2.0, 0), (2.1, 1)])
def test_a_bound_that_is_not_kept_fails_the_run(tmp_path: Path, value: float, code: int) -> None:
    summaries = [summarise("1000", [10.0, 20.0, 30.0]), summarise("10000", [20.0, 30.0, 40.0])]
    report = TimesReport(
        kind="growth",
        names={"1000": "1,000 段", "10000": "10,000 段"},
        summaries=summaries,
        bounds=[Bound("growth", value, 2.0)],
        plot=growth_plot(summaries),
        stored={"seed": 1},
    )
    assert report.finish(Console(quiet=True), tmp_path) == code
    [page] = tmp_path.rglob("report.html")
    assert "1,000 段" in page.read_text(encoding="utf-8")
    assert "<svg" in page.read_text(encoding="utf-8")
    [stored] = tmp_path.rglob("growth.json")
    assert '"seed": 1' in stored.read_text(encoding="utf-8")
