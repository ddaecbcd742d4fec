import sys
from pathlib import Path

import pytest

from deploy.stack.suite import Step, check_steps, run_steps
from deploy.stack.suite import test_steps as steps_of_test


def printing(text: str, *, code: int = 0) -> tuple[str, ...]:
    return (sys.executable, "-c", f"print({text!r}); raise SystemExit({code})")


def test_a_failed_step_fails_the_whole_but_the_rest_still_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (
        Step(key="lint", command=printing("bad", code=3)),
        Step(key="types", command=printing("fine")),
    )
    assert run_steps(steps, root=tmp_path, environ={}) == 1
    output = capsys.readouterr().out
    assert "代码 3" in output
    assert "fine" in output


def test_what_could_not_run_is_told_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = (
        "SKIPPED [2] tests/a/test_b.py:12: official texts are missing\n=== 5 passed, 2 skipped in 1.20s ==="
    )
    steps = (
        Step(key="tests", command=printing(report)),
        Step(key="bot_test", command=printing("never"), needs="bot/missing.py"),
    )
    assert run_steps(steps, root=tmp_path, environ={}) == 0
    lines = capsys.readouterr().out.rstrip().splitlines()
    assert lines[-1] == "pytest：5 passed, 2 skipped in 1.20s"
    assert any(line.endswith("official texts are missing") and "–" in line for line in lines)
    assert any("bot/missing.py" in line for line in lines)


def test_every_step_has_a_title(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for step in (*check_steps(), *steps_of_test()):
        assert run_steps((Step(key=step.key, command=("true",)),), root=tmp_path, environ={}) == 0
    assert capsys.readouterr().out
