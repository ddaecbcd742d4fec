"""The figures of a period, by aggregates that every SQL database knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, distinct, func, select

from knowledge_base.adapters.asked_tables import asked, feedback, question_groups, ratings
from knowledge_base.asked.grouping import of_kind
from knowledge_base.desk_wire.asked import MAX_PERIOD_DAYS, Analytics, Count, GroupKind, Latency
from knowledge_base.desk_wire.asked_labels import keys, label
from knowledge_base.errors import PeriodInvalid
from knowledge_base.wire import Status

MOST_LISTED = 20
_HANDED_OVER = (Status.PERSONAL_CASE, Status.CRISIS)
_WELL = (Status.ANSWERED, Status.PARTLY_ANSWERED)
_HOURS = 24


@dataclass(frozen=True, kw_only=True)
class Period:
    """Both days belong to it. `region` and `channel` are None where all count.

    Raises:
        PeriodInvalid: it ends before it begins, or is too long.
    """

    first_day: date
    last_day: date
    region: str | None = None
    channel: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= (self.last_day - self.first_day).days < MAX_PERIOD_DAYS:
            raise PeriodInvalid(f"{self.first_day} to {self.last_day}")

    def days(self) -> list[date]:
        return [self.first_day + timedelta(days=n) for n in range((self.last_day - self.first_day).days + 1)]

    def covers(self, columns: Any) -> list[ColumnElement[bool]]:
        """The conditions on a table with day, region and channel."""
        found = [columns.day.between(self.first_day, self.last_day)]
        if self.region is not None:
            found.append(columns.region == self.region)
        if self.channel is not None:
            found.append(columns.channel == self.channel)
        return found


def analytics(connection: Connection, period: Period) -> Analytics:
    """All figures of a period."""
    statuses = _counts(connection, asked.c.status, period)
    total = sum(statuses.values())
    levels = {str(level): count for level, count in _counts(connection, ratings.c.level, period).items()}
    return Analytics(
        first_day=period.first_day,
        last_day=period.last_day,
        region=period.region,
        channel=period.channel,
        answers=total,
        conversations=_conversations(connection, period),
        answered_share=round(sum(statuses.get(status, 0) for status in _WELL) / total, 4) if total else 0.0,
        handed_over=sum(statuses.get(status, 0) for status in _HANDED_OVER),
        by_status=_in_order("status", statuses, keys("status")),
        by_channel=_by_number("channel", _counts(connection, asked.c.channel, period)),
        by_region=_by_number("region", _counts(connection, asked.c.region, period)),
        by_topic=_by_number("topic", _counts(connection, asked.c.topic, period)),
        by_hour=_by_hour(_counts(connection, asked.c.hour, period)),
        by_day=_by_day(_counts(connection, asked.c.day, period), period),
        by_confidence=_in_order(
            "confidence", _counts(connection, asked.c.confidence, period, answered=True), keys("confidence")
        ),
        latency=latency(connection, period),
        ratings=_in_order("level", levels, keys("level")),
        average_rating=_average(levels),
        feedback=_in_order("feedback", _counts(connection, feedback.c.kind, period), keys("feedback")),
        top_questions=top_questions(connection, period),
        without_document=without_document(connection, period),
    )


def latency(connection: Connection, period: Period) -> Latency | None:
    """By rank: the smallest time that at least so many of the answers took at most. None without answers."""
    covered = period.covers(asked.c)
    total = connection.scalar(select(func.count()).select_from(asked).where(*covered)) or 0
    if not total:
        return None

    def within(share: float) -> float:
        rank = max(ceil(share * total), 1)
        query = select(asked.c.seconds).where(*covered).order_by(asked.c.seconds).offset(rank - 1).limit(1)
        return float(connection.scalars(query).one())

    return Latency(p50=within(0.5), p90=within(0.9), p99=within(0.99), slowest=within(1.0))


def top_questions(connection: Connection, period: Period, *, at_least: int = 1) -> list[Count]:
    """What was asked most, in one of the ways in which it was written."""
    count = func.count().label("count")
    query = (
        select(asked.c.question_key, func.min(asked.c.question), count)
        .where(*period.covers(asked.c), asked.c.question_key != "", asked.c.is_follow_up.is_(False))
        .group_by(asked.c.question_key)
        .having(count >= at_least)
        .order_by(count.desc(), asked.c.question_key)
        .limit(MOST_LISTED)
    )
    return [Count(key=key, label=shown, count=times) for key, shown, times in connection.execute(query)]


def without_document(connection: Connection, period: Period, *, at_least: int = 1) -> list[Count]:
    """What was asked most that no document answers, by groups of one meaning."""
    count = func.count().label("count")
    query = (
        select(question_groups.c.id, question_groups.c.label, count)
        .join(asked, asked.c.group_id == question_groups.c.id)
        .where(*period.covers(asked.c), of_kind(GroupKind.UNANSWERED))
        .group_by(question_groups.c.id, question_groups.c.label)
        .having(count >= at_least)
        .order_by(count.desc(), question_groups.c.id)
        .limit(MOST_LISTED)
    )
    return [Count(key=key, label=shown, count=times) for key, shown, times in connection.execute(query)]


def _conversations(connection: Connection, period: Period) -> int:
    query = select(func.count(distinct(asked.c.conversation_id))).where(
        *period.covers(asked.c), asked.c.conversation_id != ""
    )
    return connection.scalar(query) or 0


def _counts(
    connection: Connection, column: Column[Any], period: Period, *, answered: bool = False
) -> dict[Any, int]:
    """How many rows of the column's table fall to each of its values."""
    covered = period.covers(column.table.c)
    if answered:
        covered.append(asked.c.status.in_(_WELL))
    query = select(column, func.count()).where(*covered).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _in_order(of: str, counts: dict[Any, int], order: Iterable[str]) -> list[Count]:
    """All that there can be, those that did not happen too."""
    return [Count(key=key, label=label(of, key), count=counts.get(key, 0)) for key in order]


def _by_number(of: str, counts: dict[Any, int]) -> list[Count]:
    """What happened, the most frequent first."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Count(key=key, label=label(of, key), count=count) for key, count in order]


def _by_hour(counts: dict[Any, int]) -> list[Count]:
    return [
        Count(key=str(hour), label=label("hour", str(hour)), count=counts.get(hour, 0))
        for hour in range(_HOURS)
    ]


def _by_day(counts: dict[Any, int], period: Period) -> list[Count]:
    return [
        Count(key=day.isoformat(), label=day.isoformat(), count=counts.get(day, 0)) for day in period.days()
    ]


def _average(levels: dict[str, int]) -> float | None:
    total = sum(levels.values())
    if not total:
        return None
    return round(sum(int(level) * count for level, count in levels.items()) / total, 2)
