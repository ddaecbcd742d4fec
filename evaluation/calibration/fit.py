"""Fits the judge's two estimates by gradient boosting, and writes them as additions that need no library."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.calibration.observe import Observed
from knowledge_base.answer.estimate import NAMES, RISING

_SEED = 20261121
_FOLDS = 8
_DIGITS = 9
_SETTINGS: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.06,
    "max_depth": 3,
    "min_samples_leaf": 15,
    "l2_regularization": 1.0,
    "random_state": _SEED,
}

Values = NDArray[np.float64]


def fit(observed: Sequence[Observed]) -> dict[str, Any]:
    """Both estimates, as `judge.json` has them."""
    seen = _seen(observed)
    return {
        "features": list(NAMES),
        "answers": _exported(_model().fit(seen, _answerable(observed))),
        "subject": _exported(_model().fit(seen, _ours(observed))),
    }


def held_out(observed: Sequence[Observed]) -> Values:
    """The probability of an answer for each question, by a fit that did not see the question in any mode."""
    from sklearn.model_selection import GroupKFold, cross_val_predict  # noqa: PLC0415

    return np.asarray(
        cross_val_predict(
            _model(),
            _seen(observed),
            _answerable(observed),
            groups=[one.id for one in observed],
            cv=GroupKFold(_FOLDS),
            method="predict_proba",
        )[:, 1]
    )


def write(fitted: dict[str, Any], path: Path) -> None:
    """One tree a line, so that a change can be read."""
    lines = json.dumps(fitted, separators=(",", ":")).replace("]],[[", "]],\n[[")
    path.write_text(lines + "\n", encoding="utf-8")


def _model() -> Any:
    # scikit-learn takes a second to import, and scoring alone does not need it.
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    return HistGradientBoostingClassifier(monotonic_cst=[RISING.get(name, 0) for name in NAMES], **_SETTINGS)


def _seen(observed: Sequence[Observed]) -> Values:
    return np.array([one.seen for one in observed], dtype=np.float64)


def _answerable(observed: Sequence[Observed]) -> NDArray[np.bool_]:
    return np.array([one.kind == "answerable" for one in observed])


def _ours(observed: Sequence[Observed]) -> NDArray[np.bool_]:
    return np.array([one.kind != "off_topic" for one in observed])


def _exported(model: Any) -> dict[str, Any]:
    """scikit-learn keeps the trees in attributes that are not promised; a test compares both on data."""
    return {
        "baseline": round(float(model._baseline_prediction.ravel()[0]), _DIGITS),
        "trees": [[_node(node) for node in trees[0].nodes] for trees in model._predictors],
    }


def _node(node: Any) -> list[float | int]:
    """Feature (-1: a leaf), threshold, left, right, value."""
    if node["is_leaf"]:
        return [-1, 0.0, 0, 0, round(float(node["value"]), _DIGITS)]
    return [
        int(node["feature_idx"]),
        # In full: a threshold can be a value that was seen, which must not fall on its other side.
        float(node["num_threshold"]),
        int(node["left"]),
        int(node["right"]),
        0.0,
    ]
