"""What is counted of reviews, by item, unit, channel or week; never of whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, Engine

from actions.backoffice.handlers.region import checked_region
from actions.backoffice.handlers.review_texts import StatisticsTexts
from actions.backoffice.repository.catalogue import CatalogueRepository
from actions.backoffice.repository.finished_matters import FinishedMatters, Invited
from actions.backoffice.repository.review_facts import CountedReview, ReviewFacts
from actions.errors import AnswerInvalid
from actions.rules.review_rules import RegionalReviewRules
from actions.rules.review_statistics import MatterFact, ReviewFact, rows
from actions.wire.reviews import Reason, ReviewKind, ReviewStatistics, StatisticsBy
from chassis.clock import OFFICE_ZONE, Clock

_ONE_DAY = timedelta(days=1)
_USUAL_DAYS = timedelta(days=29)
_MOST_DAYS = timedelta(days=3 * 366)
_FIRST, _LAST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class ReviewStatisticsHandler:
    """`period_refused` is what is said to days that make no period."""

    engine: Engine
    clock: Clock
    facts: ReviewFacts
    finished: FinishedMatters
    catalogue: CatalogueRepository
    rules: RegionalReviewRules
    reasons: list[Reason]
    texts: StatisticsTexts
    period_refused: str

    def count(
        self, *, region: str | None, since: date | None, until: date | None, by: StatisticsBy
    ) -> ReviewStatistics:
        """Reviews given, and matters ended, from one day to another; without days the last thirty.

        Raises:
            RegionMalformed.
            AnswerInvalid: the days are in the wrong order, or more than three years apart.
        """
        region, now = checked_region(region), self.clock.now()
        last = until or now.date()
        first = since or max(last, _FIRST + _USUAL_DAYS) - _USUAL_DAYS
        if not _FIRST <= first <= last <= _LAST or last - first > _MOST_DAYS:
            raise AnswerInvalid(f"{first} to {last}", message=self.period_refused)
        begins, ends = _midnight(first), _midnight(last + _ONE_DAY)
        with self.engine.connect() as connection:
            given = self.facts.given(connection, region=region, since=begins, until=ends)
            invited = self.finished.invited(connection, region=region, since=begins, until=ends, now=now)
            codes = {*(review.item for review in given), *(matter.item for matter in invited)}
            names = self._names(connection, {code for code in codes if code})
        counted = rows(
            [self._review(one, by, names) for one in given],
            [MatterFact(self._matter_group(one, by, names), one.reviewed) for one in invited],
            today=now.date(),
            reason_texts={reason.code: reason.text for reason in self.reasons},
            always=[self.texts.all] if by is StatisticsBy.ALL else [],
        )
        return ReviewStatistics(region=region, since=first, until=last, by=by, rows=counted)

    def _names(self, connection: Connection, codes: set[str]) -> dict[str, str]:
        return {code: f"{self.catalogue.item(connection, code).name}（{code}）" for code in codes}

    def _review(self, review: CountedReview, by: StatisticsBy, names: dict[str, str]) -> ReviewFact:
        group = {
            StatisticsBy.ALL: self.texts.all,
            StatisticsBy.ITEM: self._item(review.kind, review.item, names),
            StatisticsBy.UNIT: review.unit,
            StatisticsBy.CHANNEL: review.channel,
            StatisticsBy.WEEK: _week(review.created_at),
        }[by]
        return ReviewFact(
            group=group,
            level=review.level,
            reasons=review.reasons,
            left_out=review.left_out,
            rectification=review.rectification,
        )

    def _matter_group(self, matter: Invited, by: StatisticsBy, names: dict[str, str]) -> str:
        usual = self.texts.visit_channel if matter.kind is ReviewKind.VISIT else self.texts.elsewhere_channel
        return {
            StatisticsBy.ALL: self.texts.all,
            StatisticsBy.ITEM: self._item(matter.kind, matter.item, names),
            StatisticsBy.UNIT: matter.window or self.rules.of(matter.region).office,
            StatisticsBy.CHANNEL: matter.channel or usual,
            StatisticsBy.WEEK: _week(matter.at),
        }[by]

    def _item(self, kind: ReviewKind, item: str | None, names: dict[str, str]) -> str:
        if item is not None:
            return names[item]
        return self.texts.conversation if kind is ReviewKind.CONVERSATION else self.texts.no_item


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, OFFICE_ZONE)


def _week(moment: datetime) -> str:
    """By ISO 8601, such as `2026-W47`."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02d}"
