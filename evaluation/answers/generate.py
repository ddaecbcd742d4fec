"""Asks every question over HTTP, each in a conversation of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from chassis.clock import Clock
from evaluation.answers.runs import RunFacts, RunFolder, Said, current_commit, run_name
from evaluation.gateway import GatewayCaller
from evaluation.questions import Question, digest, read_questions


def generate(
    caller: GatewayCaller,
    *,
    questions_path: Path,
    question_set: str,
    results: Path,
    clock: Clock,
    ready: dict[str, Any],
    progress: Callable[[int, int], None],
) -> RunFolder:
    """Ask all, store each as it arrives. `ready` is what `caller.check()` said, kept with the run."""
    questions = read_questions(questions_path)
    started_at = clock.now().isoformat(timespec="seconds")
    name = run_name(started_at, question_set)
    run = RunFolder(results / name)
    facts = RunFacts(
        name=name,
        question_set=question_set,
        questions_file=questions_path.name,
        questions_digest=digest(questions_path),
        gateway=caller.url,
        started_at=started_at,
        commit=current_commit(),
        ready=ready,
    )
    run.begin(facts, questions_path=questions_path)
    for done, question in enumerate(questions, 1):
        run.append(ask(caller, question))
        progress(done, len(questions))
    return run


def ask(caller: GatewayCaller, question: Question) -> Said:
    """The earlier turns first, then the question itself; only the last one is timed and scored."""
    try:
        conversation = caller.open(region=question.region_code)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        body = {"error": {"code": type(error).__name__, "message": str(error)}}
        return Said(id=question.id, ok=False, latency_ms=0.0, body=body)
    earlier = [caller.send(conversation, turn).body for turn in question.turns]
    last = caller.send(conversation, question.question)
    return Said(id=question.id, ok=last.ok, latency_ms=last.latency_ms, body=last.body, earlier=earlier)
