"""Attempts to sign in, in SQL. A step is taken by whoever changes the row first, and in its time only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from chassis.clock import Clock
from chassis.database import begin_writing
from connectors.identity.models import Attempt, Step
from connectors.identity.tables import attempts

TICKET_SECONDS = 5 * 60
AT_PROVIDER_SECONDS = 10 * 60
COMPLETION_SECONDS = 5 * 60


@dataclass(frozen=True)
class AttemptStore:
    engine: Engine
    clock: Clock

    def open(self, conversation_id: str, *, attempt_id: str, fingerprint: str) -> datetime:
        """Begin an attempt, and forget those whose time is over. Returns until when the ticket holds."""
        now = self.clock.now()
        expires_at = now + timedelta(seconds=TICKET_SECONDS)
        with begin_writing(self.engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.expires_at <= now))
            connection.execute(
                insert(attempts).values(
                    id=attempt_id,
                    conversation_id=conversation_id,
                    fingerprint=fingerprint,
                    step=Step.OPENED.value,
                    expires_at=expires_at,
                )
            )
        return expires_at

    def take_step(
        self, attempt_id: str, *, fingerprint: str, done: Step, step: Step, seconds: int
    ) -> Attempt | None:
        """The attempt after its next step; None where it is another browser's, over, or not at `done`."""
        now = self.clock.now()
        with self.engine.begin() as connection:
            row = connection.execute(
                update(attempts)
                .where(
                    attempts.c.id == attempt_id,
                    attempts.c.fingerprint == fingerprint,
                    attempts.c.step == done.value,
                    attempts.c.expires_at > now,
                )
                .values(step=step.value, expires_at=now + timedelta(seconds=seconds))
                .returning(attempts.c.conversation_id)
            ).one_or_none()
        return Attempt(attempt_id, row.conversation_id, step) if row else None

    def verify(self, attempt: Attempt, *, subject: str, name: str) -> None:
        """Keep who it is until the page comes for it."""
        expires_at = self.clock.now() + timedelta(seconds=COMPLETION_SECONDS)
        with self.engine.begin() as connection:
            connection.execute(
                update(attempts)
                .where(attempts.c.id == attempt.id)
                .values(step=Step.VERIFIED.value, subject=subject, name=name, expires_at=expires_at)
            )

    def find_verified(self, conversation_id: str, *, fingerprint: str) -> Attempt | None:
        """The attempt of this browser that has come so far, whether or not the page came for it before."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(attempts.c.id, attempts.c.step).where(
                    attempts.c.conversation_id == conversation_id,
                    attempts.c.fingerprint == fingerprint,
                    attempts.c.step.in_((Step.VERIFIED.value, Step.COMPLETED.value)),
                    attempts.c.expires_at > self.clock.now(),
                )
            ).one_or_none()
        return Attempt(row.id, conversation_id, Step(row.step)) if row else None
