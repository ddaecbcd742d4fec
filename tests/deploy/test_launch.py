"""The launcher from outside: what a person at the terminal sees, and what is left behind."""

import os
import signal
import socket
import sys
from pathlib import Path

from tests.deploy.toys import ToyStack, is_alive, wait_until


def test_up_prints_the_address_once_everything_is_ready(toy: ToyStack) -> None:
    toy.up()
    port = toy.spec["processes"]["gateway"][0]
    assert f"http://127.0.0.1:{port}/" in toy.output()
    assert set(toy.pids()) == {"gateway", "knowledge"}


def test_up_says_how_to_make_the_first_account_while_there_is_none(toy: ToyStack) -> None:
    toy.spec["staff_path"] = "/nothing-there"
    toy.up()
    wait_until(lambda: "add-account --role admin" in toy.output(), "how to make an account")


def test_ctrl_c_stops_everything_and_leaves_no_orphan(toy: ToyStack, tmp_path: Path) -> None:
    grandchild = tmp_path / "grandchild"
    toy.spec["processes"]["knowledge"][1] = ["--with-child", str(grandchild)]
    launcher = toy.up()
    pids = [*toy.pids().values(), int(grandchild.read_text(encoding="ascii"))]

    launcher.send_signal(signal.SIGINT)

    assert launcher.wait(timeout=20) == 0
    assert not [pid for pid in pids if is_alive(pid)]
    assert "已全部停下" in toy.output()


def test_kill_9_of_the_supervisor_leaves_no_orphan(toy: ToyStack) -> None:
    launcher = toy.up()
    pids = toy.pids().values()

    os.kill(toy.supervisor_pid(), signal.SIGKILL)

    wait_until(lambda: not any(map(is_alive, pids)), "children gone")
    assert launcher.wait(timeout=20) == 1
    assert "supervisor.log" in toy.output()


def test_kill_9_of_the_launcher_stops_everything(toy: ToyStack) -> None:
    launcher = toy.up()
    pids = toy.pids().values()

    launcher.kill()

    wait_until(lambda: not any(map(is_alive, pids)), "children gone")
    launcher.wait(timeout=20)


def test_a_crashed_process_is_restarted_and_the_person_is_told(toy: ToyStack) -> None:
    toy.up()
    old = toy.pids()["knowledge"]

    os.kill(old, signal.SIGKILL)

    wait_until(lambda: toy.pids().get("knowledge", old) != old, "restarted")
    assert toy.states()["knowledge"].restarts == 1
    wait_until(lambda: "knowledge 退出了" in toy.output(), "told")


def test_start_returns_when_ready_and_stop_ends_all(toy: ToyStack) -> None:
    assert toy.run("start") == 0
    pids = toy.pids().values()
    assert len(pids) == 2
    assert toy.run("status") == 0
    assert "knowledge" in toy.output()
    assert "MB" in toy.output()

    assert toy.run("stop") == 0

    assert not any(map(is_alive, pids))
    assert toy.run("status") == 3


def test_a_second_stack_on_the_same_folder_is_refused(toy: ToyStack) -> None:
    assert toy.run("start") == 0
    pids = toy.pids()

    assert toy.run("up") == 1

    assert str(toy.var_dir) in toy.output()
    assert "make stop" in toy.output()
    assert toy.pids() == pids


def test_a_port_in_use_is_named_with_its_holder_and_its_setting(toy: ToyStack) -> None:
    port = toy.spec["processes"]["knowledge"][0]
    with socket.create_server(("127.0.0.1", port)):
        assert toy.run("up") == 1

    assert f"{port}" in toy.output()
    assert f"进程 {os.getpid()}" in toy.output()
    assert "TOY_KNOWLEDGE_PORT" in toy.output()
    assert not (toy.var_dir / "log/gateway.log").exists()


def test_a_failed_stage_tells_what_failed_what_it_read_and_what_to_do(toy: ToyStack) -> None:
    script = "print('PROGRESS 1 3 首个'); print('broken: third line'); raise SystemExit(4)"
    toy.spec["stages"] = {"装载": [sys.executable, "-c", script]}

    assert toy.run("up") == 1

    output = toy.output()
    for part in ("装载", "代码 4", "TOY_DOCUMENTS", "broken: third line", "怎么办"):
        assert part in output
    assert not (toy.var_dir / "log/gateway.log").exists()
    assert toy.run("status") == 3


def test_a_process_that_keeps_crashing_ends_the_start_with_its_last_lines(toy: ToyStack) -> None:
    toy.spec["processes"]["knowledge"][1] = ["--crash"]

    assert toy.run("start") == 1

    assert "toy: the settings file is broken" in toy.output()
    assert "启动 knowledge" in toy.output()
    assert toy.run("status") == 3


def test_a_process_that_never_gets_ready_is_reported_with_its_answer(toy: ToyStack) -> None:
    toy.spec["processes"]["knowledge"][1] = ["--never-ready"]
    toy.spec["environ"] = {"CIVICDESK_START_TIMEOUT_SECONDS": "2"}

    assert toy.run("start") == 1

    assert '"checks": {"toy": false}' in toy.output()


def test_a_process_is_given_its_time_from_when_those_it_relies_on_are_ready(toy: ToyStack) -> None:
    toy.spec["stages"] = {"装载": [sys.executable, "-c", "import time; time.sleep(4)"]}
    toy.spec["after"] = {"gateway": []}
    toy.spec["relies_on"] = {"gateway": ["knowledge"]}
    toy.spec["environ"] = {"CIVICDESK_START_TIMEOUT_SECONDS": "3"}

    assert toy.run("start") == 0

    assert set(toy.pids()) == {"gateway", "knowledge"}


def test_ctrl_c_during_the_set_up_ends_the_running_command(toy: ToyStack, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    script = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(300)"
    toy.spec["stages"] = {"装载": [sys.executable, "-c", script]}
    launcher = toy.launch("up")
    wait_until(lambda: mark.exists() and mark.read_text(encoding="ascii") != "", "stage runs")

    launcher.send_signal(signal.SIGINT)

    assert launcher.wait(timeout=20) == 130
    assert not is_alive(int(mark.read_text(encoding="ascii")))
