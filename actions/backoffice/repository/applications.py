"""Applications, their answers encrypted. Each method works in the caller's transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, or_, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.applications import applications
from actions.errors import ApplicationUnknown, VersionConflict
from actions.wire.applications import ApplicationState, MaterialChoice

_UNFINISHED = (ApplicationState.DRAFT, ApplicationState.EXPIRED)


@dataclass(frozen=True)
class StoredApplication:
    """`items` are pairs of code and version. `materials` holds what was chosen, `answers` what was said."""

    id: str
    version: int
    state: ApplicationState
    conversation_id: str
    channel: str
    subject: str | None
    region: str
    life_event: str | None
    items: tuple[tuple[str, int], ...]
    answers: Mapping[str, str]
    materials: Mapping[str, MaterialChoice]
    commitment: bool | None
    step: str
    created_at: datetime
    expires_at: datetime
    number: str | None = None

    def next(self, **changes: Any) -> "StoredApplication":
        """The next version."""
        return replace(self, version=self.version + 1, **changes)

    def erased(self, state: ApplicationState) -> "StoredApplication":
        """As it is once it is over: nothing of what was filled in is kept."""
        return replace(self, state=state, answers={}, materials={}, commitment=None, step="")


@dataclass(frozen=True)
class ApplicationRepository:
    cipher: Cipher

    def find(self, connection: Connection, application_id: str) -> StoredApplication:
        """Raises: ApplicationUnknown."""
        query = select(applications).where(applications.c.id == application_id)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise ApplicationUnknown(repr(application_id[:40]))
        return self._to_stored(row)

    def unfinished(
        self, connection: Connection, *, conversation: str | None, subject: str | None
    ) -> list[StoredApplication]:
        """Drafts and expired drafts: nobody's of the conversation, and the person's own; the latest first."""
        query = (
            select(applications)
            .where(applications.c.state.in_(_UNFINISHED), _reached(conversation, subject))
            .order_by(applications.c.created_at.desc(), applications.c.id)
        )
        return [self._to_stored(row) for row in connection.execute(query)]

    def run_out(self, connection: Connection, *, before: datetime) -> list[StoredApplication]:
        """Drafts whose time is over."""
        query = (
            select(applications)
            .where(applications.c.state == ApplicationState.DRAFT, applications.c.expires_at <= before)
            .order_by(applications.c.expires_at, applications.c.id)
        )
        return [self._to_stored(row) for row in connection.execute(query)]

    def add(self, connection: Connection, application: StoredApplication) -> None:
        connection.execute(insert(applications).values(self._to_row(application)))

    def save(self, connection: Connection, application: StoredApplication) -> None:
        """Put the next version in place of the one before it.

        Raises:
            VersionConflict: somebody else has changed it.
        """
        changed = connection.execute(
            update(applications)
            .where(applications.c.id == application.id, applications.c.version == application.version - 1)
            .values(self._to_row(application))
        )
        if changed.rowcount != 1:
            raise VersionConflict(f"{application.id!r} is not at version {application.version - 1}")

    def _to_row(self, application: StoredApplication) -> dict[str, Any]:
        answers = json.dumps(dict(application.answers), ensure_ascii=False)
        return {
            **vars(application),
            "items": json.dumps(application.items),
            "answers": self.cipher.seal(answers, of=_place(application.id)) if application.answers else None,
            "materials": json.dumps(dict(application.materials)),
        }

    def _to_stored(self, row: Row[Any]) -> StoredApplication:
        answers = self.cipher.open(row.answers, of=_place(row.id)) if row.answers else "{}"
        chosen = json.loads(row.materials).items()
        return StoredApplication(
            **{
                **row._mapping,
                "state": ApplicationState(row.state),
                "items": tuple((code, version) for code, version in json.loads(row.items)),
                "answers": json.loads(answers),
                "materials": {code: MaterialChoice(choice) for code, choice in chosen},
            }
        )


def _reached(conversation: str | None, subject: str | None) -> ColumnElement[bool]:
    """What the caller may see: without a person, only what belongs to nobody yet."""
    nobodys = and_(applications.c.subject.is_(None), applications.c.conversation_id == conversation)
    return nobodys if subject is None else or_(nobodys, applications.c.subject == subject)


def _place(application_id: str) -> str:
    return f"applications:{application_id}:answers"
