"""What the actions say, read once from `texts/*.yml`."""

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from actions.wire import Contact

_FOLDER = Path(__file__).with_name("texts")


class _Texts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KnowledgeTexts(_Texts):
    unavailable: str
    danger_unavailable: str
    region_chosen: str
    ask_someone: str
    ask_someone_button: str


class HandoffTexts(_Texts):
    request_handoff: str
    tell_hotlines: str
    contact: str
    contact_without_phone: str
    note: str
    hours: str
    demo: str
    hotline: str
    between_hotlines: str
    fallback: list[Contact]

    def line(self, contact: Contact) -> str:
        """A contact on a line of its own, with all that is known of it."""
        parts = [self.contact if contact.phone else self.contact_without_phone]
        parts += [self.hours] if contact.hours else []
        parts += [self.note] if contact.note else []
        parts += [self.demo] if contact.demo else []
        return "".join(parts).format(**contact.model_dump())

    def lines(self, contacts: list[Contact]) -> str:
        return "\n".join(self.line(contact) for contact in contacts)

    def hotlines(self, contacts: list[Contact]) -> str:
        """The numbers only, inside a sentence."""
        return self.between_hotlines.join(
            self.hotline.format(phone=contact.phone, name=contact.name)
            for contact in contacts
            if contact.phone
        )


class SmalltalkText(_Texts):
    text: str
    questions: list[str] = []
    handoff_button: str | None = None


class SignpostText(_Texts):
    """`text` holds `{contacts}`, to which `also` adds a line by region.

    `questions`, by region, become buttons that ask them; `about_item` asks about the service item named.
    """

    text: str
    also: dict[str, str]
    about_item: str | None
    questions: dict[str, list[str]]
    handoff_button: str


class Texts(_Texts):
    knowledge: KnowledgeTexts
    handoff: HandoffTexts
    smalltalk: dict[str, SmalltalkText]
    commitment: SignpostText
    life_event: SignpostText
    review: SignpostText
    report: SignpostText
    progress: SignpostText

    @staticmethod
    def load(folder: Path = _FOLDER) -> "Texts":
        return Texts.model_validate({topic: _read(folder, topic) for topic in Texts.model_fields})


def _read(folder: Path, topic: str) -> Any:
    return yaml.safe_load((folder / f"{topic}.yml").read_text(encoding="utf-8"))
