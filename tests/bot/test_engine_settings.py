"""Where the engine's settings come from."""

from pathlib import Path

from bot.engine_settings import ACTION_TIMEOUT_SECONDS, LOCK_LIFETIME_SECONDS, EngineSettings


def test_defaults_are_loopback_and_a_file_of_its_own(tmp_path: Path) -> None:
    settings = EngineSettings.read({"CIVICDESK_VAR": str(tmp_path)})
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert settings.actions_url == "http://127.0.0.1:5055/webhook"
    assert settings.tracker_url == f"sqlite:///{tmp_path}/engine.db"


def test_token_is_read_from_the_secrets_file(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("# drawn once\nCIVICDESK_ENGINE_TOKEN=a=b\n", encoding="utf-8")
    assert EngineSettings.read({"CIVICDESK_VAR": str(tmp_path)}).token == "a=b"


def test_environment_wins_over_the_secrets_file(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("CIVICDESK_ENGINE_TOKEN=stored\n", encoding="utf-8")
    environment = {"CIVICDESK_VAR": str(tmp_path), "CIVICDESK_ENGINE_TOKEN": "given"}
    assert EngineSettings.read(environment).token == "given"


def test_token_is_not_shown(tmp_path: Path) -> None:
    settings = EngineSettings.read({"CIVICDESK_VAR": str(tmp_path), "CIVICDESK_ENGINE_TOKEN": "given"})
    assert "given" not in repr(settings)


def test_an_action_ends_before_the_lock_of_its_conversation() -> None:
    assert ACTION_TIMEOUT_SECONDS < LOCK_LIFETIME_SECONDS
