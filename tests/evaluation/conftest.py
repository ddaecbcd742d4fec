"""Questions, turns and runs made by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evaluation.answers.runs import RunFacts, RunFolder, Said
from evaluation.questions import Question

YUEXIU, LONGHUA = "440104", "440309"
Turn = dict[str, Any]


def make_question(**changes: Any) -> Question:
    values: dict[str, Any] = {
        "id": "q-1",
        "part": "tuning",
        "question": "甲事项几天办好",
        "region": "yuexiu",
        "category": "deadline",
        "behaviour": "answer",
        "facts": [["5个工作日"]],
        "document": "yuexiu",
        "warnings": ["plan_not_rule"],
    }
    return Question.model_validate(values | changes)


def make_turn(text: str = "甲事项5个工作日办好。", **changes: Any) -> Turn:
    """The gateway's response to a message that was answered."""
    answer = {
        "status": "answered",
        "text": text,
        "citations": [{"n": 1, "region": YUEXIU, "document_id": "plan-a"}],
        "warnings": ["plan_not_rule"],
    }
    answer |= changes.pop("answer", {})
    reply = {"type": "answer", "text": text, "buttons": [], "answer": answer}
    return {"topic": "knowledge", "state": "bot", "failed": False, "replies": [reply]} | changes


def make_said(body: Turn | None = None, **changes: Any) -> Said:
    values: dict[str, Any] = {"id": "q-1", "ok": True, "latency_ms": 50.0, "body": body or make_turn()}
    return Said.model_validate(values | changes)


def make_plain_turn(text: str, *, topic: str, reply_type: str = "text") -> Turn:
    return {"topic": topic, "replies": [{"type": reply_type, "text": text, "buttons": [], "answer": None}]}


@pytest.fixture
def store_run(tmp_path: Path) -> Callable[..., RunFolder]:
    """Writes a run as `generate` leaves it."""

    def store(questions: list[Question], said: list[Said], *, name: str = "run-1") -> RunFolder:
        source = tmp_path / f"{name}.jsonl"
        source.write_text("".join(question.model_dump_json() + "\n" for question in questions), "utf-8")
        run = RunFolder(tmp_path / "results" / name)
        facts = RunFacts(
            name=name,
            question_set="own",
            questions_file=source.name,
            questions_digest="0" * 64,
            gateway="http://127.0.0.1:1",
            started_at="2026-01-05T10:00:00+08:00",
            commit="",
            ready={"ready": True},
        )
        run.begin(facts, questions_path=source)
        for turn in said:
            run.append(turn)
        return run

    return store
