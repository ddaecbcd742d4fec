"""An item that contradicts itself would promise citizens what cannot be done."""

from typing import Any

import pytest

from actions.rules.item_consistency import Contradiction, contradictions
from actions.wire.catalogue import ServiceItem

PROOF = {"code": "proof", "name": "证明"}
TERMS = {
    "legal_basis": "依据",
    "proof": "证明",
    "proof_content": "内容",
    "how_to_promise": "方式",
    "consequences": ["后果"],
    "checked_by": "部门",
    "check_scope": "all",
}


def item(**parts: Any) -> ServiceItem:
    base = {"code": "i", "name": "事项", "region": "440104", "about": "", "applicants": ["person"]}
    return ServiceItem.model_validate({**base, **parts})


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"materials": [PROOF, PROOF]}, Contradiction.MATERIALS_REPEATED),
        (
            {"conditions": [{"code": "c", "question": "？", "unmet": ""}] * 2},
            Contradiction.CONDITIONS_REPEATED,
        ),
        (
            {"fields": [{"code": "f", "label": "", "prompt": "", "kind": "text"}] * 2},
            Contradiction.FIELDS_REPEATED,
        ),
        (
            {"fields": [{"code": "f", "label": "", "prompt": "", "kind": "choice"}]},
            Contradiction.CHOICES_MISSING,
        ),
        ({"modes": ["commitment"]}, Contradiction.TERMS_MISSING),
        ({"materials": [{**PROOF, "promise_allowed": True}]}, Contradiction.PROMISE_WITHOUT_COMMITMENT),
        ({"materials": [{**PROOF, "deferrable_working_days": 5}]}, Contradiction.LATER_WITHOUT_DEFERRAL),
        ({"commitment": {**TERMS, "check_scope": "sampled"}}, Contradiction.SHARE_MISSING),
    ],
)
def test_each_contradiction_is_found(parts: dict[str, Any], found: Contradiction) -> None:
    assert contradictions(item(**parts)) == [found]


def test_what_agrees_with_itself_is_let_through() -> None:
    agreeing = item(
        modes=["commitment", "deferred_material"],
        materials=[{**PROOF, "promise_allowed": True, "deferrable_working_days": 5}],
        commitment={**TERMS, "check_scope": "sampled", "sampled_percent": 10},
    )
    assert contradictions(agreeing) == []
