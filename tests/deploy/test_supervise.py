"""One supervised process, with real processes and a clock of our own."""

import os
import sys
from pathlib import Path

from deploy.stack.supervise import LONGEST_DELAY_SECONDS, Child
from tests.deploy.toys import is_alive, wait_until


def child_of(folder: Path, *command: str) -> Child:
    return Child(
        name="toy", command=command, folder=folder, log_path=folder / "toy.log", environ=dict(os.environ)
    )


def wait_for_exit(child: Child) -> None:
    wait_until(lambda: not child.alive, "exit")


def test_fast_crashes_restart_with_growing_delays_and_never_for_good(tmp_path: Path) -> None:
    child = child_of(tmp_path, "false")
    now = 0.0
    child.start(now)
    delays = []
    for _ in range(9):
        wait_for_exit(child)
        child.tick(now)
        delays.append(child.next_start - now)
        assert not child.tick(child.next_start - 0.01)
        now = child.next_start
        assert child.tick(now)
    wait_for_exit(child)
    assert delays == [1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert child.restarts == 9


def test_a_minute_of_health_resets_the_delay(tmp_path: Path) -> None:
    child = child_of(tmp_path, "false")
    child.delay_seconds = LONGEST_DELAY_SECONDS
    child.start(0.0)
    wait_for_exit(child)
    child.tick(61.0)
    assert child.next_start == 62.0
    assert child.last_exit == 1


def test_a_program_that_is_missing_is_tried_again_later(tmp_path: Path) -> None:
    child = child_of(tmp_path, str(tmp_path / "missing"))
    child.start(0.0)
    assert child.state == "backoff"
    assert child.next_start == 1.0
    assert "missing" in child.log_path.read_text(encoding="utf-8")


def test_what_a_crashed_process_had_started_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    script = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"open({str(mark)!r}, 'w').write(str(child.pid))\n"
    )
    child = child_of(tmp_path, sys.executable, "-c", script)
    child.start(0.0)
    wait_for_exit(child)
    child.tick(1.0)
    wait_until(lambda: not is_alive(int(mark.read_text(encoding="ascii"))), "grandchild gone")
