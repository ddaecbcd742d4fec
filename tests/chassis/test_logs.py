"""Log lines: one JSON object each, in a process of its own as the services run."""

import json
import subprocess
import sys

import pytest

from chassis.logs import bind_trace_id, current_trace_id, new_trace_id


def _lines(program: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, "-c", f"from chassis.logs import *\n{program}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == ""
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_a_log_line_carries_process_and_trace_id() -> None:
    lines = _lines(
        "configure(process='gateway')\n"
        "bind_trace_id('trace-1')\n"
        "get_logger().info('answered', question='失业登记')\n"
        "bind_trace_id('trace-2')\n"
        "get_logger().error('failed')\n"
    )
    assert [line["trace_id"] for line in lines] == ["trace-1", "trace-2"]
    assert [line["process"] for line in lines] == ["gateway", "gateway"]
    assert [line["level"] for line in lines] == ["info", "error"]
    assert lines[0]["question"] == "失业登记"


def test_a_traceback_is_written_into_the_line() -> None:
    lines = _lines(
        "configure(process='gateway')\n"
        "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n"
        "    get_logger().error('failed', exc_info=error)\n"
    )
    assert len(lines) == 1
    assert "ZeroDivisionError" in json.dumps(lines[0])


def test_a_traceback_does_not_tell_what_was_in_the_variables() -> None:
    lines = _lines(
        "configure(process='gateway')\n"
        "def divide(identity_number):\n    return len(identity_number) / 0\n"
        "try:\n    divide('44010419900101' + '0008')\nexcept ZeroDivisionError as error:\n"
        "    get_logger().error('failed', exc_info=error)\n"
    )
    assert "440104199001010008" not in json.dumps(lines)


def test_events_below_the_level_are_left_out() -> None:
    assert _lines("configure(process='gateway')\nget_logger().debug('detail')\n") == []


@pytest.fixture
def no_trace_id() -> None:
    bind_trace_id("")


@pytest.mark.usefixtures("no_trace_id")
def test_a_turn_without_trace_id_gets_one_and_keeps_it() -> None:
    first = current_trace_id()
    assert first
    assert current_trace_id() == first


def test_new_trace_ids_differ() -> None:
    assert len({new_trace_id() for _ in range(100)}) == 100
