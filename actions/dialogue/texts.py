"""What the actions say, read once from `texts/*.yml`."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from actions.rules.office_hours import OfficeTime
from actions.wire.contacts import Contact

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
    asked: str
    summary: str
    closed: str
    opens_on: str
    opens_today: str
    opens_now: str
    opens_unknown: str
    guessed: str
    weekdays: list[str]
    phone_button: str
    message_button: str
    not_now_button: str
    ask_phone: str
    phone_again: str
    ask_words: str
    ask_message: str
    skip_button: str
    words_again: str
    noted_callback: str
    noted_message: str
    not_now: str
    go_on: str
    handed_back: str
    left_queue: str
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

    def opening(self, office: OfficeTime, *, today: date) -> str:
        """When people are there next, inside a sentence."""
        at = office.opens_at
        if office.is_open:
            return self.opens_now
        if at is None:
            return self.opens_unknown
        if at.date() == today:
            return self.opens_today.format(time=f"{at:%H:%M}")
        weekday = self.weekdays[at.weekday()]
        return self.opens_on.format(month=at.month, day=at.day, weekday=weekday, time=f"{at:%H:%M}")

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


class RefusalTexts(_Texts):
    unavailable: str
    signed_in_button: str
    leave_button: str


class BenefitTexts(_Texts):
    sign_in: str
    sign_in_again: str
    none: str
    offered: str
    line: str
    granted: str
    number: str
    take: str
    take_button: str
    taken: str
    demo: str


class Texts(_Texts):
    knowledge: KnowledgeTexts
    handoff: HandoffTexts
    smalltalk: dict[str, SmalltalkText]
    commitment: SignpostText
    life_event: SignpostText
    progress: SignpostText
    refusals: RefusalTexts
    benefit: BenefitTexts

    @staticmethod
    @cache
    def load(folder: Path = _FOLDER) -> "Texts":
        return Texts.model_validate({topic: _read(folder, topic) for topic in Texts.model_fields})


def _read(folder: Path, topic: str) -> Any:
    return yaml.safe_load((folder / f"{topic}.yml").read_text(encoding="utf-8"))
