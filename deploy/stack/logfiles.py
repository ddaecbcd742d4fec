"""Log files: the last lines for an error message, and a bound on their size."""

import shutil
from pathlib import Path

LARGEST_BYTES = 10_000_000
KEPT = 3
TAIL_BYTES = 20_000


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def tail(path: Path, *, lines: int = 15, start: int = 0) -> tuple[str, ...]:
    """The last lines that say something, of what was written from byte `start` on."""
    if not path.exists():
        return ()
    with path.open("rb") as file:
        file.seek(max(start, size(path) - TAIL_BYTES))
        text = file.read().decode("utf-8", errors="replace")
    return tuple(line for line in text.splitlines() if line.strip())[-lines:]


def rotate(path: Path, *, largest_bytes: int = LARGEST_BYTES, kept: int = KEPT) -> None:
    """Copies and empties a log that has grown too large: its writer keeps the same open file."""
    if size(path) < largest_bytes:
        return
    for number in range(kept - 1, 0, -1):
        older = path.with_name(f"{path.name}.{number}")
        if older.exists():
            older.replace(path.with_name(f"{path.name}.{number + 1}"))
    shutil.copyfile(path, path.with_name(f"{path.name}.1"))
    with path.open("r+b") as file:
        file.truncate()
