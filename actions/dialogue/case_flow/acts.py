"""What somebody may want of their cases, and of which cases it can be had."""

import re
import unicodedata
from enum import StrEnum

from actions.dialogue.service_flow.reading import bare
from actions.dialogue.service_flow.wordings import Wordings
from actions.dialogue.turn import Turn
from actions.wire.cases import CaseState, CaseView
from actions.wire.catalogue import Mode

_NUMBER = re.compile(r"([A-Za-z]{2})\s*(\d{8})\s*[-－—_]?\s*(\d{6})(?!\d)")
_OPEN = frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.MATERIAL_DUE})
PROMISE = "promise"
"""What the button carries by which a promise is taken back, and not the case."""


class Act(StrEnum):
    SHOW = "show"
    WITHDRAW = "withdraw"
    UNPROMISE = "unpromise"
    DELIVER = "deliver"


def act_of(turn: Turn) -> Act:
    if turn.intent == "deliver_material":
        return Act.DELIVER
    if turn.intent != "withdraw_case":
        return Act.SHOW
    promised = turn.value("value") == PROMISE
    if promised or (not turn.is_payload and Wordings.load().hints_at("promise", bare(turn.text))):
        return Act.UNPROMISE
    return Act.WITHDRAW


def number_of(turn: Turn) -> str | None:
    """The case that is named, in the form in which numbers are given out: YX20261122-000123."""
    named = turn.value("number") or ("" if turn.is_payload else turn.text)
    match = _NUMBER.search(unicodedata.normalize("NFKC", named))
    return f"{match[1].upper()}{match[2]}-{match[3]}" if match else None


def is_open(case: CaseView) -> bool:
    """Filed and not decided."""
    return case.state in _OPEN


def is_possible(act: Act, case: CaseView) -> bool:
    match act:
        case Act.SHOW:
            return True
        case Act.WITHDRAW:
            return is_open(case)
        case Act.UNPROMISE:
            return is_open(case) and Mode.COMMITMENT in case.modes
        case Act.DELIVER:
            return bool(case.missing)
