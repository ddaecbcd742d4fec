"""Entities: the marks are read, spans are counted, what was missed is shown."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.model_files import PROJECT
from chassis.clock import FixedClock
from evaluation.cli import main
from evaluation.errors import UtterancesUnreadable
from evaluation.folders import StoredRun
from evaluation.nlu.engine import Found, Parsed
from evaluation.nlu.score import NluScore, score
from evaluation.nlu.utterances import ENTITIES, UTTERANCES, Span, Utterance, read_utterances
from evaluation.texts import label

CLOCK = FixedClock(datetime(2026, 1, 5, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
MARKED = "在[越秀](region)办[失业登记](service_item)要多久"
PLAIN = "在越秀办失业登记要多久"
REGION, ITEM = Span(1, 3, "region"), Span(4, 8, "service_item")


def read(tmp_path: Path, *marked: str) -> list[Utterance]:
    path = tmp_path / "utterances.yml"
    path.write_text(json.dumps({"frozen": {"knowledge": marked}}), encoding="utf-8")
    return read_utterances(path)


def scored(found: list[Span], *, named: tuple[Span, ...] = (REGION, ITEM), part: str = "frozen") -> NluScore:
    utterance = Utterance(PLAIN, "knowledge", part, named)
    return score([utterance], {PLAIN: parsed(found)})


def parsed(found: list[Span]) -> Parsed:
    entities = tuple(Found(entity=span.entity, start=span.start, end=span.end) for span in found)
    return Parsed(text=PLAIN, intent="ask_policy", confidence=0.9, entities=entities)


def test_marks_become_spans_of_the_plain_text(tmp_path: Path) -> None:
    [utterance] = read(tmp_path, MARKED)
    assert (utterance.text, utterance.named) == (PLAIN, (REGION, ITEM))


@pytest.mark.parametrize("marked", ["[越秀](place)的", "[越秀]的", "[越[秀](region)", "越秀](region)"])
def test_a_wrong_mark_is_a_clear_error(tmp_path: Path, marked: str) -> None:
    with pytest.raises(UtterancesUnreadable, match="标注不对"):
        read(tmp_path, marked)


def test_the_same_words_marked_and_plain_are_the_same_utterance(tmp_path: Path) -> None:
    with pytest.raises(UtterancesUnreadable, match="两遍"):
        read(tmp_path, MARKED, PLAIN)


def test_all_found_is_all_right() -> None:
    result = scored([REGION, ITEM])
    assert result.figure("entity_f1_frozen").value == 1.0
    assert [naming.right for naming in result.namings] == [True]


def test_a_part_of_a_name_is_not_the_name() -> None:
    result = scored([REGION, Span(4, 6, "service_item")])
    assert result.figure("entity_precision").value == 0.5
    assert result.figure("entity_recall").value == 0.5
    assert result.figure("entity_f1").value == 0.5
    assert [(row.name, row.count, row.f1) for row in result.entities] == [
        ("region", 1, 1.0),
        ("service_item", 1, 0.0),
    ]


def test_the_right_words_as_another_kind_are_wrong() -> None:
    [naming] = scored([Span(1, 3, "service_item"), ITEM]).namings
    assert (naming.missed(), naming.wrong()) == ([REGION], [Span(1, 3, "service_item")])


def test_what_is_found_where_nothing_is_named_costs_precision() -> None:
    result = scored([REGION], named=())
    assert result.figure("entity_precision").value == 0.0
    assert result.figure("entity_recall").value is None
    assert result.figure("entity_f1").value == 0.0


def test_stretches_of_danger_are_not_names() -> None:
    assert scored([REGION, ITEM, Span(0, 4, "danger")]).figure("entity_f1").value == 1.0


def test_only_the_frozen_part_counts_for_its_figure() -> None:
    result = scored([], part="tuning")
    assert result.figure("entity_f1").value == 0.0
    assert result.figure("entity_f1_frozen").value is None


def test_misses_stand_in_the_terminal_the_scores_and_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = tmp_path / "utterances.yml"
    inputs.write_text(json.dumps({"frozen": {"knowledge": [MARKED]}}), encoding="utf-8")
    run = StoredRun.begin("nlu", inputs=inputs, results=tmp_path / "results", asked="model", clock=CLOCK)
    run.append([parsed([REGION])])
    assert main(["--results", str(run.path.parent), "nlu", "--run", run.path.name]) == 1
    printed = capsys.readouterr().out
    assert "实体 F1：冻结部分" in printed
    assert "没认出" in printed
    scores = json.loads((run.path / "scores.json").read_text(encoding="utf-8"))
    missed = {"text": PLAIN, "part": "frozen", "missed": [["service_item", "失业登记"]], "wrong": []}
    assert scores["misnamed"] == [missed]
    assert "失业登记（事项）" in run.report_path.read_text(encoding="utf-8")


def test_both_parts_name_enough_of_every_entity() -> None:
    utterances = read_utterances(UTTERANCES)
    assert sum(utterance.part == "frozen" for utterance in utterances) >= 300
    for part in ("tuning", "frozen"):
        named = [
            span.entity for utterance in utterances if utterance.part == part for span in utterance.named
        ]
        assert {entity: named.count(entity) >= 10 for entity in ENTITIES} == dict.fromkeys(ENTITIES, True)


def test_every_entity_and_its_figures_have_chinese_names() -> None:
    assert [entity for entity in ENTITIES if label("entities", entity) == entity] == []
    names = [figure.name for figure in scored([]).figures]
    assert [name for name in names if label("figures", name) == name] == []


@pytest.mark.parametrize("entity", ENTITIES)
def test_no_name_of_a_lookup_hides_a_longer_one(entity: str) -> None:
    """The engine takes the first that fits."""
    entries = yaml.safe_load((PROJECT / "data" / "lookup" / "knowledge.yml").read_text(encoding="utf-8"))[
        "nlu"
    ]
    [lookup] = [entry["examples"] for entry in entries if entry.get("lookup") == entity]
    names = [line.removeprefix("- ") for line in lookup.splitlines()]
    assert len(set(names)) == len(names)
    assert [
        (name, longer) for i, name in enumerate(names) for longer in names[i + 1 :] if longer.startswith(name)
    ] == []
