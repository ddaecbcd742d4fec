"""What the seed files say, read into the models of the wire."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.backoffice.seeding import SEED, SeededPerson
from actions.wire.catalogue import LifeEvent, ServiceItem

YUEXIU, LONGHUA = "440104", "440309"


def _read(source: Path, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.safe_load(source.read_text(encoding="utf-8"))[name]
    return entries


ITEMS = [
    ServiceItem.model_validate(entry)
    for source in sorted((SEED / "items").glob("*.yml"))
    for entry in _read(source, "items")
]
EVENTS = [LifeEvent.model_validate(entry) for entry in _read(SEED / "life_events.yml", "life_events")]
PEOPLE = [SeededPerson.model_validate(entry) for entry in _read(SEED / "people.yml", "people")]
BY_CODE = {item.code: item for item in ITEMS}
BY_NAME = {item.name: item for item in ITEMS}

each_item = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.code)
each_person = pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.subject)


def doubled(values: list[str]) -> set[str]:
    return {value for value in values if values.count(value) > 1}
