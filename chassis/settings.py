"""Settings that more than one service reads. Every variable is described in docs/settings.md."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings.sources import DotEnvSettingsSource

ROOT = Path(__file__).resolve().parent.parent


class ServiceSettings(BaseSettings):
    """The environment first, then the secrets that the launcher wrote to `var/secrets.env`."""

    model_config = SettingsConfigDict(
        env_prefix="CIVICDESK_", extra="ignore", frozen=True, populate_by_name=True
    )

    var_dir: Path = Field(default=ROOT / "var", validation_alias="CIVICDESK_VAR")
    host: str = "127.0.0.1"
    gateway_port: int = 8000
    knowledge_port: int = 8001
    backoffice_port: int = 8002
    actions_port: int = 5055
    engine_port: int = 5005
    database_url: str | None = Field(default=None, validation_alias="DATABASE_URL")
    service_token: SecretStr = SecretStr("")
    engine_token: SecretStr = SecretStr("")
    signing_key: SecretStr = SecretStr("")
    file_megabytes: int = Field(default=10, ge=1, le=100)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings
        var_dir = {**env_settings(), **init_settings()}.get("CIVICDESK_VAR", ROOT / "var")
        secrets = DotEnvSettingsSource(settings_cls, env_file=Path(str(var_dir)) / "secrets.env")
        return init_settings, env_settings, secrets, file_secret_settings

    def database_url_for(self, name: str) -> str:
        """The address of one service's database: a file of its own unless DATABASE_URL is set."""
        return self.database_url or f"sqlite:///{self.var_dir / name}.db"

    def _url(self, port: int) -> str:
        return f"http://{self.host}:{port}"

    @property
    def gateway_url(self) -> str:
        return self._url(self.gateway_port)

    @property
    def knowledge_url(self) -> str:
        return self._url(self.knowledge_port)

    @property
    def backoffice_url(self) -> str:
        return self._url(self.backoffice_port)

    @property
    def actions_url(self) -> str:
        return self._url(self.actions_port)

    @property
    def engine_url(self) -> str:
        return self._url(self.engine_port)
