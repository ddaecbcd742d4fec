"""Conversations: scripts in order, buttons pressed, turns judged, and a run that can be scored again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from connectors.app import create_gateway_app
from evaluation.cli import main
from evaluation.dialogue.play import Played, play
from evaluation.dialogue.score import judge, score
from evaluation.dialogue.scripts import SCRIPTS, Expectation, Script, Step, read_scripts
from evaluation.errors import ScriptsUnreadable
from evaluation.gateway import GatewayCaller
from evaluation.load.processes import free_port
from evaluation.texts import label
from tests.evaluation.conftest import make_plain_turn, make_said, make_turn
from tests.standins.gateway import build_gateway, settings_for
from tests.standins.loopback import served
from tests.standins.neighbours import Neighbours
from tests.standins.rasa_engine import RasaStandIn


@pytest.fixture
def engine() -> RasaStandIn:
    return RasaStandIn()


@pytest.fixture
def gateway(tmp_path: Path, engine: RasaStandIn) -> Iterator[str]:
    with served(engine.app) as engine_port, served(Neighbours().app) as neighbours_port:
        settings = settings_for(tmp_path, engine_port=engine_port, neighbours_port=neighbours_port)
        with served(create_gateway_app(build_gateway(settings))) as port:
            yield f"http://127.0.0.1:{port}"


def a_script(*turns: dict[str, Any], **parts: Any) -> Script:
    values = {"id": "s", "about": "试", "turns": list(turns), **parts}
    return Script.model_validate(values)


def missed(said: Any, **expect: Any) -> list[str]:
    return judge(1, Step(says="问", expect=Expectation.model_validate(expect)), said).missed


def test_there_are_enough_conversations_of_several_turns() -> None:
    scripts = read_scripts(SCRIPTS)
    assert len(scripts) >= 25
    assert all(len(script.turns) > 1 or script.id == "apply-without-region" for script in scripts)


def test_what_a_script_expects_has_a_chinese_name() -> None:
    names = [*Expectation.model_fields, "failed"]
    assert [name for name in names if label("expectations", name) == name] == []


def test_buttons_are_pressed_by_their_titles_in_the_same_conversation(
    gateway: str, engine: RasaStandIn
) -> None:
    script = a_script(
        {"says": "该找哪个区", "expect": {"buttons": ["越秀"]}},
        {"presses": "龙华", "expect": {"facts": [["440309"]], "topic": "knowledge"}},
        region="yuexiu",
    )
    with GatewayCaller(gateway) as caller:
        played = play(caller, script)
    assert [turn.ok for turn in played.turns] == [True, True]
    assert [body["message"] for body in engine.received] == [
        "该找哪个区",
        '/choose_region{"region": "440309"}',
    ]
    assert len({body["sender"] for body in engine.received}) == 1
    assert engine.received[0]["metadata"]["region"] == "440104"


def test_a_button_that_was_not_offered_fails_the_turn(gateway: str) -> None:
    script = a_script({"says": "你好", "expect": {}}, {"presses": "龙华", "expect": {}})
    with GatewayCaller(gateway) as caller:
        played = play(caller, script)
    result = score([script], {"s": played})
    assert [turn.missed for turn in result.verdicts[0].turns] == [[], ["failed"]]
    assert result.figure("turns_right").value == 0.5
    assert result.figure("dialogues_right").value == 0.0


def test_without_a_gateway_all_turns_failed() -> None:
    with GatewayCaller(f"http://127.0.0.1:{free_port()}") as nobody:
        played = play(nobody, a_script({"says": "你好", "expect": {}}, {"says": "在吗", "expect": {}}))
    assert [turn.ok for turn in played.turns] == [False, False]


@pytest.mark.parametrize(
    ("expect", "name"),
    [
        ({"behaviour": "refuse"}, "behaviour"),
        ({"not_behaviour": "answer"}, "not_behaviour"),
        ({"topic": "handoff"}, "topic"),
        ({"facts": [["5个工作日"], ["10个工作日"]]}, "facts"),
        ({"must_not": ["5个工作日"]}, "must_not"),
        ({"cites": "longhua"}, "cites"),
        ({"warnings": ["expired"]}, "warnings"),
        ({"buttons": ["转人工"]}, "buttons"),
        ({"state": "agent"}, "state"),
    ],
)
def test_each_expectation_is_checked(expect: dict[str, Any], name: str) -> None:
    assert missed(make_said(), **expect) == [name]


def test_a_turn_that_meets_everything_is_right() -> None:
    expect = {
        "behaviour": "answer",
        "topic": "knowledge",
        "facts": [["15个工作日", "5个工作日"]],
        "must_not": ["龙华"],
        "cites": "yuexiu",
        "warnings": ["plan_not_rule"],
        "state": "bot",
    }
    assert missed(make_said(make_turn()), **expect) == []


def test_an_apology_is_a_failed_turn() -> None:
    assert missed(make_said(make_plain_turn("对不起", topic="knowledge"))) == ["failed"]


def test_a_script_that_was_never_played_counts_as_failed() -> None:
    result = score([a_script({"says": "你好", "expect": {}})], {})
    assert result.figure("failed").value == 1.0


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "- {id: a, about: b, turns: []}",
        "- {id: a, about: b, turns: [{expect: {}}]}",
        "- {id: a, about: b, turns: [{says: c, presses: d, expect: {}}]}",
        "- {id: a, about: b, turns: [{says: c, expect: {facst: []}}]}",
        2 * "- {id: a, about: b, turns: [{says: c, expect: {}}]}\n",
    ],
)
def test_a_file_that_is_not_right_is_a_clear_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "dialogues.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ScriptsUnreadable, match=r"dialogues\.yml"):
        read_scripts(path)


def test_the_command_plays_stores_and_scores_and_scores_again(
    gateway: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results"
    assert main(["--results", str(results), "dialogue", "--gateway", gateway]) == 1
    assert "低于底线" in capsys.readouterr().out
    [folder] = results.iterdir()
    lines = (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()
    assert [Played.model_validate_json(line).id for line in lines] == [s.id for s in read_scripts(SCRIPTS)]
    first = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    assert main(["--results", str(results), "dialogue", "--run", folder.name]) == 1
    assert json.loads((folder / "scores.json").read_text(encoding="utf-8")) == first
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "没做到" in page
    assert "<script" not in page


def test_without_a_running_system_nothing_is_stored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    assert main(["--results", str(tmp_path), "dialogue", "--gateway", url]) == 2
    assert "没有正在运行的系统" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
