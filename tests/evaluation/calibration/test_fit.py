"""The fit, and that what it writes adds up to what scikit-learn says."""

from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from evaluation.calibration import fit as fitting
from evaluation.calibration.fit import fit, held_out, write
from evaluation.calibration.measure import auc
from evaluation.calibration.observe import Observed
from knowledge_base.answer.estimate import NAMES, RISING, Judgement, Seen, read_judgement
from tests.evaluation.calibration.made import make_many, make_observed


@pytest.fixture(scope="module")
def observed() -> list[Observed]:
    return make_many()


@pytest.fixture(scope="module")
def fitted(observed: list[Observed], tmp_path_factory: pytest.TempPathFactory) -> tuple[Judgement, list[Any]]:
    """The estimates as the service reads them, and the models of scikit-learn that they were made of."""
    models: list[HistGradientBoostingClassifier] = []
    made = fitting._model

    def keeping() -> HistGradientBoostingClassifier:
        models.append(made())
        return models[-1]

    path = tmp_path_factory.mktemp("fit") / "judge.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "_model", keeping)
        write(fit(observed), path)
    return read_judgement(path), models


def _random(count: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.random.default_rng(11).normal(0, 2, size=(count, len(NAMES)))


def test_what_is_written_adds_up_to_what_scikit_learn_says(
    fitted: tuple[Judgement, list[Any]], observed: list[Observed]
) -> None:
    judgement, (answers, subject) = fitted
    values = np.vstack([_random(500), np.array([one.seen for one in observed])])
    for estimate, model in ((judgement.answers, answers), (judgement.subject, subject)):
        ours = [estimate.of(Seen(*map(float, row))) for row in values]
        assert np.allclose(ours, model.predict_proba(values)[:, 1], rtol=0, atol=1e-6)
        assert max(ours) - min(ours) > 0.5


def test_a_value_that_lies_on_a_threshold_goes_the_same_way(fitted: tuple[Judgement, list[Any]]) -> None:
    judgement, (answers, _) = fitted
    forks = [node for tree in judgement.answers.trees for node in tree if node.feature >= 0]
    rows = np.zeros((len(forks), len(NAMES)))
    for row, fork in zip(rows, forks, strict=True):
        row[fork.feature] = fork.threshold
    ours = [judgement.answers.of(Seen(*map(float, row))) for row in rows]
    assert np.allclose(ours, answers.predict_proba(rows)[:, 1], rtol=0, atol=1e-6)


def test_the_two_estimates_are_of_an_answer_and_of_our_subject(fitted: tuple[Judgement, list[Any]]) -> None:
    judgement, _ = fitted
    answerable, near, off_topic = (
        [Seen(*one.seen) for one in make_many(300) if one.kind == kind]
        for kind in ("answerable", "near", "off_topic")
    )

    def mean(estimate: Any, seen: list[Seen]) -> float:
        return float(np.mean([estimate.of(one) for one in seen]))

    assert mean(judgement.answers, answerable) > 0.7
    assert mean(judgement.answers, near) < 0.3
    assert mean(judgement.subject, near) > 0.7
    assert mean(judgement.subject, off_topic) < 0.3


def test_what_speaks_for_an_answer_never_speaks_against_it_whatever_the_data_say() -> None:
    """Here the nearer a passage lies the less it answers."""
    turned = [
        make_observed(one.id, kind=kind, seen=one.seen)
        for one in make_many(150, modes=("points",))
        if (kind := {"answerable": "near", "near": "answerable"}.get(one.kind, one.kind))
    ]
    model = fitting._model().fit(
        np.array([one.seen for one in turned]), [one.kind == "answerable" for one in turned]
    )
    at = NAMES.index("dense")
    for row in _random(20):
        rows = np.tile(row, (30, 1))
        rows[:, at] = np.linspace(-4, 5, 30)
        assert (np.diff(model.predict_proba(rows)[:, 1]) >= 0).all()
    assert RISING["dense"] == 1


def test_a_question_is_never_judged_by_a_fit_that_saw_it_in_another_mode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both modes of a question lie in one fold: else the same words would be learned by heart."""
    seen_in_fits: list[tuple[set[tuple[float, ...]], set[tuple[float, ...]]]] = []

    class Remembering(HistGradientBoostingClassifier):  # type: ignore[misc]
        def fit(self, values: Any, kinds: Any) -> Any:
            self.remembered = {tuple(row) for row in values}
            return super().fit(values, kinds)

        def predict_proba(self, values: Any) -> Any:
            seen_in_fits.append((self.remembered, {tuple(row) for row in values}))
            return super().predict_proba(values)

    monkeypatch.setattr(fitting, "_model", lambda: Remembering(max_iter=5))
    observed = make_many(60)
    names = {one.seen: one.id for one in observed}
    probabilities = held_out(observed)
    assert len(probabilities) == len(observed) == sum(len(asked) for _, asked in seen_in_fits)
    for learned, asked in seen_in_fits:
        assert {names[seen] for seen in learned}.isdisjoint(names[seen] for seen in asked)


def test_what_is_held_out_is_told_apart(observed: list[Observed]) -> None:
    pairs = list(zip(observed, held_out(observed).tolist(), strict=True))
    answerable = [p for one, p in pairs if one.kind == "answerable"]
    assert auc(answerable, [p for one, p in pairs if one.kind == "near"]) > 0.8
    assert auc(answerable, [p for one, p in pairs if one.kind == "off_topic"]) > 0.95


def test_the_same_questions_give_the_same_file_with_one_tree_a_line(
    observed: list[Observed], tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("one.json", "other.json")]
    for path in paths:
        write(fit(observed), path)
    text = paths[0].read_text(encoding="utf-8")
    assert text == paths[1].read_text(encoding="utf-8")
    judgement = read_judgement(paths[0])
    trees = len(judgement.answers.trees) + len(judgement.subject.trees)
    assert trees - 1 <= len(text.splitlines()) <= trees + 1


def test_features_are_in_the_order_of_what_is_seen() -> None:
    assert astuple(Seen(**{name: float(at) for at, name in enumerate(NAMES)})) == tuple(range(len(NAMES)))
