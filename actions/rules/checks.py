"""Which decided commitment cases are checked afterwards."""

import hashlib

from actions.wire.catalogue import CheckScope, CommitmentTerms


def is_drawn(terms: CommitmentTerms, *, number: str, promised_falsely_before: bool) -> bool:
    """Whether the case is checked, all or by sample.

    The draw depends on the case number alone, so anybody can repeat it. Whoever once promised falsely, though
    it was repaired, is always checked where anything is.
    """
    if terms.check_scope is CheckScope.NONE:
        return False
    if terms.check_scope is CheckScope.ALL or promised_falsely_before:
        return True
    return _ticket(number) < terms.sampled_percent


def _ticket(number: str) -> int:
    """A number from 0 to 99, evenly spread over case numbers."""
    return int.from_bytes(hashlib.sha256(number.encode()).digest()) % 100
