"""Who is signed in from which browser, in SQL: looked up at every request, so an end is one everywhere."""

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, update

from chassis.audit import Action, append
from chassis.clock import Clock
from chassis.database import begin_writing
from chassis.staff import Person
from connectors.console.errors import NotSignedIn
from connectors.console.staff.models import Account, Session, SessionLine
from connectors.console.staff.rows import to_account
from connectors.console.staff.tables import accounts, audit, sessions

_SECRET_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)
_MOST_DEVICE_CHARACTERS = 200
_MOST_LINES = 500


@dataclass(frozen=True)
class Opened:
    """`secret` goes into the browser's cookie and is kept nowhere else."""

    secret: str = field(repr=False)
    until: datetime


@dataclass(frozen=True)
class SessionStore:
    """A session ends by itself after `idle_minutes` without a request, and after `hours` in any case."""

    engine: Engine
    clock: Clock
    idle_minutes: int
    hours: int

    def open(self, account: Account, *, address: str, device: str) -> Opened:
        secret, now = secrets.token_urlsafe(_SECRET_BYTES), self.clock.now()
        until = now + timedelta(hours=self.hours)
        session_id = uuid.uuid4().hex
        with begin_writing(self.engine) as connection:
            connection.execute(
                insert(sessions).values(
                    id=session_id,
                    fingerprint=_fingerprint(secret),
                    account=account.account,
                    address=address,
                    device=device[:_MOST_DEVICE_CHARACTERS],
                    created_at=now,
                    seen_at=now,
                    until=until,
                )
            )
            append(connection, audit, account.person, Action("sign_in", session_id), at=now)
        return Opened(secret, until)

    def find(self, secret: str) -> Session:
        """The live session of a cookie.

        Raises:
            NotSignedIn: none, over, ended by somebody, or its account is disabled.
        """
        now = self.clock.now()
        with self.engine.connect() as connection:
            row = connection.execute(
                select(accounts, sessions.c.id.label("session_id"), sessions.c.seen_at)
                .join(sessions, sessions.c.account == accounts.c.account)
                .where(sessions.c.fingerprint == _fingerprint(secret), self._live(now))
            ).one_or_none()
        if row is None:
            raise NotSignedIn
        if now - row.seen_at >= _SEEN_EVERY:
            self._see(row.session_id, now)
        return Session(row.session_id, to_account(row), csrf_token_of(secret))

    def end(self, session_id: str, *, by: Person) -> None:
        """End one session; one that is over already stays so."""
        with begin_writing(self.engine) as connection:
            self._end(connection, sessions.c.id == session_id, by=by, subject=session_id)

    def end_all(self, account: str, *, by: Person, but: str = "") -> int:
        """End an account's sessions, all but the one named. How many there were."""
        with begin_writing(self.engine) as connection:
            chosen = (sessions.c.account == account) & (sessions.c.id != but)
            return self._end(connection, chosen, by=by, subject=account)

    def live(self, account: str | None = None) -> list[SessionLine]:
        """The last used first."""
        query = (
            select(sessions, accounts.c.name)
            .join(accounts, sessions.c.account == accounts.c.account)
            .where(self._live(self.clock.now()))
            .order_by(sessions.c.seen_at.desc())
            .limit(_MOST_LINES)
        )
        if account is not None:
            query = query.where(sessions.c.account == account)
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return [
            SessionLine(
                id=row.id,
                account=row.account,
                name=row.name,
                address=row.address,
                device=row.device,
                created_at=row.created_at,
                seen_at=row.seen_at,
                until=row.until,
            )
            for row in rows
        ]

    def _end(self, connection: Connection, chosen: ColumnElement[bool], *, by: Person, subject: str) -> int:
        now = self.clock.now()
        ended = connection.execute(
            update(sessions)
            .where(chosen, sessions.c.ended_at.is_(None), sessions.c.until > now)
            .values(ended_at=now)
        ).rowcount
        if ended:
            append(connection, audit, by, Action("sessions_end", subject, {"count": ended}), at=now)
        return ended

    def _see(self, session_id: str, now: datetime) -> None:
        with begin_writing(self.engine) as connection:
            connection.execute(update(sessions).where(sessions.c.id == session_id).values(seen_at=now))

    def _live(self, now: datetime) -> ColumnElement[bool]:
        return (
            sessions.c.ended_at.is_(None)
            & (sessions.c.until > now)
            & (sessions.c.seen_at > now - timedelta(minutes=self.idle_minutes))
            & accounts.c.disabled.is_(False)
        )


def csrf_token_of(secret: str) -> str:
    """What a form has to bring: it cannot be made without the cookie, which other sites cannot read."""
    return hmac.digest(secret.encode(), b"console form", hashlib.sha256).hex()


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
