"""Settings: the environment first, then what the launcher wrote to `secrets.env`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.settings import ServiceSettings

KEYS = ("CIVICDESK_VAR", "CIVICDESK_SIGNING_KEY", "CIVICDESK_SERVICE_TOKEN", "CIVICDESK_KNOWLEDGE_PORT")
DATABASE = "DATABASE_URL"


@pytest.fixture(autouse=True)
def environment() -> Iterator[dict[str, str]]:
    """The process's environment, without our variables; put back as it was afterwards."""
    before = dict(os.environ)
    for key in (*KEYS, DATABASE):
        os.environ.pop(key, None)
    yield os.environ  # type: ignore[misc]
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def var_dir(tmp_path: Path) -> Path:
    (tmp_path / "secrets.env").write_text(
        "CIVICDESK_SIGNING_KEY=key-of-the-file\nCIVICDESK_SERVICE_TOKEN=token-of-the-file\n", encoding="utf-8"
    )
    return tmp_path


def test_secrets_are_read_from_the_file_of_the_launcher(environment: dict[str, str], var_dir: Path) -> None:
    environment["CIVICDESK_VAR"] = str(var_dir)
    settings = ServiceSettings()
    assert settings.var_dir == var_dir
    assert settings.signing_key.get_secret_value() == "key-of-the-file"
    assert settings.service_token.get_secret_value() == "token-of-the-file"


def test_the_environment_wins_over_the_file(environment: dict[str, str], var_dir: Path) -> None:
    environment["CIVICDESK_VAR"] = str(var_dir)
    environment["CIVICDESK_SIGNING_KEY"] = "key-of-the-environment"
    settings = ServiceSettings()
    assert settings.signing_key.get_secret_value() == "key-of-the-environment"
    assert settings.service_token.get_secret_value() == "token-of-the-file"


def test_a_folder_given_by_hand_brings_its_own_secrets(var_dir: Path) -> None:
    settings = ServiceSettings.model_validate({"var_dir": var_dir})
    assert settings.signing_key.get_secret_value() == "key-of-the-file"


def test_a_folder_without_secrets_leaves_them_empty(tmp_path: Path) -> None:
    settings = ServiceSettings.model_validate({"var_dir": tmp_path})
    assert settings.signing_key.get_secret_value() == ""


def test_secrets_do_not_show_when_settings_are_printed(var_dir: Path) -> None:
    settings = ServiceSettings.model_validate({"var_dir": var_dir})
    assert "key-of-the-file" not in repr(settings)
    assert "token-of-the-file" not in str(settings)


def test_each_service_has_a_database_file_of_its_own(tmp_path: Path) -> None:
    settings = ServiceSettings.model_validate({"var_dir": tmp_path})
    assert settings.database_url_for("knowledge") == f"sqlite:///{tmp_path}/knowledge.db"
    assert settings.database_url_for("backoffice") == f"sqlite:///{tmp_path}/backoffice.db"


def test_one_database_address_serves_every_service(environment: dict[str, str], tmp_path: Path) -> None:
    environment[DATABASE] = "postgresql://example/civic"
    settings = ServiceSettings.model_validate({"var_dir": tmp_path})
    assert settings.database_url_for("knowledge") == "postgresql://example/civic"


def test_a_changed_port_changes_the_address(environment: dict[str, str]) -> None:
    environment["CIVICDESK_KNOWLEDGE_PORT"] = "9101"
    settings = ServiceSettings()
    assert settings.knowledge_url == "http://127.0.0.1:9101"
    assert settings.gateway_url == "http://127.0.0.1:8000"
