"""Who may apply: the answers to an item's conditions."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from actions.wire.catalogue import Condition


class YesNo(StrEnum):
    """How a condition is answered."""

    YES = "yes"
    NO = "no"


def unanswered(conditions: Iterable[Condition], answers: Mapping[str, str]) -> list[Condition]:
    return [condition for condition in conditions if condition.code not in answers]


def unmet(conditions: Iterable[Condition], answers: Mapping[str, str]) -> list[Condition]:
    """The conditions whose answers exclude somebody. One that is still unanswered excludes nobody."""
    return [
        condition
        for condition in conditions
        if condition.code in answers and (answers[condition.code] == YesNo.YES) != condition.wanted
    ]
