"""Which trained model belongs to the project as it stands. Standard library only: both environments use it.

A model file carries the digest of everything it was trained from in its name, so that "is it stale?" is
"is there a file of that name?", and two checkouts can share one folder.
"""

import hashlib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
SOURCES = ("config.yml", "domain", "data", "dictionary", "components")
MODELS_KEPT = 2
_IGNORED_SUFFIXES = {".pyc"}


def project_digest(project: Path = PROJECT) -> str:
    """SHA-256 over the path and content of every file that training reads, and of our own components."""
    digest = hashlib.sha256()
    for source in SOURCES:
        for file in _files(project / source):
            name = file.relative_to(project).as_posix().encode()
            content = file.read_bytes()
            digest.update(b"%d:%s%d:%s" % (len(name), name, len(content), content))
    return digest.hexdigest()


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return sorted(
        path for path in source.rglob("*") if path.is_file() and path.suffix not in _IGNORED_SUFFIXES
    )


def model_path(models_dir: Path, digest: str) -> Path:
    return models_dir / f"engine-{digest[:16]}.tar.gz"


def prune(models_dir: Path, *, keep: int = MODELS_KEPT) -> list[Path]:
    """Remove all but the newest models; returns what was removed."""
    models = sorted(
        models_dir.glob("engine-*.tar.gz"), key=lambda path: path.stat().st_mtime_ns, reverse=True
    )
    for path in models[keep:]:
        path.unlink()
    return models[keep:]
