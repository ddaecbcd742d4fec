"""Appeals against reviews, one for each rectification. Each method works in the caller's transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select, update

from actions.backoffice.cipher import Cipher
from actions.backoffice.tables.reviews import appeals
from actions.wire.rectifications import Appeal, AppealGround, AppealState
from chassis.database import insert_unless_there


@dataclass(frozen=True)
class StoredAppeal:
    """`decide_by` is the last day for the decision."""

    appeal: Appeal
    decide_by: date


@dataclass(frozen=True)
class AppealRepository:
    cipher: Cipher

    def find(self, connection: Connection, number: str) -> StoredAppeal | None:
        row = connection.execute(select(appeals).where(appeals.c.number == number)).one_or_none()
        return self._to_appeal(row) if row else None

    def add(self, connection: Connection, number: str, stored: StoredAppeal) -> bool:
        """Whether there was none yet."""
        appeal = stored.appeal
        return insert_unless_there(
            connection,
            appeals,
            number=number,
            ground=appeal.ground,
            text=self.cipher.seal(appeal.text, of=_place(number, "text")),
            by=appeal.by,
            at=appeal.at,
            decide_by=stored.decide_by,
            state=appeal.state,
        )

    def decide(self, connection: Connection, number: str, state: AppealState, *, by: str, text: str) -> None:
        decision = self.cipher.seal(text, of=_place(number, "decision"))
        connection.execute(
            update(appeals)
            .where(appeals.c.number == number)
            .values(state=state, decided_by=by, decision=decision)
        )

    def _to_appeal(self, row: Row[Any]) -> StoredAppeal:
        decision = self.cipher.open(row.decision, of=_place(row.number, "decision")) if row.decision else None
        appeal = Appeal(
            ground=AppealGround(row.ground),
            text=self.cipher.open(row.text, of=_place(row.number, "text")),
            by=row.by,
            at=row.at,
            state=AppealState(row.state),
            decided_by=row.decided_by,
            decision=decision,
        )
        return StoredAppeal(appeal, row.decide_by)


def _place(number: str, column: str) -> str:
    return f"review_appeals:{number}:{column}"
