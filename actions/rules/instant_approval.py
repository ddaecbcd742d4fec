"""Decides an application at once (秒批) where its rule can, and says why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actions.rules.fact_checks import FactCheck, check
from actions.wire.cases import Outcome


@dataclass(frozen=True)
class Verdict:
    """`outcome` is None where the rule cannot decide: then a person does."""

    outcome: Outcome | None
    reasons: tuple[str, ...] = ()


def decide(
    checks: Sequence[FactCheck], *, facts: Mapping[str, str], answers: Mapping[str, str], today: date
) -> Verdict:
    """Granted when every check is met, refused when one is not; a check without its facts decides nothing.

    No checks at all decide nothing either.
    """
    findings = [check(one, facts=facts, answers=answers, today=today) for one in checks]
    unmet = tuple(finding.reason for finding in findings if finding.met is False)
    if unmet:
        return Verdict(Outcome.REFUSED, unmet)
    if not findings or any(finding.met is None for finding in findings):
        return Verdict(None)
    return Verdict(Outcome.GRANTED, tuple(finding.reason for finding in findings))
