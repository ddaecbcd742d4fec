"""Report pages: one HTML file each that fetches nothing."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evaluation.settings import HERE


def render(template: Path, **values: Any) -> str:
    """The template may use what stands in `page.html.j2`, the frame of all stored runs."""
    environment = Environment(
        loader=FileSystemLoader([template.parent, HERE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template.name).render(**values)
