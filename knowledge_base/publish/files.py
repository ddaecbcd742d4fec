"""Which files are documents."""

from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = frozenset({".html", ".htm", ".docx", ".pdf", ".txt", ".md"})


def document_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among the paths, and those with a suffix that we read in the folders among them."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        else:
            yield path
