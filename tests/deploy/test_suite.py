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


def test_what_a_failed_step_said_last_stands_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = (
        Step(key="bot_test", command=printing("25 of 26 as told", code=1)),
        Step(key="tests", command=printing("=== 5 passed in 1.20s ===")),
    )
    assert run_steps(steps, root=tmp_path, environ={}) == 1
    assert capsys.readouterr().out.rstrip().splitlines()[-1] == "25 of 26 as told"


def test_every_step_has_a_title(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for step in (*check_steps(), *steps_of_test()):
        assert run_steps((Step(key=step.key, command=("true",)),), root=tmp_path, environ={}) == 0
    assert capsys.readouterr().out


def test_a_step_beside_the_others_is_told_after_them_and_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = tmp_path / "meeting"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(meeting)!r}).exists(): time.sleep(0.01)\n"
    beside = (sys.executable, "-c", f"{waits}print('long way'); raise SystemExit(5)")
    meets = (sys.executable, "-c", f"open({str(meeting)!r}, 'w'); print('short way')")
    steps = (Step(key="journeys", command=beside, beside=True), Step(key="tests", command=meets))
    assert run_steps(steps, root=tmp_path, environ={}) == 1
    output = capsys.readouterr().out
    assert output.index("short way") < output.index("long way")
    assert "代码 5" in output
