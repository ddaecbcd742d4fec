"""A gateway on a database in a temporary folder, with stand-ins for everything behind it."""

from pathlib import Path

from connectors.bootstrap import Gateway, build, migrate
from connectors.settings import GatewaySettings
from tests.standins.rasa_engine import ENGINE_TOKEN

SIGNING_KEY = "signing-key-of-the-tests-0123456789abcdef"


def settings_for(
    var_dir: Path, *, engine_port: int, neighbours_port: int, **options: object
) -> GatewaySettings:
    values: dict[str, object] = {
        "var_dir": var_dir,
        "database_url": None,
        "engine_port": engine_port,
        "actions_port": neighbours_port,
        "knowledge_port": neighbours_port,
        "backoffice_port": neighbours_port,
        "engine_token": ENGINE_TOKEN,
        "signing_key": SIGNING_KEY,
        **options,
    }
    return GatewaySettings.model_validate(values)


def build_gateway(settings: GatewaySettings) -> Gateway:
    migrate(settings)
    return build(settings)
