"""Small pages from templates. Whatever is filled in is text, never markup."""

import html
from functools import cache
from pathlib import Path
from string import Template


@cache
def template(path: Path) -> Template:
    return Template(path.read_text(encoding="utf-8"))


def render(path: Path, **values: str) -> str:
    """The page with its values escaped."""
    return template(path).substitute({name: html.escape(value) for name, value in values.items()})
