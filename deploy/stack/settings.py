"""What the launcher reads from the environment. Every variable is described in docs/settings.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from deploy.stack.errors import SettingInvalid

ROOT = Path(__file__).resolve().parents[2]
LAST_PORT = 65_535


@dataclass(frozen=True, kw_only=True)
class Settings:
    root: Path
    var_dir: Path
    host: str
    start_timeout_seconds: float
    environ: Mapping[str, str]

    @property
    def run_dir(self) -> Path:
        return self.var_dir / "run"

    @property
    def log_dir(self) -> Path:
        return self.var_dir / "log"

    @property
    def probe_host(self) -> str:
        """Where to reach a process from here when it listens on every address."""
        try:
            address = ip_address(self.host)
        except ValueError:
            return self.host
        if not address.is_unspecified:
            return self.host
        return "127.0.0.1" if address.version == 4 else "::1"

    def port(self, variable: str, default: int) -> int:
        port = _number(self.environ, variable, default)
        if not port.is_integer() or not 0 < port <= LAST_PORT:
            raise SettingInvalid(variable, self.environ[variable])
        return int(port)


def read_settings(environ: Mapping[str, str], *, root: Path = ROOT) -> Settings:
    var_dir = Path(environ.get("CIVICDESK_VAR") or "var")
    return Settings(
        root=root,
        var_dir=root / var_dir,
        host=environ.get("CIVICDESK_HOST") or "127.0.0.1",
        start_timeout_seconds=_number(environ, "CIVICDESK_START_TIMEOUT_SECONDS", 300),
        environ=environ,
    )


def _number(environ: Mapping[str, str], variable: str, default: float) -> float:
    value = environ.get(variable) or str(default)
    try:
        return float(value)
    except ValueError:
        raise SettingInvalid(variable, value) from None
