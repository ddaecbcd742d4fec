"""The keys that the processes share: made once, kept in `var/secrets.env`, the environment first."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

NAMES = (
    "CIVICDESK_SERVICE_TOKEN",
    "CIVICDESK_ENGINE_TOKEN",
    "CIVICDESK_SIGNING_KEY",
    "CIVICDESK_DATA_KEY",
)


def ensure_secrets(var_dir: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """The keys in force; whatever is missing is made and stored."""
    path = var_dir / "secrets.env"
    stored = _read(path)
    complete = stored | {name: secrets.token_urlsafe(32) for name in NAMES if not stored.get(name)}
    if complete != stored:
        _write(path, complete)
    path.chmod(0o600)
    return {name: environ.get(name) or complete[name] for name in NAMES}


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def _write(path: Path, values: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    draft.replace(path)
