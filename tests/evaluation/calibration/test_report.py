"""The page with the curves, and that every figure on it has a name."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from chassis.clock import FixedClock
from evaluation.answers.score import read_floors
from evaluation.calibration.asked import CALIBRATION
from evaluation.calibration.measure import CalibrationScore, Curve, measure
from evaluation.calibration.plots import bar_plot, reliability_plot
from evaluation.calibration.report import write_report
from evaluation.folders import StoredRun
from evaluation.settings import HERE
from evaluation.texts import label, say
from tests.evaluation.calibration.made import make_many

TEXTS = yaml.safe_load((HERE / "texts.yml").read_text(encoding="utf-8"))
CODE = "".join(path.read_text(encoding="utf-8") for path in sorted((HERE / "calibration").glob("*.*")))


def _score(part: str) -> CalibrationScore:
    observed = [one for one in make_many(90) if one.part == part]
    return measure(observed, [number / len(observed) for number in range(len(observed))], part=part, bar=0.35)


@pytest.fixture(scope="module")
def scored() -> CalibrationScore:
    parts = [_score("tuning"), _score("frozen")]
    return CalibrationScore(
        figures=[figure for part in parts for figure in part.figures],
        curves=[curve for part in parts for curve in part.curves],
    )


def _texts_of(svg: str) -> set[str]:
    return set(re.findall(r">([^<>]*[\u4e00-\u9fff][^<>]*)<", svg))


def test_the_plot_of_the_bars_names_its_lines_and_axes(scored: CalibrationScore) -> None:
    curve: Curve = scored.curves[0]
    texts = _texts_of(bar_plot(curve, bar=0.35))
    names = {label("kinds", kind) for kind in ("answerable", "near", "off_topic")}
    axes = {label("calibration", name) for name in ("bar_in_use", "axis_bar", "axis_answered")}
    assert names | axes <= texts


def test_the_bar_in_use_is_where_it_is(scored: CalibrationScore) -> None:
    plots = [bar_plot(scored.curves[0], bar=bar) for bar in (0.2, 0.2, 0.8)]
    assert plots[0] == plots[1] != plots[2]


def test_the_plot_of_the_probabilities_has_a_point_for_each_bin(scored: CalibrationScore) -> None:
    curve = scored.curves[0]
    svg = reliability_plot(curve)
    assert {label("calibration", "axis_probability"), label("calibration", "axis_answerable")} <= _texts_of(
        svg
    )
    points = re.search(r'id="PathCollection_1"(.*?)</g>\s*</g>\s*<g id="matplotlib', svg, re.DOTALL)
    assert points
    assert points[1].count("<path") + points[1].count("<use") >= len(curve.bins)


def test_the_page_has_both_plots_of_every_mode_and_part(scored: CalibrationScore, tmp_path: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 4, tzinfo=UTC))
    run = StoredRun.begin("calibration", inputs=CALIBRATION, results=tmp_path, asked="judge", clock=clock)
    write_report(run, scored, bar=0.35)
    page = run.report_path.read_text(encoding="utf-8")
    assert page.count("<svg") == 8
    for curve in scored.curves:
        assert f"{label('modes', curve.mode)} · {label('parts', curve.part)}" in page
    assert [figure.name for figure in scored.figures if label("figures", figure.name) not in page] == []
    assert run.path.name in page
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []


def test_every_figure_has_a_name_that_says_mode_part_and_measure(scored: CalibrationScore) -> None:
    names = [figure.name for figure in scored.figures]
    shown = [label("figures", name) for name in names]
    assert len(names) == len(set(names)) == 20
    assert [name for name, text in zip(names, shown, strict=True) if name == text] == []
    assert len(set(shown)) == len(shown)
    for name, text in zip(names, shown, strict=True):
        mode, part, _ = name.split("_", 2)
        assert TEXTS["modes"][mode].removeprefix("政策") in text
        assert TEXTS["parts"][part] in text


def test_every_label_and_sentence_that_is_used_is_there() -> None:
    used = set(re.findall(r"""label\(["'](\w+)["'], ["'](\w+)["']\)""", CODE))
    assert len(used) >= 5
    assert [(group, name) for group, name in used if name not in TEXTS[group]] == []
    assert [
        name for name in re.findall(r"""say\(["'](\w+)["']""", CODE) if name not in TEXTS["messages"]
    ] == []


def test_every_label_of_the_calibration_is_used() -> None:
    assert [name for name in TEXTS["calibration"] if f'"{name}"' not in CODE] == []


def test_what_has_a_floor_has_a_name() -> None:
    floors = yaml.safe_load((HERE / "configs" / "floors.yml").read_text(encoding="utf-8"))
    assert [name for name in floors if label("sets", name) == name] == []
    unnamed = [
        name
        for question_set in floors
        for name in read_floors(question_set)
        if label("figures", name) == name
    ]
    assert unnamed == []


def test_a_message_takes_what_it_names() -> None:
    assert "/there" in say("texts_absent", path="/there")
