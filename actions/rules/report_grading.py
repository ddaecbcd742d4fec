"""How grave a report is, why, and where in the line it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from actions.wire.base import Wire
from actions.wire.reports import Breach, ReportFacts, Risk

_CENTS_A_YUAN = 100
_TEN_THOUSAND = 10_000
_RANK = {risk: rank for rank, risk in enumerate(Risk)}


class Bar(Wire):
    """Reached by any one of the figures. `owed_yuan` is of all people together."""

    people: int = Field(ge=2)
    months: int = Field(ge=1)
    owed_yuan: int = Field(ge=1)


class GradingWords(Wire):
    """The reasons, as citizens read them. They may hold `{people}`, `{limit}`, `{months}`, `{owed}`."""

    many: str
    gathering: str
    minors: str
    child_labour: str
    people: str
    months: str
    owed: str
    ordinary: str
    yuan: str
    ten_thousand_yuan: str


class GradingRule(Wire):
    """`collective_people` or more make a report collective."""

    collective_people: int = Field(ge=2)
    high: Bar
    raised: Bar
    words: GradingWords


@dataclass(frozen=True)
class Grade:
    """`reasons`: the gravest first."""

    risk: Risk
    reasons: tuple[str, ...]


def grade(facts: ReportFacts, rule: GradingRule) -> Grade:
    """The gravest of what was found. What is unknown weighs nothing."""
    found = [*_collective(facts, rule), *_minors(facts, rule), *_figures(facts, rule)]
    if not found:
        return Grade(Risk.ORDINARY, (rule.words.ordinary,))
    found.sort(key=lambda finding: -_RANK[finding[0]])
    return Grade(found[0][0], tuple(reason for _, reason in found))


def place_in_line(facts: ReportFacts, risk: Risk) -> int:
    """The smaller, the sooner: minors and gatherings, then the lane of unpaid wages, each by its risk."""
    lanes = (concerns_minors(facts) or facts.gathering, in_green_lane(facts), True)
    return lanes.index(True) * len(Risk) + len(Risk) - 1 - _RANK[risk]


def in_green_lane(facts: ReportFacts) -> bool:
    return facts.breach is Breach.UNPAID_WAGES


def concerns_minors(facts: ReportFacts) -> bool:
    return facts.minors or facts.breach is Breach.CHILD_LABOUR


def _collective(facts: ReportFacts, rule: GradingRule) -> Iterator[tuple[Risk, str]]:
    if facts.people >= rule.collective_people:
        words = rule.words.many.format(people=facts.people, limit=rule.collective_people)
        yield Risk.COLLECTIVE, words
    if facts.gathering:
        yield Risk.COLLECTIVE, rule.words.gathering


def _minors(facts: ReportFacts, rule: GradingRule) -> Iterator[tuple[Risk, str]]:
    if facts.breach is Breach.CHILD_LABOUR:
        yield Risk.HIGH, rule.words.child_labour
    elif facts.minors:
        yield Risk.HIGH, rule.words.minors


def _figures(facts: ReportFacts, rule: GradingRule) -> Iterator[tuple[Risk, str]]:
    words, owed_cents = rule.words, facts.owed_cents or 0
    owed_yuan = owed_cents // _CENTS_A_YUAN
    if facts.people < rule.collective_people:
        yield from _over(rule, "people", facts.people, words.people.format(people=facts.people))
    yield from _over(rule, "months", facts.months or 0, words.months.format(months=facts.months))
    yield from _over(rule, "owed_yuan", owed_yuan, words.owed.format(owed=_money(owed_cents, words)))


def _over(rule: GradingRule, figure: str, value: int, reason: str) -> Iterator[tuple[Risk, str]]:
    """The higher of the bars that one figure reaches."""
    for risk, bar in ((Risk.HIGH, rule.high), (Risk.RAISED, rule.raised)):
        if value >= getattr(bar, figure):
            yield risk, reason
            return


def _money(cents: int, words: GradingWords) -> str:
    """`8500元`, `8500.50元`, `12万元`."""
    yuan, rest = divmod(cents, _CENTS_A_YUAN)
    if not rest and yuan >= _TEN_THOUSAND and yuan % (_TEN_THOUSAND // 10) == 0:
        amount = f"{yuan / _TEN_THOUSAND:.1f}".removesuffix(".0")
        return words.ten_thousand_yuan.format(amount=amount)
    return words.yuan.format(amount=f"{yuan}.{rest:02d}" if rest else yuan)
