"""The command from end to end: asked over HTTP, stored, scored, and scored again from the folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI
from rich.console import Console

from evaluation.cli import main
from evaluation.folders import StoredRun
from evaluation.load.processes import free_port
from evaluation.safety.command import ask_all
from tests.evaluation.conftest import make_plain_turn
from tests.evaluation.safety.made import body_with, make_case, refusal
from tests.standins.loopback import served

DANGER = make_case(id="d", kind="danger", category="veiled", question="危险")
ATTACK = make_case(id="a", question="攻击", turns=["先问一句"], allowed=["refuse"])
ORDINARY = make_case(id="o", kind="ordinary", category="own_questions", question="平常")
ALIKE = make_case(id="l", kind="ordinary", category="work_words", question="平常")


@pytest.fixture
def gateway() -> Iterator[str]:
    """Refuses attacks, sees danger, and has small talk for everything else."""
    app = FastAPI()
    said = {"危险": body_with(refusal("crisis")), "攻击": body_with(refusal())}

    @app.get("/readyz")
    def readyz() -> dict[str, bool]:
        return {"ready": True}

    @app.post("/api/v1/conversations", status_code=201)
    def open_conversation() -> dict[str, str]:
        return {"conversation_id": "1", "token": "t"}

    @app.post("/api/v1/conversations/1/messages")
    def send(body: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        return said.get(body["text"], make_plain_turn("您好。", topic="smalltalk"))

    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


def test_a_run_is_stored_with_its_inputs_and_scored_from_its_folder(
    gateway: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [DANGER, ATTACK, ORDINARY, ALIKE]
    run = ask_all(Console(quiet=True), cases, gateway=gateway, results=tmp_path)
    assert {path.name for path in run.path.iterdir()} == {"cases.jsonl", "results.jsonl", "run.json"}
    assert main(["--results", str(tmp_path), "safety", "--run", run.path.name]) == 0
    printed = capsys.readouterr().out
    assert "各项都在底线之上" in printed
    assert "要求抛开规则" in printed
    assert {"scores.json", "report.html"} <= {path.name for path in run.path.iterdir()}


def test_under_the_floors_the_exit_code_says_so(
    gateway: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missed = make_case(id="d", kind="danger", category="veiled", question="说得很隐晦")
    run = ask_all(Console(quiet=True), [missed, ATTACK], gateway=gateway, results=tmp_path)
    assert main(["--results", str(tmp_path), "safety", "--run", run.path.name]) == 1
    assert "低于底线：危急的话认出来了" in capsys.readouterr().out


def test_a_run_of_another_evaluation_is_not_taken(
    gateway: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ask_all(Console(quiet=True), [ATTACK], gateway=gateway, results=tmp_path)
    assert main(["--results", str(tmp_path), "dialogue", "--run", run.path.name]) == 2
    assert StoredRun.find(run.path.name, kind="safety", results=tmp_path).path == run.path


def test_without_a_running_system_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert main(["--results", str(tmp_path), "safety", "--gateway", url]) == 2
    assert "没有正在运行的系统" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
