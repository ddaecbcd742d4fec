"""The commands, as a person or the launcher runs them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chassis.settings import ROOT
from knowledge_base.ownership import own_index
from tests.knowledge_base.publish.policies import OFFICIAL


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("documents") / "town.txt"
    path.write_text(OFFICIAL, encoding="utf-8")
    return path


def run(var: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Without the shipped points: their vectors would take minutes."""
    environment = {
        "PATH": os.environ["PATH"],
        "CIVICDESK_VAR": str(var),
        "CIVICDESK_POLICY_POINTS": "off",
        "CIVICDESK_KNOWLEDGE_PORT": "9",
        "CIVICDESK_GATEWAY_PORT": "9",
        **variables,
    }
    command = [sys.executable, "-m", "knowledge_base", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@contextmanager
def owned(var: Path) -> Iterator[None]:
    """As if the service ran."""
    with own_index(var / "knowledge.lock"):
        yield


def test_load_tells_its_progress_and_takes_in_what_the_settings_name(var: Path, town_file: Path) -> None:
    loaded = run(var, "load", CIVICDESK_DOCUMENTS=str(town_file.parent))
    assert loaded.returncode == 0, loaded.stderr
    assert "PROGRESS 0 1 官方文件" in loaded.stdout
    assert "越秀区小镇便民服务规划" in loaded.stdout
    assert loaded.stdout.splitlines()[-1].startswith("知识库已就绪")


def test_ask_prints_an_answer_for_people_or_programs(var: Path, town_file: Path) -> None:
    run(var, "load", CIVICDESK_DOCUMENTS=str(town_file))
    answered = run(var, "ask", "失业登记几个工作日办结", "--region", "440104", "--json")
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["region"] in ("440104", None)
    told = run(var, "ask", "失业登记几个工作日办结", "--region", "440104")
    assert told.stdout.strip()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", " "), "还没有写问题"),
        (("ask", "问", "--region", "1"), "没有这个地区"),
        (("ingest", "none.txt"), "打不开这个文件"),
        (("ingest", __file__), "只收网页"),
        (("ask", "问", "--as-of", "昨天"), "日期“昨天”读不出来"),
        (("ingest", "none.txt", "--effective-from", "2025-02-30"), "日期“2025-02-30”读不出来"),
        (("supersede", "a", "b", "--on", "明年"), "日期“明年”读不出来"),
        (("supersede", "a", "b", "--on", "2031-01-01"), "没有找到编号为“a”的文件"),
    ],
)
def test_an_error_is_a_line_in_words(var: Path, arguments: tuple[str, ...], says: str) -> None:
    refused = run(var, *arguments)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_a_bad_file_does_not_keep_the_good_ones_out(var: Path, town_file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"no PDF")
    taken = run(var, "ingest", str(bad), str(town_file))
    assert taken.returncode == 1
    assert taken.stderr.startswith("bad.pdf：")
    assert "town.txt" in taken.stdout


def test_staff_say_from_when_a_text_holds_and_what_takes_its_place(tmp_path: Path) -> None:
    var, ids = tmp_path / "var", []
    for place, first_day in (("镇", "2029-05-01"), ("乡", "2029-12-01")):
        path = tmp_path / f"{place}.txt"
        path.write_text(OFFICIAL.replace("镇", place), encoding="utf-8")
        taken = run(var, "ingest", str(path), "--publish", "--effective-from", first_day)
        assert taken.returncode == 0, taken.stderr
        assert f"从 {first_day} 起适用。" in taken.stdout
        ids += re.findall(r"文件编号：(\S+)。", taken.stdout)
    old, new = ids
    for says in ("由《越秀区小乡便民服务规划》替代。", "没有改动"):
        told = run(var, "supersede", old, new, "--on", "2029-12-01")
        assert told.returncode == 0, told.stderr
        assert "2029-12-01" in told.stdout
        assert says in told.stdout
    circle = run(var, "supersede", new, old, "--on", "2029-12-01")
    assert (circle.returncode, "互相替代" in circle.stderr) == (1, True)
    question = ("ask", "每年组织多少期培训班", "--region", "440104", "--json", "--as-of")
    for day, answers in (("2029-11-30", old), ("2029-12-01", new)):
        answer = json.loads(run(var, *question, day).stdout)
        assert answer["as_of"] == day
        assert {citation["document_id"] for citation in answer["citations"]} == {answers}


def test_load_is_refused_while_the_service_runs(var: Path) -> None:
    with owned(var):
        refused = run(var, "load")
    assert refused.returncode == 1
    assert "正在运行" in refused.stderr


def test_ask_goes_to_the_service_while_it_runs(var: Path) -> None:
    with owned(var):
        asked = run(var, "ask", "失业登记要几天")
    assert asked.returncode == 1
    assert "连不上" in asked.stderr


def test_chat_says_how_to_start_what_it_needs(var: Path) -> None:
    failed = run(var, "chat")
    assert failed.returncode == 1
    assert "make up" in failed.stderr
