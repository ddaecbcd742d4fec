"""Who is signed in where, in SQL, and which tokens open the conversation then.

What was said while somebody was signed in is theirs: once a conversation has had a sign-in, only the token
that was issued for the latest one opens it, and only until that ends.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from chassis.clock import Clock
from chassis.database import begin_writing
from connectors.errors import ConversationTokenRefused, SignInMissing, SignInOver
from connectors.identity.models import Attempt, SignIn, Step
from connectors.identity.tables import attempts, sign_ins


@dataclass(frozen=True)
class SignInStore:
    engine: Engine
    clock: Clock
    lifetime_minutes: int

    def find(self, conversation_id: str) -> SignIn | None:
        """The latest sign-in, over or not."""
        with self.engine.connect() as connection:
            return _find(connection, conversation_id)

    def current(self, conversation_id: str) -> SignIn | None:
        found = self.find(conversation_id)
        return found if found and not self._is_over(found) else None

    def admit(self, conversation_id: str, presented: str | None, *, over_too: bool = False) -> None:
        """Let in whoever holds a token that was issued for sign-in `presented` (None: before any).

        Raises:
            ConversationTokenRefused: the token is older than the latest sign-in.
            SignInOver: it is the right one, but its time is over. Not with `over_too`.
        """
        found = self.find(conversation_id)
        if presented != (found.id if found else None):
            raise ConversationTokenRefused(f"older than the sign-in of {conversation_id!r}")
        if found and self._is_over(found) and not over_too:
            raise SignInOver(repr(conversation_id))

    def begin(self, attempt: Attempt) -> SignIn:
        """Make a verified attempt the conversation's sign-in. The same attempt again gives the same sign-in.

        Raises:
            SignInMissing: it has been superseded or has ended, or another person has been signed in here.
        """
        try:
            with begin_writing(self.engine) as connection:
                return self._begin(connection, attempt)
        except IntegrityError as error:
            raise SignInMissing(f"another one was quicker in {attempt.conversation_id!r}") from error

    def end(self, conversation_id: str) -> None:
        now = self.clock.now()
        with self.engine.begin() as connection:
            connection.execute(
                update(sign_ins)
                .where(sign_ins.c.conversation_id == conversation_id, sign_ins.c.until > now)
                .values(until=now)
            )

    def _begin(self, connection: Connection, attempt: Attempt) -> SignIn:
        row = connection.execute(
            update(attempts)
            .where(attempts.c.id == attempt.id, attempts.c.step == Step.VERIFIED.value)
            .values(step=Step.COMPLETED.value)
            .returning(attempts.c.subject, attempts.c.name)
        ).one_or_none()
        if row is not None:
            self._renew(connection, attempt, row)
        found = _find(connection, attempt.conversation_id)
        if found is None or found.id != attempt.id or self._is_over(found):
            raise SignInMissing(repr(attempt.conversation_id))
        return found

    def _renew(self, connection: Connection, attempt: Attempt, verified: Row[tuple[str, str]]) -> None:
        now = self.clock.now()
        values = {
            "id": attempt.id,
            "name": verified.name,
            "at": now,
            "until": now + timedelta(minutes=self.lifetime_minutes),
        }
        same = (sign_ins.c.conversation_id == attempt.conversation_id, sign_ins.c.subject == verified.subject)
        if connection.execute(update(sign_ins).where(*same).values(**values)).rowcount:
            return
        if _find(connection, attempt.conversation_id) is None:
            connection.execute(
                insert(sign_ins).values(
                    conversation_id=attempt.conversation_id, subject=verified.subject, **values
                )
            )

    def _is_over(self, sign_in: SignIn) -> bool:
        return sign_in.until <= self.clock.now()


def _find(connection: Connection, conversation_id: str) -> SignIn | None:
    row = connection.execute(
        select(sign_ins).where(sign_ins.c.conversation_id == conversation_id)
    ).one_or_none()
    if row is None:
        return None
    return SignIn(
        id=row.id,
        conversation_id=row.conversation_id,
        subject=row.subject,
        name=row.name,
        at=row.at,
        until=row.until,
    )
