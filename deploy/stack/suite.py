"""`test` and `check`: every step, and at the end what passed, what failed, what could not run and why."""

import re
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.messages import say
from deploy.stack.stage_command import ESCAPES

SKIPPED = re.compile(r"^SKIPPED \[\d+\] (?:.*?\.py(?::\d+)?: )?(.+)$")
CLOSING = re.compile(r"\b\d+ (passed|failed|errors?|skipped)\b.* in [\d.]+s")
LAST_LINES = 20
OFFICE = "tests/actions"
SERVICES_PYTHON, ENGINE_PYTHON = ".venv/bin/python", ".venv-engine/bin/python"


@dataclass(frozen=True, kw_only=True)
class Step:
    """`needs` is a path without which the step cannot run.

    `beside` the steps after it, one after the other: two halves of about the same length. What it prints
    comes after theirs.
    """

    key: str
    command: tuple[str, ...]
    needs: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Outcome:
    step: Step
    code: int
    seconds: float
    output: tuple[str, ...]


BOT_CHECK = Step(key="bot_check", command=(ENGINE_PYTHON, "-m", "bot.host", "check"), needs="bot/host.py")


def check_steps() -> tuple[Step, ...]:
    return (
        Step(key="format", command=(".venv/bin/ruff", "format", "--check", ".")),
        Step(key="lint", command=(".venv/bin/ruff", "check", ".")),
        Step(key="types", command=(".venv/bin/mypy", ".")),
        Step(key="imports", command=(".venv/bin/lint-imports",)),
        Step(key="docs", command=(SERVICES_PYTHON, "-m", "pytest", "tests/docs", "-q"), needs="tests/docs"),
        BOT_CHECK,
    )


def test_steps() -> tuple[Step, ...]:
    """The model first: journeys and stories need it."""
    return (
        BOT_CHECK,
        Step(key="train", command=(ENGINE_PYTHON, "-m", "bot.host", "train"), needs="bot/host.py"),
        Step(key="bot_test", command=(ENGINE_PYTHON, "-m", "bot.host", "test"), needs="bot/host.py"),
        Step(
            key="journeys", command=(SERVICES_PYTHON, "-m", "pytest", "tests", "-m", "journey"), beside=True
        ),
        Step(
            key="office", command=(SERVICES_PYTHON, "-m", "pytest", OFFICE, "-m", "not journey"), beside=True
        ),
        Step(
            key="tests",
            command=(SERVICES_PYTHON, "-m", "pytest", "tests", "-m", "not journey", f"--ignore={OFFICE}"),
        ),
    )


def run_steps(steps: tuple[Step, ...], *, root: Path, environ: Mapping[str, str]) -> int:
    """0 when every step that could run has passed."""
    outcomes = []
    not_run = []
    with ThreadPoolExecutor(max_workers=1) as beside:
        waiting = []
        for step in steps:
            if step.needs and not (root / step.needs).exists():
                not_run.append(step)
            elif step.beside:
                waiting.append(beside.submit(_run, step, root=root, environ=environ, shown=False))
            else:
                outcomes.append(_run(step, root=root, environ=environ))
        for late in waiting:
            outcomes.append(late.result())
            print(_heading(late.result().step), *late.result().output, sep="\n", flush=True)
    _summarise(outcomes, not_run)
    return int(any(outcome.code for outcome in outcomes))


def _title(step: Step) -> str:
    return say(f"suite.title.{step.key}")


def _heading(step: Step) -> str:
    return say("suite.step", title=_title(step), command=" ".join(step.command))


def _run(step: Step, *, root: Path, environ: Mapping[str, str], shown: bool = True) -> Outcome:
    """The output is shown while it comes, unless another step's is, and kept for the summary."""
    if shown:
        print(_heading(step), flush=True)
    began = time.monotonic()
    lines = []
    with subprocess.Popen(
        step.command,
        cwd=root,
        env=dict(environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if shown:
                sys.stdout.write(line)
                sys.stdout.flush()
            lines.append(ESCAPES.sub("", line.rstrip()))
    return Outcome(step, process.returncode, time.monotonic() - began, tuple(lines))


def _summarise(outcomes: list[Outcome], not_run: list[Step]) -> None:
    print(say("suite.summary"))
    for outcome in outcomes:
        key = "suite.failed" if outcome.code else "suite.passed"
        print(say(key, title=_title(outcome.step), seconds=f"{outcome.seconds:.1f}", code=outcome.code))
    for step in not_run:
        reason = say("suite.missing", path=step.needs)
        print(say("suite.not_run", title=_title(step), reason=reason))
    lines = [line for outcome in outcomes for line in outcome.output]
    if reasons := sorted({match[1] for line in lines if (match := SKIPPED.match(line))}):
        print(say("suite.skipped"))
        for reason in reasons:
            print(say("suite.skipped_line", reason=reason))
    for outcome in outcomes:
        if closing := [line for line in outcome.output if CLOSING.search(line)]:
            print(say("suite.closing", line=closing[-1].strip("= ")), flush=True)
    # Last, where whoever sees only the end of a long log finds it.
    for outcome in outcomes:
        if outcome.code:
            print(say("suite.why", title=_title(outcome.step)), *outcome.output[-LAST_LINES:], sep="\n")
