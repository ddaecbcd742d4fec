"""What is said of items and occasions, read once from `texts/service_guide.yml`."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

_SOURCE = Path(__file__).parents[1] / "texts" / "service_guide.yml"


class GuideTexts(BaseModel):
    """By name; see the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    between: str
    numbered: str
    demo: str
    place: str
    day: str
    which_item: str
    guessed_item: str
    not_applicable: str
    apply_button: str
    ask_buttons: dict[str, str]
    questions: dict[str, str]
    materials: str
    materials_none: str
    material: str
    material_promise: str
    material_later: str
    material_optional: str
    materials_shared: str
    conditions: str
    conditions_none: str
    condition: str
    conditions_next: str
    time: str
    limit: str
    limits_none: str
    due_online: str
    due_any: str
    where: str
    channel: str
    channels_none: str
    online: str
    online_no: str
    here: str
    event: str
    event_how: str
    event_direct: str
    event_all_button: str
    event_again: str
    events_button: str
    which_event: str
    event_none: str

    @staticmethod
    @cache
    def load() -> "GuideTexts":
        return GuideTexts.model_validate(yaml.safe_load(_SOURCE.read_text(encoding="utf-8")))

    def numbered_lines(self, lines: list[str]) -> list[str]:
        return [self.numbered.format(number=number, line=line) for number, line in enumerate(lines, 1)]

    def marked(self, demo: bool) -> str:
        return self.demo if demo else ""

    def on(self, day: date) -> str:
        return self.day.format(month=day.month, day=day.day)
