"""By when the citizen is called, gets a reply, sees it fixed; and which of these limits are broken."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from actions.rules.working_days import supposed_working_day, working_days_later

_ONE_DAY = timedelta(days=1)


class ReviewLimit(StrEnum):
    """Of contact (a moment), of the reply, of the fix that was put off, of the decision on an appeal."""

    CONTACT = "contact"
    REPLY = "reply"
    FIX = "fix"
    APPEAL = "appeal"


@dataclass(frozen=True)
class BrokenLimit:
    limit: ReviewLimit
    due: date

    @property
    def key(self) -> str:
        """Each is broken once; a new date that is not kept either is another one."""
        return f"{self.limit}:{self.due.isoformat()}"


@dataclass(frozen=True)
class Pending:
    """What is still to be done, and by when; None where nothing is. A day lasts until its midnight."""

    contact_by: datetime | None = None
    reply_by: date | None = None
    fix_by: date | None = None
    appeal_by: date | None = None


def broken(pending: Pending, now: datetime) -> list[BrokenLimit]:
    """The limits that are over, in the order of the loop."""
    found = []
    if pending.contact_by is not None and now > pending.contact_by:
        found.append(BrokenLimit(ReviewLimit.CONTACT, pending.contact_by.date()))
    days = {
        ReviewLimit.REPLY: pending.reply_by,
        ReviewLimit.FIX: pending.fix_by,
        ReviewLimit.APPEAL: pending.appeal_by,
    }
    found += [BrokenLimit(limit, due) for limit, due in days.items() if due is not None and now.date() > due]
    return found


def hours_later(moment: datetime, hours: int) -> datetime:
    """So many hours of working days later: weekends and holidays do not count."""
    left = timedelta(hours=hours)
    while True:
        midnight = datetime.combine(moment.date() + _ONE_DAY, time.min, moment.tzinfo)
        if _counts(moment.date()):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        moment = midnight


def reply_day(start: date, days: int) -> date:
    """The last day of a limit that begins on `start`; the day after it is the first that counts."""
    return working_days_later(start, days, works=_counts)


def _counts(day: date) -> bool:
    """Where the holidays of a year are not announced yet, Monday to Friday count.

    Such a limit may end a few days early, never weeks late: a reply must not wait for an announcement.
    """
    works, _ = supposed_working_day(day)
    return works
