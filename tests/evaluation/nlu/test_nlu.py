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
from evaluation.nlu.topics import DOMAIN, topic_of
from evaluation.nlu.utterances import UTTERANCES, Utterance, read_utterances
from evaluation.texts import label

CLOCK = FixedClock(datetime(2026, 1, 5, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
ECHO = """
import json, sys
said = {"intent": "greet", "confidence": 1, "entities": []}
print(json.dumps([{"text": text, **said} for text in json.load(sys.stdin)]))
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
    return score(utterances, {text: taken_as(text, intent) for text, _, _, intent in said})


def taken_as(text: str, intent: str) -> Parsed:
    return Parsed(text=text, intent=intent, confidence=0.9, entities=())


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
    [report] = [row for row in result.intents if row.name == "file_report"]
    assert (report.precision, report.recall, report.count) == (0.5, 1.0, 1)
    assert report.f1 == pytest.approx(2 / 3)
    assert result.confusion["knowledge", "file_report"] == 1


def test_an_intent_that_nothing_was_taken_as_has_no_precision() -> None:
    [review] = [row for row in scored().intents if row.name == "give_review"]
    assert (review.precision, review.recall, review.f1) == (None, 0.0, 0.0)


def test_every_intent_weighs_the_same_in_the_macro_f1_and_danger_is_a_policy_question() -> None:
    result = scored()
    # knowledge: 3 right, 4 taken, 4 meant; file_report: 1 of 2; give_review: none.
    assert result.figure("intent_f1").value == pytest.approx((3 / 4 + 2 / 3 + 0) / 3)
    assert result.figure("intent_f1_frozen").value == 1.0
    assert result.figure("intent_f1_frozen").count == 3


def test_an_intent_taken_for_another_of_its_topic_is_right_by_topic() -> None:
    result = scored(
        [
            ("我要改评价", "change_review", "frozen", "give_review"),
            ("我要评价", "give_review", "frozen", "give_review"),
        ]
    )
    assert result.figure("intent_f1").value == pytest.approx(1 / 3)
    assert result.figure("topic_f1").value == 1.0
    assert [(row.name, row.count) for row in result.topics] == [("review", 2)]


def test_an_intent_that_nobody_meant_counts_as_nothing_in_the_macro_f1() -> None:
    result = scored([("你好", "greet", "frozen", "greet"), ("在吗", "greet", "frozen", "thank")])
    assert result.figure("intent_f1").value == pytest.approx((2 / 3 + 0) / 2)


def test_every_intent_has_a_topic_of_chinese_name() -> None:
    topics = {topic_of(utterance.expected) for utterance in read_utterances(UTTERANCES)}
    assert topics == {path.stem for path in DOMAIN.glob("*.yml")} - {"shared"}
    assert [topic for topic in topics if label("topics", topic) == topic] == []


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
            taken_as("你好", "greet"),
            taken_as("谢<谢", "greet"),
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
