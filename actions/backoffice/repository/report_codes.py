"""The codes that lead back to reports, as keyed hashes. Each method works in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.digests import keyed_digest
from actions.backoffice.tables.reports import report_codes


@dataclass(frozen=True)
class StoredCode:
    """`wrong` codes came for the report since `wrong_since`."""

    digest: str
    wrong: int
    wrong_since: datetime | None


@dataclass(frozen=True)
class ReportCodeRepository:
    cipher: Cipher

    def digest(self, number: str, code: str) -> str:
        return keyed_digest(self.cipher, code, of=f"report_codes:{number}")

    def add(self, connection: Connection, number: str, code: str) -> None:
        connection.execute(
            insert(report_codes).values(number=number, digest=self.digest(number, code), wrong=0)
        )

    def locked(self, connection: Connection, number: str) -> StoredCode | None:
        """None where there is no such report or it has no code. Whoever asks meanwhile waits for the end."""
        query = select(report_codes).where(report_codes.c.number == number).with_for_update()
        row = connection.execute(query).one_or_none()
        return StoredCode(row.digest, row.wrong, row.wrong_since) if row else None

    def count(self, connection: Connection, number: str, *, wrong: int, since: datetime | None) -> None:
        connection.execute(
            update(report_codes).where(report_codes.c.number == number).values(wrong=wrong, wrong_since=since)
        )
