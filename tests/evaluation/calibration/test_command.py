"""`python -m evaluation calibrate` over what was observed before, and over a small knowledge base."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chassis.clock import FixedClock
from evaluation.answers.score import read_floors
from evaluation.calibration import command
from evaluation.calibration.asked import CALIBRATION, Asked
from evaluation.calibration.fit import fit
from evaluation.calibration.observe import Observed
from evaluation.cli import main
from evaluation.folders import StoredRun
from evaluation.texts import label
from knowledge_base.answer.estimate import MODEL, judgement, read_judgement
from knowledge_base.answer.pipeline import Pipeline
from knowledge_base.bootstrap import assemble
from knowledge_base.service import Knowledge
from knowledge_base.settings import KnowledgeSettings
from tests.evaluation.calibration.made import make_many
from tests.knowledge_base.answer.town import ALL, town
from tests.knowledge_base.fakes import FakeIndexState

CLOCK = FixedClock(datetime(2026, 11, 21, 4, tzinfo=UTC))
FIGURES = ("kept", "near_refused", "off_topic_refused", "auc_near", "auc_off_topic")


@pytest.fixture(autouse=True)
def no_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made up here says nothing of the judge."""
    monkeypatch.setattr(command, "read_floors", lambda _: {})


@pytest.fixture
def run(tmp_path: Path) -> StoredRun:
    stored = StoredRun.begin(
        "calibration", inputs=CALIBRATION, results=tmp_path, asked="made up", clock=CLOCK
    )
    stored.append(make_many())
    return stored


def _again(run: StoredRun, *options: str) -> int:
    return main(["--results", str(run.path.parent), "calibrate", "--run", run.path.name, *options])


def test_a_stored_run_is_scored_again(run: StoredRun, capsys: pytest.CaptureFixture[str]) -> None:
    assert _again(run) == 0
    printed = capsys.readouterr().out
    scores = json.loads((run.path / "scores.json").read_text(encoding="utf-8"))
    names = [figure["name"] for figure in scores["figures"]]
    assert sorted(names) == sorted(
        f"{mode}_{part}_{name}"
        for mode in ("points", "texts")
        for part in ("tuning", "frozen")
        for name in FIGURES
    )
    assert [label("figures", name) for name in names if label("figures", name) not in printed] == []
    assert len(scores["curves"]) == 4
    assert run.report_path.is_file()


def test_without_the_option_what_the_service_uses_stays(run: StoredRun) -> None:
    before = MODEL.read_bytes()
    assert _again(run) == 0
    assert MODEL.read_bytes() == before


def test_with_the_option_the_estimates_are_fitted_anew_on_the_tuning_part(
    run: StoredRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted_on: list[Observed] = []
    monkeypatch.setattr(command, "MODEL", tmp_path / "judge.json")

    def keeping(observed: list[Observed]) -> dict[str, Any]:
        fitted_on.extend(observed)
        return fit(observed)

    monkeypatch.setattr(command, "fit", keeping)
    assert _again(run, "--write") == 0
    written = read_judgement(tmp_path / "judge.json")
    assert written.answers.trees
    assert written.subject.trees
    assert {one.part for one in fitted_on} == {"tuning"}
    assert len(fitted_on) == sum(one.part == "tuning" for one in make_many())


def test_below_a_floor_the_exit_code_says_so(
    run: StoredRun, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "read_floors", lambda _: {"points_tuning_auc_near": 1.01})
    assert _again(run) == 1
    assert "低于底线：要点和原文·调试部分：AUC" in capsys.readouterr().out


def test_every_floor_is_of_a_figure_that_is_measured(run: StoredRun) -> None:
    assert _again(run) == 0
    scores = json.loads((run.path / "scores.json").read_text(encoding="utf-8"))
    measured = {figure["name"] for figure in scores["figures"]}
    assert set(read_floors("calibration")) <= measured


def test_a_run_of_another_evaluation_is_not_taken(run: StoredRun, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--results", str(run.path.parent), "dialogue", "--run", run.path.name]) == 2
    assert "找不到" in capsys.readouterr().out


def test_without_the_official_texts_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CIVICDESK_OFFICIAL_TEXTS", str(tmp_path / "none"))
    assert main(["--results", str(tmp_path), "calibrate"]) == 2
    assert "没有规划原文" in capsys.readouterr().out


def _questions() -> list[Asked]:
    """Enough that every fold has some of each."""
    kinds = {
        "answerable": ["灯笼登记要多久", "渡船卡谁来发", "桥工总数的目标是多少", "船坞服务站有几个"],
        "near": ["灯笼执照吊销了怎么办", "渡船卡打几折", "桥工每人补多少钱", "船坞租金怎么交"],
        "off_topic": ["明天下雨吗", "怎么做红烧肉", "股票涨了没有", "电影几点开场"],
    }
    return [
        Asked(id=f"{kind}-{number}-{part}", part=part, question=question, region="yuexiu", kind=kind)
        for kind, questions in kinds.items()
        for part in ("tuning", "frozen")
        for number, question in enumerate(questions * 3)
    ]


@contextmanager
def _small(settings: KnowledgeSettings) -> Iterator[Knowledge]:
    """The invented town in place of the plans."""
    services = town(*ALL).services
    built = assemble(
        store=services.store,
        chunk_index=services.chunk_index,  # type: ignore[arg-type]
        word_index=services.word_index,  # type: ignore[arg-type]
        embedder=services.embedder,
        state=FakeIndexState(),
    )
    built.pipeline = Pipeline(services)
    yield built


def test_from_the_questions_to_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "plan.txt").write_text("灯笼登记当场办好。", encoding="utf-8")
    loaded: list[list[Path]] = []
    monkeypatch.setenv("CIVICDESK_OFFICIAL_TEXTS", str(texts))
    monkeypatch.setattr(command, "own_knowledge", _small)
    monkeypatch.setattr(command, "load_plans", lambda _, files: loaded.append(list(files)))
    monkeypatch.setattr(command, "read_asked", _questions)
    monkeypatch.setattr(command, "own_tuning", list)
    judgement.cache_clear()
    assert main(["--results", str(tmp_path / "results"), "calibrate"]) == 0
    assert loaded == [[texts / "plan.txt"]] * 2
    [folder] = (tmp_path / "results").iterdir()
    observed = StoredRun(folder).read(Observed)
    assert {(one.mode, one.part) for one in observed} == {
        (mode, part) for mode in ("points", "texts") for part in ("tuning", "frozen")
    }
    scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    figures = {figure["name"]: figure["value"] for figure in scores["figures"]}
    assert figures["points_frozen_auc_off_topic"] > 0.8
    assert "拒答的界线" in capsys.readouterr().out
