"""When a model is stale, and which models are kept."""

import os
from pathlib import Path

import pytest

from bot.model_files import model_path, project_digest, prune


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (
        "domain/knowledge.yml",
        "data/nlu/knowledge.yml",
        "dictionary/government.txt",
        "components/a.py",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("first", encoding="utf-8")
    (tmp_path / "config.yml").write_text("first", encoding="utf-8")
    return tmp_path


def test_digest_is_the_same_for_the_same_project(project: Path) -> None:
    assert project_digest(project) == project_digest(project)


@pytest.mark.parametrize(
    "changed",
    [
        "config.yml",
        "domain/knowledge.yml",
        "data/nlu/knowledge.yml",
        "dictionary/government.txt",
        "components/a.py",
    ],
)
def test_any_change_to_what_training_reads_makes_the_model_stale(project: Path, changed: str) -> None:
    before = project_digest(project)
    (project / changed).write_text("second", encoding="utf-8")
    assert project_digest(project) != before


def test_renaming_a_file_makes_the_model_stale(project: Path) -> None:
    before = project_digest(project)
    (project / "data/nlu/knowledge.yml").rename(project / "data/nlu/handoff.yml")
    assert project_digest(project) != before


def test_other_files_do_not_matter(project: Path) -> None:
    before = project_digest(project)
    (project / "client.py").write_text("x", encoding="utf-8")
    (project / "components" / "a.cpython-311.pyc").write_bytes(b"x")
    assert project_digest(project) == before


def test_only_the_newest_models_are_kept(tmp_path: Path) -> None:
    for age, name in enumerate(["newest", "newer", "old", "oldest"]):
        file = tmp_path / f"engine-{name}.tar.gz"
        file.write_bytes(b"")
        os.utime(file, ns=(10**18 - age * 10**9, 10**18 - age * 10**9))
    (tmp_path / "other.tar.gz").write_bytes(b"")
    prune(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "engine-newer.tar.gz",
        "engine-newest.tar.gz",
        "other.tar.gz",
    ]


def test_model_is_named_by_its_digest(tmp_path: Path) -> None:
    assert model_path(tmp_path, "0123456789abcdef0000").name == "engine-0123456789abcdef.tar.gz"
