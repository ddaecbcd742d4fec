"""What the validity watch finds."""

from datetime import date
from typing import Literal

from knowledge_base.wire import Wire

ConcernName = Literal[
    "expiring",
    "past_its_end",
    "cites_repealed",
    "check_due",
    "not_verified",
    "point_unsupported",
    "point_conflict",
]


class ConcernView(Wire):
    """`day` is the last day, the day of the check, or since when it is so, `days` how many from today;
    `within` is 30, 60 or 90. `detail` names the document that is cited, or what does not stand there."""

    kind: ConcernName
    document_id: str
    title: str
    point: str = ""
    day: date | None = None
    days: int | None = None
    within: int | None = None
    owner: str = ""
    detail: str = ""


class WatchList(Wire):
    """The most pressing first. `today` is the office's day."""

    today: date
    concerns: list[ConcernView]
