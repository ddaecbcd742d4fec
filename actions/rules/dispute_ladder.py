"""From the situation of a labour dispute to the next rung: talk, mediation, arbitration, court. Pure.

The ladder is that of 劳动争议调解仲裁法 第五条. Legal aid goes along the way; arrears of wages and collective
disputes have lanes of their own beside it.
"""

from dataclasses import dataclass
from enum import StrEnum

SOON_DAYS = 60
"""With so few days left nobody is sent to talk or to a mediator first."""


class Matter(StrEnum):
    WAGES = "wages"
    OVERTIME = "overtime"
    DISMISSAL = "dismissal"
    CONTRACT = "contract"
    INSURANCE = "insurance"
    INJURY = "injury"
    OTHER = "other"


class Tried(StrEnum):
    """What was done so far, and did not help."""

    NOTHING = "nothing"
    TALKED = "talked"
    MEDIATED = "mediated"
    AGREEMENT_BROKEN = "agreement_broken"
    AWARDED = "awarded"


class People(StrEnum):
    ONE = "one"
    FEW = "few"
    MANY = "many"
    """Ten or more."""


class Rung(StrEnum):
    TALK = "talk"
    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    COURT = "court"


class Lane(StrEnum):
    WAGES = "wages"
    COLLECTIVE = "collective"


REMUNERATION = frozenset({Matter.WAGES, Matter.OVERTIME})
"""What is pay for work: for it the year runs only from the end of the employment."""
_OWED = frozenset({Matter.WAGES, Matter.OVERTIME, Matter.DISMISSAL, Matter.INJURY})
_NEXT = {
    Tried.NOTHING: Rung.TALK,
    Tried.TALKED: Rung.MEDIATION,
    Tried.MEDIATED: Rung.ARBITRATION,
    Tried.AGREEMENT_BROKEN: Rung.ARBITRATION,
    Tried.AWARDED: Rung.COURT,
}
_COLLECTIVE_FROM = 10


@dataclass(frozen=True)
class Advice:
    """`hurried`: rungs were left out because the time is short or may be over.

    `may_complain`: the authority may be told as well, besides this way. `may_demand_payment`: a court may
    order the payment that was agreed.
    """

    rung: Rung
    lanes: tuple[Lane, ...] = ()
    hurried: bool = False
    may_complain: bool = False
    may_demand_payment: bool = False


def advise(*, matter: Matter, tried: Tried, people: People, days_left: int | None) -> Advice:
    """`days_left` to apply for arbitration: negative where over, None where nothing runs or is known."""
    rung = _NEXT[tried]
    is_short = days_left is not None and days_left <= SOON_DAYS
    hurried = is_short and rung in (Rung.TALK, Rung.MEDIATION)
    return Advice(
        rung=Rung.ARBITRATION if hurried else rung,
        lanes=tuple(_lanes(matter, people)),
        hurried=hurried,
        may_complain=matter in _OWED,
        may_demand_payment=tried is Tried.AGREEMENT_BROKEN and matter in _OWED,
    )


def people_of(number: int) -> People:
    """How many are in dispute with the same employer."""
    if number >= _COLLECTIVE_FROM:
        return People.MANY
    return People.FEW if number > 1 else People.ONE


def _lanes(matter: Matter, people: People) -> list[Lane]:
    lanes = [Lane.WAGES] if matter in REMUNERATION else []
    return [*lanes, Lane.COLLECTIVE] if people is People.MANY else lanes
