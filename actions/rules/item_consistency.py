"""Whether a service item agrees with itself."""

from collections.abc import Iterable
from enum import StrEnum

from actions.wire.catalogue import CheckScope, FieldKind, Mode, ServiceItem


class Contradiction(StrEnum):
    CONDITIONS_REPEATED = "conditions_repeated"
    MATERIALS_REPEATED = "materials_repeated"
    FIELDS_REPEATED = "fields_repeated"
    CHOICES_MISSING = "choices_missing"
    TERMS_MISSING = "terms_missing"
    PROMISE_WITHOUT_COMMITMENT = "promise_without_commitment"
    LATER_WITHOUT_DEFERRAL = "later_without_deferral"
    SHARE_MISSING = "share_missing"


def contradictions(item: ServiceItem) -> list[Contradiction]:
    terms, modes = item.commitment, item.modes
    found = {
        Contradiction.CONDITIONS_REPEATED: _repeats(one.code for one in item.conditions),
        Contradiction.MATERIALS_REPEATED: _repeats(one.code for one in item.materials),
        Contradiction.FIELDS_REPEATED: _repeats(one.code for one in item.fields),
        Contradiction.CHOICES_MISSING: any(
            one.kind is FieldKind.CHOICE and not one.choices for one in item.fields
        ),
        Contradiction.TERMS_MISSING: Mode.COMMITMENT in modes and terms is None,
        Contradiction.PROMISE_WITHOUT_COMMITMENT: Mode.COMMITMENT not in modes
        and any(one.promise_allowed for one in item.materials),
        Contradiction.LATER_WITHOUT_DEFERRAL: Mode.DEFERRED_MATERIAL not in modes
        and any(one.deferrable_working_days is not None for one in item.materials),
        Contradiction.SHARE_MISSING: terms is not None
        and terms.check_scope is CheckScope.SAMPLED
        and not terms.sampled_percent,
    }
    return [contradiction for contradiction, holds in found.items() if holds]


def _repeats(codes: Iterable[str]) -> bool:
    listed = list(codes)
    return len(set(listed)) < len(listed)
