"""Counts reviews and what became of the bad ones, by group."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from actions.wire.rectifications import FixRating, RectificationState
from actions.wire.reviews import ReviewLevel, StatisticsRow

_One = TypeVar("_One")
_ANSWERED = (RectificationState.REPLIED, RectificationState.RATED)
_SATISFIED_WITH_FIX = (FixRating.SATISFIED, FixRating.BASICALLY_SATISFIED)


@dataclass(frozen=True)
class RectificationFact:
    """`fix_owed`: put off and not done yet."""

    state: RectificationState
    reply_by: date
    replied_at: datetime | None
    fix_owed: bool
    fix_rating: FixRating | None


@dataclass(frozen=True)
class ReviewFact:
    """A review that was given; `rectification` is the last one that it opened."""

    group: str
    level: ReviewLevel
    reasons: tuple[str, ...]
    left_out: bool
    rectification: RectificationFact | None


@dataclass(frozen=True)
class MatterFact:
    """Something that ended, with or without a review that counts."""

    group: str
    reviewed: bool


@dataclass
class _Group:
    reviews: list[ReviewFact] = field(default_factory=list)
    matters: list[MatterFact] = field(default_factory=list)


def rows(
    reviews: Iterable[ReviewFact],
    matters: Iterable[MatterFact],
    *,
    today: date,
    reason_texts: Mapping[str, str],
    always: Iterable[str] = (),
) -> list[StatisticsRow]:
    """One for each group, in the order of their names; groups of `always` with nothing in them too."""
    groups = defaultdict[str, _Group](_Group, {name: _Group() for name in always})
    for review in reviews:
        groups[review.group].reviews.append(review)
    for matter in matters:
        groups[matter.group].matters.append(matter)
    return [_row(name, groups[name], today, reason_texts) for name in sorted(groups)]


def _row(name: str, group: _Group, today: date, reason_texts: Mapping[str, str]) -> StatisticsRow:
    counted = [review for review in group.reviews if not review.left_out]
    levels = Counter(review.level for review in counted)
    reasons = Counter(reason_texts.get(code, code) for review in counted for code in review.reasons)
    bad = [review for review in counted if review.level.is_negative]
    fixes = [review.rectification for review in bad if review.rectification]
    rectified = _count(fixes, lambda fix: fix.state in _ANSWERED and not fix.fix_owed)
    in_time = _count(fixes, _in_time)
    too_late = _count(fixes, lambda fix: not _in_time(fix) and _is_due(fix, today))
    ratings = [fix.fix_rating for fix in fixes if fix.fix_rating]
    return StatisticsRow(
        group=name,
        invited=len(group.matters),
        reviews=len(counted),
        left_out=len(group.reviews) - len(counted),
        participation=_share(_count(group.matters, lambda matter: matter.reviewed), len(group.matters)),
        levels={level: levels[level] for level in ReviewLevel},
        satisfied=_share(len(counted) - len(bad), len(counted)),
        reasons=dict(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))),
        negative=len(bad),
        rectified=rectified,
        rectification_rate=_share(rectified, len(bad)),
        on_time=_share(in_time, in_time + too_late),
        re_rated=len(ratings),
        fix_satisfied=_share(_count(ratings, lambda rating: rating in _SATISFIED_WITH_FIX), len(ratings)),
    )


def _in_time(fix: RectificationFact) -> bool:
    return fix.replied_at is not None and fix.replied_at.date() <= fix.reply_by


def _is_due(fix: RectificationFact, today: date) -> bool:
    return fix.replied_at is not None or today > fix.reply_by


def _count(of: Iterable[_One], holds: Callable[[_One], bool]) -> int:
    return sum(1 for one in of if holds(one))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
