"""Commands from end to end against a stored run or an absent gateway."""

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from evaluation import cli
from evaluation.answers.runs import RunFolder
from evaluation.cli import main
from evaluation.load.processes import free_port
from tests.evaluation.conftest import make_question, make_said, make_turn

Store = Callable[..., RunFolder]


def test_scoring_a_stored_run_prints_categories_and_keeps_the_report(
    store_run: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    refused = make_question(
        id="q-2", category="not_in_documents", behaviour="refuse", facts=[], document=None, warnings=[]
    )
    said = make_said(
        make_turn("没有查到。", answer={"status": "not_in_documents", "citations": []}), id="q-2"
    )
    run = store_run([make_question(), refused], [make_said(), said])
    assert main(["score", str(run.path)]) == 0
    printed = capsys.readouterr().out
    assert "时限" in printed
    assert "100.0%" in printed
    assert run.report_path.is_file()
    assert (run.path / "scores.json").is_file()


def test_under_the_floors_the_exit_code_says_so(store_run: Store, capsys: pytest.CaptureFixture[str]) -> None:
    run = store_run([make_question()], [make_said(make_turn("不清楚"))])
    assert main(["--results", str(run.path.parent), "score", run.path.name]) == 1
    assert "低于底线" in capsys.readouterr().out


def test_comparing_two_runs(store_run: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before = store_run([make_question()], [make_said(make_turn("不清楚"))], name="before")
    after = store_run([make_question()], [make_said()], name="after")
    assert main(["compare", str(before.path), str(after.path)]) == 0
    assert "新答对: q-1" in capsys.readouterr().out


def test_without_a_running_system_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert main(["--results", str(tmp_path), "run", "--gateway", url]) == 2
    assert "没有正在运行的系统" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_all_runs_every_evaluation_anew_and_ends_with_the_worst_code(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"evaluate": 0, "dialogue": 1, "safety": 0, "nlu": 0}
    asked: list[str] = []

    def recorder(name: str) -> Callable[[Console, argparse.Namespace], int]:
        def command(console: Console, arguments: argparse.Namespace) -> int:
            del console
            assert arguments.run is None
            assert arguments.fit is False
            assert arguments.gateway == "http://127.0.0.1:1"
            asked.append(name)
            return codes[name]

        return command

    for name in codes:
        monkeypatch.setattr(cli, name, recorder(name))
    assert main(["all", "--gateway", "http://127.0.0.1:1"]) == 1
    assert asked == list(codes)


def test_an_unknown_run_is_a_clear_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--results", str(tmp_path), "score", "none"]) == 2
    assert "找不到" in capsys.readouterr().out
