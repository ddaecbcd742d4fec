"""The code that leads back to a report, with its number, for whoever is not signed in.

Only a keyed hash of it is stored beside the report. The reply to the submission has the code in words, and is
kept encrypted for as long as any reply: whoever repeats the submission must get the same code.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, Engine

from actions.backoffice.report_rules import CodeRule
from actions.backoffice.repository.report_codes import ReportCodeRepository
from actions.errors import CodeAttemptsTooMany, ReportUnknown
from actions.rules.report_codes import code_digits
from chassis.clock import Clock
from chassis.database import begin_writing

_DIGITS = 10
_HALF = _DIGITS // 2


@dataclass(frozen=True)
class ReportCodes:
    """`paused` says that no more codes are looked at; it may hold `{minutes}`."""

    engine: Engine
    clock: Clock
    codes: ReportCodeRepository
    rule: CodeRule
    paused: str

    def issue(self, connection: Connection, number: str) -> str:
        """A new code for a new report, such as `03817-55204`: digits can be said and typed by everybody."""
        digits = "".join(secrets.choice("0123456789") for _ in range(_DIGITS))
        self.codes.add(connection, number, digits)
        return f"{digits[:_HALF]}-{digits[_HALF:]}"

    def require(self, number: str, code: str) -> None:
        """Let nobody in whose code is wrong, nor try out many. The count outlives the refusal.

        Raises:
            ReportUnknown: no such report, or another code.
            CodeAttemptsTooMany: even the right one is not looked at now.
        """
        with begin_writing(self.engine) as connection:
            fits = self._fits(connection, number, code)
        if not fits:
            raise ReportUnknown(repr(number))

    def _fits(self, connection: Connection, number: str, code: str) -> bool:
        now = self.clock.now()
        kept = self.codes.locked(connection, number)
        if kept is None:
            return False
        pause = timedelta(minutes=self.rule.pause_minutes)
        counting = kept.wrong_since is not None and now < kept.wrong_since + pause
        before = kept.wrong if counting else 0
        if before >= self.rule.attempts:
            message = self.paused.format(minutes=self.rule.pause_minutes)
            raise CodeAttemptsTooMany(repr(number), message=message)
        digest = self.codes.digest(number, code_digits(code))
        if hmac.compare_digest(kept.digest, digest):
            return True
        since = kept.wrong_since if counting else now
        self.codes.count(connection, number, wrong=before + 1, since=since)
        return False
