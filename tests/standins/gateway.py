"""A gateway on a database in a temporary folder, with stand-ins for everything behind it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.bootstrap import DATABASE, Gateway, build, migrate
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
    lay_database(settings)
    return build(settings)


def lay_database(settings: GatewaySettings) -> None:
    """A migrated database where there is none yet. Migrating for every test takes longer than the test."""
    if settings.database_url:
        migrate(settings)
        return
    file = settings.var_dir / f"{DATABASE}.db"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_migrated())


@cache
def _migrated() -> bytes:
    with TemporaryDirectory() as folder:
        migrate(settings_for(Path(folder), engine_port=1, neighbours_port=1))
        return (Path(folder) / f"{DATABASE}.db").read_bytes()
