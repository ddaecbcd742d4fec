"""Pages from templates: what is filled in is text, never markup; what is not given is an error."""

from datetime import date, datetime
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.clock import OFFICE_ZONE
from chassis.staff import Role
from connectors.console.areas import CONSOLE, Area, Navigation, navigation_of, read_texts
from connectors.console.static import StaticFiles

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Views:
    """All templates of the console, with the texts of its areas."""

    def __init__(self, areas: tuple[Area, ...], static: StaticFiles) -> None:
        self.navigation: Navigation = navigation_of(areas)
        self._texts = {area.name: area.texts() for area in areas}
        self.shell_texts = read_texts(CONSOLE / "texts.yml")
        folders = [CONSOLE / "templates", *(area.templates for area in areas)]
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            static=static.address,
            texts=self._texts,
            role_names=self.shell_texts["roles"],
            Role=Role,
        )
        self._environment.filters.update(moment=moment, day=day, number=number, percent=percent)

    def render(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(**values)

    def said(self, key: str) -> str:
        """The notice `<area>.<key>`; nothing where there is none of that name."""
        area, _, name = key.partition(".")
        told = self._texts.get(area, {}).get("said", {}).get(name, "")
        return str(told)


def moment(value: datetime | None) -> str:
    """2026-03-02 09:30, in the office's zone."""
    return value.astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M") if value else "—"


def day(value: date | None) -> str:
    """2026-03-02; a day that is not known is a dash."""
    return value.isoformat() if value else "—"


def number(value: float) -> str:
    """12,345."""
    return f"{value:,}"


def percent(value: float) -> str:
    """A share between 0 and 1 as 83.5%."""
    return f"{value:.1%}"
