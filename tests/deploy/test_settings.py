import stat
from pathlib import Path

import pytest

from actions.backoffice.cipher import Cipher
from deploy.stack.errors import SettingInvalid
from deploy.stack.processes import child_environment, five_processes
from deploy.stack.secret_keys import NAMES, ensure_secrets
from deploy.stack.settings import read_settings

SECRETS = dict.fromkeys(NAMES, "a&b")


def test_ports_come_from_the_settings_and_reach_the_processes(tmp_path: Path) -> None:
    settings = read_settings({"CIVICDESK_ENGINE_PORT": "6005"}, root=tmp_path)
    processes = {process.name: process for process in five_processes(settings, SECRETS)}
    environ = child_environment(settings, SECRETS, tuple(processes.values()))
    assert processes["engine"].port == 6005
    assert environ["CIVICDESK_ENGINE_PORT"] == "6005"
    assert environ["CIVICDESK_GATEWAY_PORT"] == "8000"
    assert processes["engine"].ready_path == "/status?token=a%26b"


@pytest.mark.parametrize("value", ["eight", "0", "70000", "80.5"])
def test_a_port_that_is_none_is_refused_by_name(tmp_path: Path, value: str) -> None:
    settings = read_settings({"CIVICDESK_GATEWAY_PORT": value}, root=tmp_path)
    with pytest.raises(SettingInvalid, match="CIVICDESK_GATEWAY_PORT"):
        five_processes(settings, SECRETS)


@pytest.mark.parametrize(("host", "expected"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("desk", "desk")])  # noqa: S104
def test_a_stack_on_every_address_is_asked_on_loopback(tmp_path: Path, host: str, expected: str) -> None:
    assert read_settings({"CIVICDESK_HOST": host}, root=tmp_path).probe_host == expected


def test_keys_are_made_once_and_only_the_owner_may_read_them(tmp_path: Path) -> None:
    first = ensure_secrets(tmp_path, {})
    second = ensure_secrets(tmp_path, {})
    path = tmp_path / "secrets.env"
    assert first == second
    assert len(set(first.values())) == len(NAMES)
    assert all(len(value) >= 32 for value in first.values())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_key_of_the_data_is_one_that_the_back_office_takes(tmp_path: Path) -> None:
    key = ensure_secrets(tmp_path, {})["CIVICDESK_DATA_KEY"]
    assert len(Cipher.from_text(key).key) == 32


def test_a_stack_from_before_gets_the_keys_that_are_new(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("CIVICDESK_SERVICE_TOKEN=kept\n", encoding="utf-8")
    keys = ensure_secrets(tmp_path, {})
    assert keys["CIVICDESK_SERVICE_TOKEN"] == "kept"
    assert keys == ensure_secrets(tmp_path, {})
    assert all(keys[name] for name in NAMES)


def test_a_key_from_the_environment_wins_and_is_not_stored(tmp_path: Path) -> None:
    keys = ensure_secrets(tmp_path, {"CIVICDESK_SERVICE_TOKEN": "given"})
    assert keys["CIVICDESK_SERVICE_TOKEN"] == "given"
    assert "given" not in (tmp_path / "secrets.env").read_text(encoding="utf-8")
