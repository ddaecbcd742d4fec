"""Tells the colleagues of a step: a notice for each way that is set up, in the step's own transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from chassis.staff import Person
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.adapters.notice_store import put_notice
from knowledge_base.notice import NoticeChannel
from knowledge_base.proposal import Proposal


class Event(StrEnum):
    """What happened; `announcements.yml` has the words."""

    SUBMITTED = "submit"
    RETURNED = "return"
    APPROVED = "approve"
    SCHEDULED = "schedule"
    UNSCHEDULED = "unschedule"
    PUBLISHED = "publish"
    HELD_BACK = "hold_back"
    UNDONE = "undo"
    WITHDRAWN = "withdraw"
    EXPIRED = "expire"


@dataclass(frozen=True)
class Announce:
    """`page` is the address of a proposal's page, with `{id}` in it; empty where none is set."""

    channels: tuple[NoticeChannel, ...] = ()
    page: str = ""

    def __call__(
        self,
        writing: Writing,
        event: Event,
        proposal: Proposal,
        person: Person,
        *,
        at: datetime,
        reason: str = "",
    ) -> None:
        if not self.channels:
            return
        document = writing.document(proposal.document_id)
        told = {
            "title": document.title if document else proposal.document_id,
            "number": proposal.number,
            "person": person.name,
            "reason": reason,
            "at": proposal.publish_at.strftime("%Y-%m-%d %H:%M") if proposal.publish_at else "",
            "last_day": proposal.terms.effective_to or "",
        }
        words = _words()
        subject = words["subject"].format(what=words["what"][event.value], **told)
        lines = [words["text"][event.value].format(**told)]
        if reason:
            lines.append(words["reason"].format(reason=reason))
        if self.page:
            lines.append(words["page"].format(address=self.page.format(id=proposal.id)))
        for channel in self.channels:
            put_notice(writing.connection, channel, subject=subject, text="\n".join(lines), at=at)


def clock_person() -> Person:
    """Who acts where the clock does. It has no role: nobody can act in its name."""
    return Person(account="clock", name=_words()["clock"], roles=frozenset())


@cache
def _words() -> dict[str, Any]:
    source = Path(__file__).with_name("announcements.yml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(source))
