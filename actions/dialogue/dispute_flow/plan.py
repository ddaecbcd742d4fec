"""What is settled of a dispute so far, as the slot `flow` keeps it."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from actions.dialogue.turn import Turn
from actions.rules.dispute_ladder import REMUNERATION, Matter, People, Tried
from actions.rules.limitation import Limitation, State, limitation

KIND = "dispute"
UNKNOWN = "unknown"
"""A day that somebody does not remember, or that never was."""


class Ask(StrEnum):
    """What is asked, in this order: of the situation; nothing once advised; then of the draft."""

    MATTER = "matter"
    TRIED = "tried"
    PEOPLE = "people"
    EMPLOYED = "employed"
    DAY = "day"
    CLAIMED = "claimed"
    REGION = "region"
    ADVISED = "advised"
    EMPLOYER = "employer"
    ADDRESS = "address"
    SINCE = "since"
    CLAIMS = "claims"
    FACTS = "facts"
    CONFIRM = "confirm"


GUIDE = (Ask.MATTER, Ask.TRIED, Ask.PEOPLE, Ask.EMPLOYED, Ask.DAY, Ask.CLAIMED, Ask.REGION)
DRAFT = (Ask.REGION, Ask.EMPLOYER, Ask.ADDRESS, Ask.SINCE, Ask.CLAIMS, Ask.FACTS)

_OF_THE_TIME = frozenset({Ask.EMPLOYED, Ask.DAY, Ask.CLAIMED})
"""What the time to apply for arbitration depends on: over, where there is an award."""


@dataclass(frozen=True)
class DisputePlan:
    """`begun` is the message that began it. Days are in ISO 8601, or `UNKNOWN`; an empty `address` or `since`
    was passed over. `drafting`: the questions are those of the request for mediation.

    Who it is and how to reach them is never asked: they write it into the draft themselves.
    """

    begun: str
    matter: str | None = None
    tried: str | None = None
    people: str | None = None
    employed: bool | None = None
    day: str | None = None
    claimed: str | None = None
    region: str | None = None
    drafting: bool = False
    employer: str | None = None
    address: str | None = None
    since: str | None = None
    claims: tuple[str, ...] = ()
    facts: str | None = None
    asks: str = ""

    @staticmethod
    def of(turn: Turn) -> "DisputePlan":
        known = {name: value for name, value in turn.flow.items() if name in DisputePlan.__dataclass_fields__}
        return DisputePlan(**{"begun": turn.message_id, **known, "claims": tuple(known.get("claims") or ())})

    def state(self, asks: Ask) -> dict[str, Any]:
        kept = asdict(replace(self, asks=asks.value))
        return {"kind": KIND, **kept, "claims": list(self.claims)}

    @property
    def of_remuneration(self) -> bool:
        return self.matter in REMUNERATION

    def counted(self, *, today: date) -> Limitation:
        """How long there is to apply for arbitration, by what was told so far."""
        return limitation(
            is_remuneration=self.of_remuneration,
            is_employed=bool(self.employed),
            begins_on=_day(self.day),
            claimed_on=_day(self.claimed),
            today=today,
        )

    def next_ask(self, *, today: date) -> Ask:
        wanted = DRAFT if self.drafting else GUIDE
        unsettled = (ask for ask in wanted if self._is_open(ask, today=today))
        return next(unsettled, Ask.CONFIRM if self.drafting else Ask.ADVISED)

    def _is_open(self, ask: Ask, *, today: date) -> bool:
        if ask in _OF_THE_TIME and self.tried == Tried.AWARDED:
            return False
        if ask is Ask.EMPLOYED and not self.of_remuneration:
            return False
        if ask is Ask.DAY and self.of_remuneration and self.employed:
            return False
        if ask is Ask.CLAIMED and self.counted(today=today).state is not State.PASSED:
            return False
        value = getattr(self, ask.value)
        return value is None or value == ()

    def before(self) -> "DisputePlan":
        """Without the answer before the question that stands, so that it is asked again."""
        order = DRAFT if self.drafting else GUIDE
        asked = order[: order.index(Ask(self.asks))] if self.asks in order else order
        given = [ask for ask in asked if getattr(self, ask.value) not in (None, ())]
        return self.without(given[-1]) if given else self

    def without(self, ask: Ask) -> "DisputePlan":
        cleared: dict[str, Any] = {ask.value: () if ask is Ask.CLAIMS else None}
        return replace(self, **cleared)

    def settling(self, ask: Ask, value: object) -> "DisputePlan":
        settled: dict[str, Any] = {ask.value: value}
        return replace(self, **settled)

    def settled(self) -> tuple[Matter, Tried, People]:
        """Once the guide has been through."""
        return Matter(self.matter or ""), Tried(self.tried or ""), People(self.people or "")


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and value != UNKNOWN else None
