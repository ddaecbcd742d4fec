"""What a part of the console brings with it: its routes, its links, and a folder beside its module.

The folder holds `templates/<name>/*.html`, `texts.yml` (what Python chooses among, the links' labels under
`navigation`, the notices after an action under `said`) and, scripts and styles in `static/`, where any.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml
from fastapi import APIRouter

from chassis.staff import Person, Role

CONSOLE = Path(__file__).parent
HOME = "/desk"


class Group(StrEnum):
    """Under which heading of the navigation a link stands, in this order."""

    START = "start"
    KNOWLEDGE = "knowledge"
    QUALITY = "quality"
    ASKED = "asked"
    OFFICE = "office"


@dataclass(frozen=True)
class Link:
    """A page that the navigation leads to, shown to whoever has `role`. `path` begins with `/desk`."""

    path: str
    role: Role
    group: Group


@dataclass(frozen=True)
class Area:
    """`larger_bodies`: bytes that a body may have, by a pattern of the whole path, where files come in."""

    name: str
    router: APIRouter
    links: tuple[Link, ...] = ()
    larger_bodies: dict[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return CONSOLE / self.name

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    @property
    def static(self) -> Path:
        return self.folder / "static"

    def texts(self) -> dict[str, Any]:
        return read_texts(self.folder / "texts.yml")


@dataclass(frozen=True)
class NavigationItem:
    path: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class NavigationGroup:
    label: str
    items: list[NavigationItem]


@dataclass(frozen=True)
class Navigation:
    """All links with their labels; a person is shown those that they may follow."""

    links: list[tuple[Link, str]]
    groups: dict[str, str]

    def of(self, person: Person, *, at: str) -> list[NavigationGroup]:
        """`at` is the path of the page: its link, or the nearest above it, is marked as current."""
        current = self._nearest(at)
        found = []
        for group in Group:
            items = [
                NavigationItem(link.path, label, link.path == current)
                for link, label in self.links
                if link.group is group and person.may(link.role)
            ]
            if items:
                found.append(NavigationGroup(self.groups[group], items))
        return found

    def _nearest(self, at: str) -> str:
        below = [
            link.path for link, _ in self.links if link.path != HOME and f"{at}/".startswith(f"{link.path}/")
        ]
        above = below or [link.path for link, _ in self.links if link.path == at]
        return max(above, key=len, default="")


def read_texts(path: Path) -> dict[str, Any]:
    texts: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def navigation_of(areas: tuple[Area, ...]) -> Navigation:
    """Raises: KeyError: a link without a label in its area's `texts.yml`."""
    links = [(link, area.texts()["navigation"][link.path]) for area in areas for link in area.links]
    return Navigation(links, read_texts(CONSOLE / "texts.yml")["groups"])
