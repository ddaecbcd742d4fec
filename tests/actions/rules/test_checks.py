"""Which cases are checked afterwards."""

import pytest

from actions.rules.checks import is_drawn
from actions.wire.catalogue import CheckScope, CommitmentTerms

NUMBERS = [f"YX20261122-{n:06d}" for n in range(10_000)]


def the_terms(scope: CheckScope, percent: int = 0) -> CommitmentTerms:
    return CommitmentTerms(
        legal_basis="某项规定",
        proof="某个证明",
        proof_content="某件事",
        how_to_promise="在线签名",
        consequences=["撤销"],
        checked_by="某个办事处",
        check_scope=scope,
        sampled_percent=percent,
    )


def drawn(terms: CommitmentTerms, *, before: bool = False) -> list[str]:
    return [number for number in NUMBERS if is_drawn(terms, number=number, promised_falsely_before=before)]


def test_all_or_none() -> None:
    assert drawn(the_terms(CheckScope.ALL)) == NUMBERS
    assert drawn(the_terms(CheckScope.NONE)) == []
    assert drawn(the_terms(CheckScope.NONE), before=True) == []


@pytest.mark.parametrize("percent", [0, 5, 20, 100])
def test_sample_is_as_large_as_said(percent: int) -> None:
    share = 100 * len(drawn(the_terms(CheckScope.SAMPLED, percent))) / len(NUMBERS)
    assert share == pytest.approx(percent, abs=1.0)


def test_draw_can_be_repeated_by_anybody() -> None:
    terms = the_terms(CheckScope.SAMPLED, 20)
    assert drawn(terms) == drawn(terms)
    # Fixed for good: another draw would change who is checked.
    assert drawn(terms)[:3] == ["YX20261122-000004", "YX20261122-000005", "YX20261122-000017"]


def test_larger_sample_holds_the_smaller() -> None:
    assert set(drawn(the_terms(CheckScope.SAMPLED, 5))) < set(drawn(the_terms(CheckScope.SAMPLED, 20)))


def test_who_promised_falsely_before_is_always_checked() -> None:
    assert drawn(the_terms(CheckScope.SAMPLED, 5), before=True) == NUMBERS
