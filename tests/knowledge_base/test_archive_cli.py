"""The commands that take the knowledge base out and bring it in, as a person runs them."""

import sqlite3
from pathlib import Path

import pytest

from tests.knowledge_base.publish.policies import OFFICIAL
from tests.knowledge_base.test_cli import owned, run


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with one document."""
    folder = tmp_path_factory.mktemp("var")
    document = folder / "town.txt"
    document.write_text(OFFICIAL, encoding="utf-8")
    taken = run(folder, "ingest", str(document), "--publish")
    assert taken.returncode == 0, taken.stderr
    return folder


@pytest.fixture(scope="module")
def archive(var: Path) -> Path:
    path = var / "knowledge.zip"
    exported = run(var, "export", str(path))
    assert exported.returncode == 0, exported.stderr
    assert "1 份文件" in exported.stdout
    return path


def test_an_archive_is_tried_and_restored_elsewhere(var: Path, archive: Path, tmp_path: Path) -> None:
    tried = run(var, "verify-archive", str(archive))
    assert "试还原成功" in tried.stdout, tried.stderr
    target = tmp_path / "target"
    restored = run(target, "import", str(archive))
    assert "已还原：1 份文件" in restored.stdout, restored.stderr
    assert "没有改动" in run(target, "import", str(archive)).stdout
    assert "逐条核对无误" in run(target, "verify-audit").stdout


def test_a_file_is_not_written_over(var: Path, archive: Path) -> None:
    again = run(var, "export", str(archive))
    assert again.returncode == 1
    assert "没有覆盖" in again.stderr


def test_it_goes_out_while_the_service_runs_but_not_in(var: Path, archive: Path, tmp_path: Path) -> None:
    with owned(var):
        assert run(var, "export", str(tmp_path / "meanwhile.zip")).returncode == 0
        refused = run(var, "import", str(archive))
    assert refused.returncode == 1
    assert "正在运行" in refused.stderr


def test_a_changed_line_of_the_chain_is_told(var: Path, archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    run(target, "import", str(archive))
    with sqlite3.connect(target / "knowledge.db") as connection:
        connection.execute("DROP TRIGGER knowledge_audit_no_update")
        connection.execute("UPDATE knowledge_audit SET action = 'nothing' WHERE number = 1")
    connection.close()
    broken = run(target, "verify-audit")
    assert broken.returncode == 1
    assert "第 1 条" in broken.stderr
