"""Intents: the utterances are in order, figures are counted right, a run can be scored again."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chassis.clock import FixedClock
from evaluation.cli import main
from evaluation.errors import ProcessNotStarted, RunUnreadable, UtterancesUnreadable
from evaluation.folders import StoredRun
from evaluation.nlu.engine import Parsed, parse
from evaluation.nlu.score import WISHES, NluScore, score
from evaluation.nlu.utterances import UTTERANCES, Utterance, read_utterances
from evaluation.texts import label

CLOCK = FixedClock(datetime(2026, 1, 5, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
ECHO = """
import json, sys
print(json.dumps([{"text": text, "intent": "greet", "confidence": 1} for text in json.load(sys.stdin)]))
"""
SAID: list[tuple[str, str, str, str]] = [
    ("差评多久回复", "knowledge", "tuning", "nlu_fallback"),
    ("失业登记几天", "knowledge", "frozen", "ask_policy"),
    ("举报欠薪找谁", "knowledge", "tuning", "file_report"),
    ("我不想活了", "danger", "frozen", "report_danger"),
    ("我要举报老板", "file_report", "frozen", "file_report"),
    ("我要给差评", "give_review", "tuning", "ask_policy"),
]


def scored(said: Sequence[tuple[str, str, str, str]] = SAID) -> NluScore:
    utterances = [Utterance(text, expected, part) for text, expected, part, _ in said]
    parsed = {text: Parsed(text=text, intent=intent, confidence=0.9) for text, _, _, intent in said}
    return score(utterances, parsed)


def test_there_are_enough_utterances_of_every_intent_in_both_parts() -> None:
    utterances = read_utterances(UTTERANCES)
    assert len(utterances) >= 250
    by_part = {part: {u.expected for u in utterances if u.part == part} for part in ("tuning", "frozen")}
    assert by_part["tuning"] == by_part["frozen"] >= WISHES
    assert sum(u.expected == "knowledge" for u in utterances) >= 100


def test_every_intent_has_a_chinese_name() -> None:
    expected = {utterance.expected for utterance in read_utterances(UTTERANCES)}
    assert [intent for intent in expected if label("intents", intent) == intent] == []


def test_shares_are_of_those_that_were_meant_or_taken() -> None:
    result = scored()
    assert result.figure("understood").value == pytest.approx(4 / 6)
    assert result.figure("understood_frozen").value == 1.0
    assert result.figure("policy_kept").value == pytest.approx(2 / 3)
    assert result.figure("danger_reached").value == 1.0
    assert result.figure("wishes_found").value == 0.5
    assert result.figure("wishes_meant").value == 0.5
    [report] = [row for row in result.intents if row.intent == "file_report"]
    assert (report.precision, report.recall, report.count) == (0.5, 1.0, 1)
    assert result.confusion["knowledge", "file_report"] == 1


def test_an_intent_that_nothing_was_taken_as_has_no_precision() -> None:
    [review] = [row for row in scored().intents if row.intent == "give_review"]
    assert (review.precision, review.recall) == (None, 0.0)


def test_an_utterance_that_was_not_parsed_is_a_clear_error() -> None:
    with pytest.raises(RunUnreadable):
        score([Utterance("甲", "greet", "tuning")], {})


@pytest.mark.parametrize(
    "content", ["", "tuning: [a]", "tuning:\n  greet: [你好]\nfrozen:\n  thank: [你好]\n", "a: b: c"]
)
def test_a_file_that_is_not_right_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "utterances.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UtterancesUnreadable, match=r"utterances\.yml"):
        read_utterances(path)


def test_the_engine_is_asked_all_at_once_and_answers_in_order() -> None:
    command = [sys.executable, "-c", ECHO]
    assert [parsed.text for parsed in parse(["你好", "在吗"], command=command)] == ["你好", "在吗"]


@pytest.mark.parametrize("program", ["import sys; sys.exit('no model')", "print('no json')"])
def test_an_engine_that_cannot_answer_is_a_clear_error(program: str) -> None:
    with pytest.raises(ProcessNotStarted, match="make start"):
        parse(["你好"], command=[sys.executable, "-c", program])


def test_a_missing_environment_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ProcessNotStarted):
        parse(["你好"], command=[str(tmp_path / "python")])


def store(tmp_path: Path) -> StoredRun:
    inputs = tmp_path / "utterances.yml"
    inputs.write_text(json.dumps({"frozen": {"greet": ["你好"], "thank": ["谢<谢"]}}), encoding="utf-8")
    run = StoredRun.begin("nlu", inputs=inputs, results=tmp_path / "results", asked="model", clock=CLOCK)
    run.append(
        [
            Parsed(text="你好", intent="greet", confidence=1),
            Parsed(text="谢<谢", intent="greet", confidence=1),
        ]
    )
    return run


def test_a_stored_run_is_scored_again_with_the_input_it_had(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = store(tmp_path)
    (tmp_path / "utterances.yml").unlink()
    assert main(["--results", str(run.path.parent), "nlu", "--run", run.path.name]) == 1
    assert "低于底线" in capsys.readouterr().out
    scores = json.loads((run.path / "scores.json").read_text(encoding="utf-8"))
    assert [misread["text"] for misread in scores["misread"]] == ["谢<谢"]
    page = run.report_path.read_text(encoding="utf-8")
    assert page.count("<svg") == 1
    assert "谢&lt;谢" in page
    assert "http:" not in page.replace("http://www.w3.org", "").replace("http://purl.org", "").replace(
        "http://creativecommons.org", ""
    )


def test_a_run_of_another_evaluation_is_not_taken(tmp_path: Path) -> None:
    run = store(tmp_path)
    with pytest.raises(RunUnreadable):
        StoredRun.find(run.path.name, kind="dialogue", results=run.path.parent)
