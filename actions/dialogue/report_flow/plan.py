"""What is known of a report so far, as the slot `flow` keeps it."""

from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from actions.dialogue.report_flow.hearing import Heard
from actions.dialogue.turn import Turn
from actions.wire.reports import Breach, ReportFacts, ReportSubmission

KIND = "report"
COLLECTIVE_PEOPLE = 10
"""From so many on it is asked whether people gather."""

_OF_MONTHS = frozenset({Breach.UNPAID_WAGES, Breach.UNPAID_SOCIAL_INSURANCE})
_LONGEST_TOLD, _LONGEST_EMPLOYER = 2000, 100
_HEARD = tuple(one.name for one in fields(Heard))


class Ask(StrEnum):
    """What is asked, in this order, where it is not known."""

    BREACH = "breach"
    REGION = "region"
    EMPLOYER = "employer"
    PLACE = "place"
    STREET = "street"
    PEOPLE = "people"
    MONTHS = "months"
    OWED = "owed"
    GATHERING = "gathering"
    TOLD = "told"
    EVIDENCE = "evidence"
    WHO = "who"
    NAME = "name"
    PHONE = "phone"
    CONFIRM = "confirm"


@dataclass(frozen=True)
class Plan:
    """`begun` is the message that began it, `since` the moment from which on files belong to it (ISO 8601).

    `settled` are the questions that were answered without a value, and `files` the ids of the evidence.
    `turn` is the message that was answered last. `over`: it is filed; what is kept tells the number again if
    the same message comes once more.
    """

    begun: str
    since: str = ""
    breach: str | None = None
    region: str | None = None
    street: str | None = None
    employer: str | None = None
    place: str | None = None
    people: int | None = None
    people_words: str = ""
    months: int | None = None
    owed_cents: int | None = None
    gathering: bool | None = None
    minors: bool | None = None
    anonymous: bool | None = None
    name: str | None = None
    phone: str | None = None
    told: str = ""
    files: list[str] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    asks: str = ""
    turn: str = ""
    over: bool = False

    @staticmethod
    def of(turn: Turn) -> "Plan":
        known = {name: value for name, value in turn.flow.items() if name in Plan.__dataclass_fields__}
        return Plan(**{"begun": turn.message_id, **known})

    def state(self) -> dict[str, Any]:
        return {"kind": KIND, **asdict(self)}

    @property
    def next_ask(self) -> Ask:
        return next((ask for ask in Ask if self._is_open(ask)), Ask.CONFIRM)

    def hearing(self, heard: Heard, *, over: bool = False) -> "Plan":
        """With what was heard where nothing was known; `over`: in place of what was known, too."""
        said = {
            name: value
            for name in _HEARD
            if (value := getattr(heard, name)) not in (None, "") and (over or getattr(self, name) is None)
        }
        if "people" in said:
            said["people_words"] = heard.people_words
        return replace(self, **said)

    def settling(self, ask: Ask, **values: Any) -> "Plan":
        return replace(self, **values, settled=sorted({*self.settled, ask.value}))

    def reopening(self, ask: Ask) -> "Plan":
        """Without the answer to that question, so that it is asked again."""
        kept = [one for one in self.settled if one != ask.value]
        return replace(self, **_ANSWERED_BY[ask], settled=kept)

    def facts(self, *, unknown_employer: str) -> ReportFacts:
        """`unknown_employer`: what stands for a name that nobody knows, with `{place}`."""
        breach, place = Breach(self.breach or ""), self.place or ""
        employer = self.employer or unknown_employer.format(place=place)
        return ReportFacts(
            breach=breach,
            region=self.region or "",
            street=self.street,
            employer=employer[:_LONGEST_EMPLOYER],
            place=place,
            people=self.people or 1,
            months=self.months if breach in _OF_MONTHS else None,
            owed_cents=self.owed_cents if breach is Breach.UNPAID_WAGES else None,
            gathering=bool(self.gathering),
            minors=bool(self.minors) or breach is Breach.CHILD_LABOUR,
            told=self.told[:_LONGEST_TOLD],
        )

    def submission(self, *, unknown_employer: str, channel: str) -> ReportSubmission:
        named = self.anonymous is False
        return ReportSubmission(
            facts=self.facts(unknown_employer=unknown_employer),
            evidence=self.files,
            name=self.name if named else None,
            phone=self.phone if named else None,
            channel=channel,
        )

    def applies(self, ask: Ask) -> bool:
        """Whether the question belongs to a report like this."""
        breach = Breach(self.breach) if self.breach else None
        match ask:
            case Ask.MONTHS:
                return breach in _OF_MONTHS
            case Ask.OWED:
                return breach is Breach.UNPAID_WAGES
            case Ask.GATHERING:
                return (self.people or 0) >= COLLECTIVE_PEOPLE
            case Ask.TOLD:
                return breach not in _OF_MONTHS
            case Ask.NAME | Ask.PHONE:
                return self.anonymous is False
            case _:
                return True

    def _is_open(self, ask: Ask) -> bool:
        if ask is Ask.CONFIRM:
            return True
        if ask.value in self.settled or not self.applies(ask):
            return False
        if ask is Ask.TOLD:
            return True
        return ask is Ask.EVIDENCE or all(getattr(self, name) is None for name in _ANSWERED_BY[ask])


_ANSWERED_BY: dict[Ask, dict[str, Any]] = {
    Ask.BREACH: {"breach": None},
    Ask.REGION: {"region": None},
    Ask.EMPLOYER: {"employer": None},
    Ask.PLACE: {"place": None},
    Ask.STREET: {"street": None},
    Ask.PEOPLE: {"people": None},
    Ask.MONTHS: {"months": None},
    Ask.OWED: {"owed_cents": None},
    Ask.GATHERING: {"gathering": None},
    Ask.TOLD: {},
    Ask.EVIDENCE: {"files": []},
    Ask.WHO: {"anonymous": None},
    Ask.NAME: {"name": None},
    Ask.PHONE: {"phone": None},
    Ask.CONFIRM: {},
}
