"""Removes what the stack has made: data, models, logs, caches. The environments stay."""

import shutil
from pathlib import Path

from deploy.stack.lock import hold
from deploy.stack.messages import say
from deploy.stack.settings import Settings

CACHES = (".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache", ".hypothesis")
KEPT = ("run", "secrets.env")


def clean(settings: Settings) -> None:
    """Refuses while a stack is running. The keys stay: without them, conversations already given out end."""
    with hold(settings.run_dir, command="make clean"):
        for path in [*settings.var_dir.iterdir(), *(settings.root / name for name in CACHES)]:
            if path.exists() and path.name not in KEPT:
                _remove(path)
                print(say("clean.removed", path=path))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
