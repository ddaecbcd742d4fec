"""Every setting, route, command and folder is described where a reader looks for it."""

import itertools
import re
from pathlib import Path

import pytest
from pydantic import AliasChoices, AliasPath
from pydantic_settings import BaseSettings

from actions.backoffice.bootstrap import PREFIX, build
from actions.backoffice.settings import BackofficeSettings
from actions.dialogue.settings import DialogueSettings
from chassis.settings import ROOT
from connectors.api import router
from connectors.handoff import api as desk
from connectors.settings import GatewaySettings
from knowledge_base.settings import KnowledgeSettings
from tests.actions.backoffice.counter import settings_for

SETTINGS = (GatewaySettings, KnowledgeSettings, DialogueSettings, BackofficeSettings)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables(settings: type[BaseSettings]) -> set[str]:
    prefix = settings.model_config.get("env_prefix", "")
    names: set[str | AliasPath | AliasChoices] = {
        field.validation_alias or f"{prefix}{name}".upper() for name, field in settings.model_fields.items()
    }
    return {str(name) for name in names}


@pytest.mark.parametrize("settings", SETTINGS, ids=lambda settings: str(settings.__name__))
def test_every_setting_is_described(settings: type[BaseSettings]) -> None:
    described = text_of("docs/settings.md")
    assert sorted(name for name in variables(settings) if f"`{name}`" not in described) == []


def test_every_variable_that_is_described_is_read_somewhere() -> None:
    described = set(re.findall(r"^\| `([A-Z_]+)`", text_of("docs/settings.md"), re.MULTILINE))
    read = set[str]().union(*(variables(settings) for settings in SETTINGS))
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("deploy", "evaluation", "tests", "bot")
        for path in (ROOT / folder).rglob("*.py")
        if path != Path(__file__)
    )
    assert sorted(name for name in described - read if name not in sources) == []


def test_every_route_of_the_gateway_is_described() -> None:
    described = text_of("docs/api.md").replace("{id}", "{}")
    routes = [*router.routes, *desk.router.routes]
    paths = {re.sub(r"\{[^}]*\}", "{}", getattr(route, "path", "")) for route in routes}
    assert sorted(path for path in paths if path not in described) == []


def test_every_route_of_the_back_office_is_described(tmp_path: Path) -> None:
    _, section = text_of("docs/api.md").split("\n## Back office\n")
    described = {
        (method, re.sub(r"\{[^}]*\}", "{}", path))
        for line in re.findall(r"^(?:GET|POST|PUT|PATCH|DELETE) +/.*", section, re.MULTILINE)
        for method, path in paths_of(line)
    }
    routes = {
        (method.upper(), re.sub(r"\{[^}]*\}", "{}", path.removeprefix(PREFIX)))
        for path, operations in build(settings_for(tmp_path)).openapi()["paths"].items()
        for method in operations
        if path.startswith(PREFIX)
    }
    assert sorted(routes - described) == []
    assert sorted(described - routes) == []


def paths_of(line: str) -> list[tuple[str, str]]:
    """`POST /cases/{number}/return | check` are two routes."""
    method, path, *rest = re.split(r" +", line)
    last = [word for bar, word in itertools.pairwise(rest) if bar == "|" and word[0].isalpha()]
    return [(method, path), *((method, f"{path.rpartition('/')[0]}/{word}") for word in last)]


def test_every_command_of_the_makefile_is_described() -> None:
    targets = re.findall(r"^([a-z]+):.*## ", text_of("Makefile"), re.MULTILINE)
    described = text_of("README.md") + text_of("docs/commands.md")
    assert [target for target in targets if f"make {target}" not in described] == []


def test_every_folder_is_on_the_map() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    missing = {folder for folder in folders - {"var"} if f"`{folder}/`" not in text_of("README.md")}
    assert missing == set()


def test_every_decision_has_its_number() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
