"""How well the judge tells questions apart, on a few that can be counted by hand."""

import pytest

from evaluation.calibration.measure import BARS, CalibrationScore, Curve, auc, measure
from tests.evaluation.calibration.made import make_observed

KINDS = ["answerable"] * 4 + ["near"] * 2 + ["off_topic"] * 2
PROBABILITIES = [0.95, 0.75, 0.55, 0.15, 0.45, 0.05, 0.25, 0.05]


def _measured(*, bar: float = 0.5) -> CalibrationScore:
    observed = [make_observed(f"q-{number}", kind=kind) for number, kind in enumerate(KINDS)]
    return measure(observed, PROBABILITIES, part="tuning", bar=bar)


def _curve() -> Curve:
    [curve] = _measured().curves
    return curve


@pytest.mark.parametrize(
    ("higher", "lower", "share"),
    [
        ([0.9, 0.8], [0.1, 0.2], 1.0),
        ([0.1], [0.9], 0.0),
        ([0.5, 0.5], [0.5], 0.5),
        ([0.9, 0.3], [0.5, 0.1], 0.75),
        ([], [0.5], 0.0),
        ([0.5], [], 0.0),
    ],
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(
    higher: list[float], lower: list[float], share: float
) -> None:
    assert auc(higher, lower) == share


def test_the_area_of_each_kind_of_question_without_an_answer() -> None:
    curve = _curve()
    assert curve.auc_near == pytest.approx(7 / 8)
    assert curve.auc_off_topic == pytest.approx(7 / 8)
    assert curve.counts == {"answerable": 4, "near": 2, "off_topic": 2}


def test_the_curve_has_what_is_answered_at_each_bar() -> None:
    curve = _curve()
    assert [point.bar for point in curve.points] == list(BARS)
    at = {point.bar: (point.answerable, point.near, point.off_topic) for point in curve.points}
    assert at[0.02] == (1.0, 1.0, 1.0)
    assert at[0.2] == (0.75, 0.5, 0.5)
    assert at[0.5] == (0.75, 0.0, 0.0)
    assert at[0.98] == (0.0, 0.0, 0.0)


def test_no_curve_rises_with_the_bar() -> None:
    for kind in ("answerable", "near", "off_topic"):
        shares = [getattr(point, kind) for point in _curve().points]
        assert shares == sorted(shares, reverse=True)


def test_a_bin_has_what_was_said_and_what_was_true() -> None:
    bins = {round(one.probability, 2): (one.answerable, one.count) for one in _curve().bins}
    assert bins == {
        0.05: (0.0, 2),
        0.15: (1.0, 1),
        0.25: (0.0, 1),
        0.45: (0.0, 1),
        0.55: (1.0, 1),
        0.75: (1.0, 1),
        0.95: (1.0, 1),
    }


def test_certainty_falls_into_the_last_bin() -> None:
    scored = measure([make_observed()], [1.0], part="tuning", bar=0.5)
    assert [(one.probability, one.count) for one in scored.curves[0].bins] == [(1.0, 1)]


def test_the_figures_are_those_at_the_bar_in_use() -> None:
    figures = {figure.name: (figure.value, figure.count) for figure in _measured(bar=0.2).figures}
    assert figures == {
        "points_tuning_kept": (0.75, 4),
        "points_tuning_near_refused": (0.5, 2),
        "points_tuning_off_topic_refused": (0.5, 2),
        "points_tuning_auc_near": (pytest.approx(7 / 8), 2),
        "points_tuning_auc_off_topic": (pytest.approx(7 / 8), 2),
    }
    assert _measured(bar=0.2).figure("points_tuning_kept").value == 0.75


def test_where_nothing_holds_what_is_asked_for_nothing_is_answered_however_likely() -> None:
    observed = [make_observed("q-1"), make_observed("q-2", kind="near", holds=False)]
    [curve] = measure(observed, [0.6, 0.9], part="tuning", bar=0.5).curves
    assert curve.auc_near == 1.0
    assert all(point.near == 0.0 for point in curve.points)


def test_modes_are_measured_apart_and_other_parts_left_out() -> None:
    observed = [
        make_observed("q-1", mode="texts"),
        make_observed("q-1", mode="points"),
        make_observed("q-2", part="frozen"),
    ]
    scored = measure(observed, [0.9, 0.1, 0.9], part="tuning", bar=0.5)
    kept = {figure.name: figure.value for figure in scored.figures if figure.name.endswith("_kept")}
    assert kept == {"texts_tuning_kept": 1.0, "points_tuning_kept": 0.0}
    assert [(curve.mode, curve.part) for curve in scored.curves] == [
        ("texts", "tuning"),
        ("points", "tuning"),
    ]


def test_a_probability_for_each_question() -> None:
    with pytest.raises(ValueError, match="zip"):
        measure([make_observed()], [], part="tuning", bar=0.5)
