"""What was promised in a case, and what checks found of it. Each method works in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.cases import cases, checks, promise_texts, promises
from actions.wire.cases import CaseState, CheckResult
from chassis.database import insert_unless_there


@dataclass(frozen=True)
class SignedPromise:
    """Who signed which words, when and over which channel. `guardian_of` names whom a guardian signed for."""

    case_number: str
    subject: str
    text_hash: str
    channel: str
    signed_at: datetime
    guardian_of: str | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True)
class PromiseRepository:
    cipher: Cipher

    def keep_text(self, connection: Connection, *, digest: str, version: str, text: str) -> None:
        """The words as they were shown, once for each digest."""
        insert_unless_there(connection, promise_texts, hash=digest, version=version, text=text)

    def add(self, connection: Connection, promise: SignedPromise) -> None:
        ward = promise.guardian_of
        sealed = self.cipher.seal(ward, of=_guardian(promise.case_number)) if ward else None
        connection.execute(insert(promises).values({**vars(promise), "guardian_of": sealed}))

    def standing(self, connection: Connection, case_number: str) -> SignedPromise | None:
        """The promise of a case, unless there is none or it was withdrawn."""
        query = select(promises).where(
            promises.c.case_number == case_number, promises.c.withdrawn_at.is_(None)
        )
        row = connection.execute(query).one_or_none()
        return self._to_promise(row) if row else None

    def withdraw(self, connection: Connection, case_number: str, *, at: datetime) -> None:
        connection.execute(
            update(promises).where(promises.c.case_number == case_number).values(withdrawn_at=at)
        )

    def open_check(self, connection: Connection, case_number: str, *, drawn: bool) -> None:
        connection.execute(insert(checks).values(case_number=case_number, drawn=drawn))

    def close_check(
        self, connection: Connection, case_number: str, result: CheckResult, *, at: datetime
    ) -> None:
        connection.execute(
            update(checks)
            .where(checks.c.case_number == case_number)
            .values(
                checked_at=at,
                checked_by=result.by,
                truthful=result.truthful,
                finding=self.cipher.seal(result.finding, of=f"checks:{case_number}:finding"),
                recover_cents=result.recover_cents,
            )
        )

    def to_check(self, connection: Connection) -> list[str]:
        """Numbers of the decided cases that were drawn and that nobody has checked yet."""
        query = (
            select(checks.c.case_number)
            .join(cases)
            .where(checks.c.drawn, cases.c.state == CaseState.DECIDED)
            .order_by(checks.c.case_number)
        )
        return list(connection.scalars(query))

    def _to_promise(self, row: Row[Any]) -> SignedPromise:
        sealed = row.guardian_of
        ward = self.cipher.open(sealed, of=_guardian(row.case_number)) if sealed else None
        return SignedPromise(**{**row._mapping, "guardian_of": ward})


def _guardian(case_number: str) -> str:
    return f"promises:{case_number}:guardian_of"
