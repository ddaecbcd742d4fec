"""One process at a time owns the index."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge_base.errors import ServiceRunning
from knowledge_base.ownership import own_index

HOLD = """
import sys, time
from pathlib import Path
from knowledge_base.ownership import own_index
with own_index(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_owner_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    lock_file = tmp_path / "var" / "knowledge.lock"
    with own_index(lock_file), pytest.raises(ServiceRunning, match=r"process '\d+'"), own_index(lock_file):
        pass
    with own_index(lock_file):
        pass


def test_a_killed_owner_holds_nothing(tmp_path: Path) -> None:
    lock_file = tmp_path / "knowledge.lock"
    owner = subprocess.Popen([sys.executable, "-c", HOLD, lock_file], stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    with owner.stdout:
        assert owner.stdout.readline() == "held\n"
        with pytest.raises(ServiceRunning, match=str(owner.pid)), own_index(lock_file):
            pass
        owner.kill()
        owner.wait()
    with own_index(lock_file):
        pass
