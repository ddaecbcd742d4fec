"""What a person is entitled to without an application (免申即享), from what the office knows already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actions.rules.fact_checks import FactCheck, check


@dataclass(frozen=True)
class Entitlement:
    item: str
    why: tuple[str, ...]


def entitlements(
    rules: Mapping[str, Sequence[FactCheck]], *, facts: Mapping[str, str], today: date
) -> list[Entitlement]:
    """Those whose every check the record meets, in the order of the rules; the unknown entitles nobody."""
    found = []
    for item, checks in rules.items():
        findings = [check(one, facts=facts, answers={}, today=today) for one in checks]
        if findings and all(finding.met for finding in findings):
            found.append(Entitlement(item, tuple(finding.reason for finding in findings)))
    return found
