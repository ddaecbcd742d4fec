"""Settings of the engine process. Standard library only: Rasa's environment has no pydantic-settings."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Each limit is inside the next: the calls of an action (10 s), the action, the gateway (15 s), the lock.
ACTION_TIMEOUT_SECONDS = 12
LOCK_LIFETIME_SECONDS = 60


@dataclass(frozen=True)
class EngineSettings:
    """Where the engine listens, whom it calls, and where it keeps models and conversations."""

    var_dir: Path
    host: str
    port: int
    actions_url: str
    tracker_url: str
    token: str = field(repr=False)

    @property
    def models_dir(self) -> Path:
        return self.var_dir / "models"

    @staticmethod
    def read(environment: Mapping[str, str]) -> "EngineSettings":
        """The environment first, then the secrets that the launcher wrote to `var/secrets.env`."""
        var_dir = Path(environment.get("CIVICDESK_VAR", ROOT / "var")).absolute()
        values = {**_secrets(var_dir / "secrets.env"), **environment}
        host = values.get("CIVICDESK_HOST", "127.0.0.1")
        return EngineSettings(
            var_dir=var_dir,
            host=host,
            port=int(values.get("CIVICDESK_ENGINE_PORT", "5005")),
            actions_url=f"http://{host}:{values.get('CIVICDESK_ACTIONS_PORT', '5055')}/webhook",
            tracker_url=values.get("DATABASE_URL") or f"sqlite:///{var_dir / 'engine.db'}",
            token=values.get("CIVICDESK_ENGINE_TOKEN", ""),
        )

    def export(self) -> None:
        """Set what Rasa and the YAML files of the project read from the environment."""
        os.environ.update(
            {
                "CIVICDESK_ENGINE_TOKEN": self.token,
                "CIVICDESK_ENGINE_ACTIONS_URL": self.actions_url,
                "CIVICDESK_ENGINE_TRACKER_URL": self.tracker_url,
                "RASA_TELEMETRY_ENABLED": "false",
                "RASA_CACHE_DIRECTORY": str(self.var_dir / "rasa-cache"),
                "TICKET_LOCK_LIFETIME": str(LOCK_LIFETIME_SECONDS),
                "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
                "TF_CPP_MIN_LOG_LEVEL": "3",
            }
        )


def _secrets(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
