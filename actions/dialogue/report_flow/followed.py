"""What of a filed report is wanted, and what the slot `flow` keeps of it. Pure."""

import re
import unicodedata
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from actions.dialogue.report_flow.wordings import ReportWordings
from actions.dialogue.turn import Turn
from actions.rules.report_codes import code_digits

KIND = "report_follow"
_NUMBER = re.compile(r"(JB)\s*(\d{8})\s*[-－—_]?\s*(\d{6,9})(?!\d)", re.IGNORECASE)
_CODE = re.compile(r"(?<![\d-])\d(?:[ -]?\d){9}(?![\d-])")


class Act(StrEnum):
    SHOW = "show"
    ADD = "add"
    WITHDRAW = "withdraw"


class Waits(StrEnum):
    """For what the flow waits."""

    NUMBER = "number"
    CODE = "code"
    CHOICE = "choice"
    ADDITION = "addition"
    YES = "yes"


@dataclass(frozen=True)
class Following:
    """As the slot `flow` keeps it. `since`: from when on files belong to the addition (ISO 8601).

    `turn` is the message that was answered last. `over`: what it wanted is done, and is told again if the
    same message comes once more.
    """

    act: str = Act.SHOW
    begun: str = ""
    number: str | None = None
    code: str | None = None
    version: int = 0
    since: str = ""
    waits: str = ""
    turn: str = ""
    over: bool = False
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @staticmethod
    def of(turn: Turn) -> "Following":
        known = {name: value for name, value in turn.flow.items() if name in Following.__dataclass_fields__}
        return Following(**known)

    def state(self, waits: Waits, *, turn: str, over: bool = False) -> dict[str, Any]:
        kept = asdict(replace(self, waits=waits.value, turn=turn, over=over))
        return {"kind": KIND, **kept, "numbers": [*self.numbers], "names": [*self.names]}


def act_of(turn: Turn) -> Act:
    carried = turn.value("value")
    if carried in set(Act):
        return Act(carried)
    words = ReportWordings.load()
    if words.hints_at("takes_back", turn.text) or (turn.intent == "withdraw_case" and not turn.is_payload):
        return Act.WITHDRAW
    if words.hints_at("adds_to", turn.text) or turn.intent == "deliver_material":
        return Act.ADD
    return Act.SHOW


def is_about_a_filed_one(turn: Turn) -> bool:
    """“我的举报怎样了” and its like, whatever the classifier took them for; a number says it by itself."""
    if turn.is_payload:
        return turn.intent == "ask_report"
    words = ReportWordings.load()
    if report_number_in(turn.text):
        return True
    wanted = ("takes_back", "adds_to", "asks_after")
    about = words.hints_at("about_report", turn.text)
    own = turn.intent in {"ask_progress", "withdraw_case", "deliver_material"}
    return about and (own or any(words.hints_at(one, turn.text) for one in wanted))


def report_number_in(text: str) -> str | None:
    """In the form in which numbers are given out: JB20261122-000001."""
    match = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return f"{match[1].upper()}{match[2]}-{match[3]}" if match else None


def code_in(text: str) -> str | None:
    """The code beside the number, or alone."""
    rest = _NUMBER.sub(" ", unicodedata.normalize("NFKC", text))
    found = _CODE.findall(rest)
    return code_digits(found[0]) if len(found) == 1 else None
