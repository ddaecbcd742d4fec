"""All systems search the same passages; a stored run can be scored again, against its floors."""

import json
from pathlib import Path

import pytest

from evaluation.cli import main
from evaluation.errors import QuestionsUnreadable
from evaluation.questions import Question
from evaluation.retrieval.command import KIND
from evaluation.retrieval.corpus import FixedSize, plans, yardstick
from evaluation.retrieval.found import Found
from evaluation.retrieval.systems import search
from tests.evaluation.conftest import make_question
from tests.knowledge_base.fakes import FakeEmbedder

PASSAGES = [
    "木星是太阳系里最大的行星。",
    "长江是亚洲最长的河流。",
    "熊猫以竹子为主要的食物。",
    "丝绸之路连接了东方和西方。",
]


def write_yardstick(path: Path) -> Path:
    content = {
        "passages": PASSAGES,
        "queries": [{"q": "哪颗行星最大", "gold": [0]}, {"q": "熊猫吃什么食物", "gold": [2]}],
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.fixture
def found(tmp_path: Path) -> list[Found]:
    path = write_yardstick(tmp_path / "yardstick.json")
    with yardstick(tmp_path / "var", path, name="yardstick", embedder=FakeEmbedder()) as corpus:
        return list(search(corpus))


def test_every_system_finds_the_passage(found: list[Found]) -> None:
    assert [one.question for one in found] == ["哪颗行星最大", "熊猫吃什么食物"]
    for one in found:
        assert {system: one.rank(system) for system in one.lists} == dict.fromkeys(
            ("fused", "dense", "lexical", "naive"), 1
        )


def test_a_second_run_embeds_nothing_again(tmp_path: Path) -> None:
    path = write_yardstick(tmp_path / "yardstick.json")
    embedder = FakeEmbedder()
    for _ in range(2):
        with yardstick(tmp_path / "var", path, name="yardstick", embedder=embedder) as corpus:
            list(search(corpus))
    assert len(embedder.embedded) == len(PASSAGES)


def test_a_yardstick_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "yardstick.json"
    path.write_text('{"passages": []}', encoding="utf-8")
    with pytest.raises(QuestionsUnreadable, match="queries"), yardstick(tmp_path / "var", path, name="y"):
        pass


def test_our_own_questions_are_searched_in_their_district(tmp_path: Path) -> None:
    """What ships holds it: the points alone, without the official texts."""
    questions: list[Question] = [
        make_question(
            question="越秀企业要招人，打包办有几个事项", facts=[["企业招用员工"]], document="yuexiu"
        ),
        make_question(id="q-2", behaviour="refuse"),
    ]
    with plans(
        tmp_path / "var",
        name="points",
        policy_points="on",
        texts=[],
        questions=questions,
        split=FixedSize(100, 10),
        embedder=FakeEmbedder(),
    ) as corpus:
        [one] = search(corpus)
    assert one.chunks
    assert one.pieces == []
    assert all(chunk_id.startswith("yuexiu") for chunk_id in one.lists["fused"][0])


def test_a_fixed_size_split_keeps_all_of_the_text() -> None:
    text = "".join(map(str, range(100)))
    pieces = list(FixedSize(characters=20, overlap=5).cut(text))
    assert max(map(len, pieces)) == 20
    assert pieces[0] + "".join(piece[5:] for piece in pieces[1:]) == text


def store_run(results: Path, found: list[Found]) -> Path:
    run = results / "run-1"
    run.mkdir(parents=True)
    facts = dict.fromkeys(("name", "input_file", "input_digest", "asked", "started_at", "commit"), "-")
    (run / "run.json").write_text(json.dumps({**facts, "kind": KIND}), encoding="utf-8")
    lines = "".join(one.model_dump_json() + "\n" for one in found)
    (run / "results.jsonl").write_text(lines, encoding="utf-8")
    return run


def test_a_stored_run_is_scored_again_with_a_report(tmp_path: Path, found: list[Found]) -> None:
    run = store_run(tmp_path, found)
    assert main(["--results", str(tmp_path), "retrieval", "--run", "run-1"]) == 0
    [corpus] = json.loads((run / "scores.json").read_text(encoding="utf-8"))["corpora"]
    assert corpus["systems"][0]["recall"]["1"] == 1.0
    report = (run / "report.html").read_text(encoding="utf-8")
    assert "定长切分" in report
    assert "<svg" in report


def test_figures_below_their_floor_fail_the_run(tmp_path: Path, found: list[Found]) -> None:
    missed = [one.model_copy(update={"chunks": ["another"]}) for one in found]
    run = store_run(tmp_path, missed)
    assert main(["--results", str(tmp_path), "retrieval", "--run", "run-1"]) == 1
    assert "哪颗行星最大" in (run / "report.html").read_text(encoding="utf-8")
