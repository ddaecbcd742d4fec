"""When a person is offered unasked: a rule over the last answers and the words at hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.wire import Reply
from connectors.handoff.models import Reason

REMEMBERED = 4
"""So many answers back nothing is offered again."""

_REFUSED = frozenset({"not_in_documents", "out_of_scope", "personal_case"})
_DISPLEASURE = Path(__file__).with_name("displeasure.yml")


@dataclass(frozen=True)
class Said:
    """An answer, as far as the rule looks at it."""

    failed: bool
    refused: bool
    offered: bool

    @staticmethod
    def of(replies: Sequence[Reply], *, failed: bool, offers: frozenset[str]) -> "Said":
        return Said(
            failed=failed,
            refused=any((reply.answer or {}).get("status") in _REFUSED for reply in replies),
            offered=any(reply.text in offers for reply in replies),
        )


def reason_to_offer(
    now: Said, before: Sequence[Said], *, text: str, topic: str, human_first: frozenset[str]
) -> Reason | None:
    """Why to offer a person beside this answer; None where nothing calls for one, or it was just offered.

    `before`: the answers before it, the latest first.
    """
    if any(said.offered for said in before[:REMEMBERED]):
        return None
    if now.failed and before and before[0].failed:
        return Reason.FAILURES
    if is_displeased(text):
        return Reason.DISPLEASURE
    if now.refused and before and before[0].refused:
        return Reason.REFUSALS
    return Reason.HUMAN_FIRST if topic in human_first else None


def is_displeased(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns())


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    source = yaml.safe_load(_DISPLEASURE.read_text(encoding="utf-8"))
    return tuple(re.compile(pattern) for pattern in source["patterns"])
