"""What the measure of loading says of what a killed and resumed process left."""

import json
from pathlib import Path

import pytest
from rich.console import Console

from evaluation.load.bulk import finish

OPTIONS = {"documents": 4, "passages": 5, "sample": 10, "seed": 1}
OUTCOME = {
    "taken": 2,
    "seconds": 4.0,
    "embedded": 10,
    "embedding_seconds": 2.0,
    "found": 20,
    "distinct": 20,
    "versions": 4,
    "megabytes": 300,
    "killed_at": 2,
}


@pytest.mark.parametrize(
    ("changes", "code"),
    [({}, 0), ({"found": 19}, 1), ({"found": 21}, 1), ({"distinct": 19}, 1), ({"megabytes": 501}, 1)],
    ids=["whole", "lost", "doubled", "other ones", "memory"],
)
def test_loss_doubling_and_too_much_memory_fail_the_run(
    tmp_path: Path, changes: dict[str, int], code: int
) -> None:
    done = finish(Console(quiet=True), OUTCOME | changes, options=OPTIONS, limit=500, results=tmp_path)
    assert done == code


def test_both_rates_are_stored(tmp_path: Path) -> None:
    finish(Console(quiet=True), OUTCOME, options=OPTIONS, limit=500, results=tmp_path)
    [path] = tmp_path.rglob("bulk.json")
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["documents_per_second"] == 0.5
    assert stored["passages_embedded_per_second"] == 5.0
