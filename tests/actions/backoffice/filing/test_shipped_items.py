"""Every shipped item can be applied for from beginning to end; the shipped rules fit the shipped items."""

from typing import Any

import pytest

from actions.backoffice.checklists import load_checklists
from actions.rules.fact_checks import Source
from actions.wire.catalogue import LifeEvent, Mode, ServiceItem
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.samples import Applicant
from tests.actions.backoffice.seeded import BY_CODE, EVENTS, ITEMS, PEOPLE, each_event

APPLICABLE = [item for item in ITEMS if item.applicable]
WRITTEN = {
    "text": "演示",
    "name": "李阿姨",
    "identity_number": "11010519491231002X",
    "phone": "13800138000",
    "date": "2026-09-30",
    "amount": "1200",
    "address": "广州市越秀区北京路1号2楼301房",
    "choice": "1",
    "credit_code": "91440104MA00000001",
}


def filled_in(person: Applicant, draft: dict[str, Any], *, commitment: bool) -> dict[str, Any]:
    """With an answer to everything, every material that may follow left for later, the others handed in."""
    form = draft["form"]
    answers = {one["code"]: "yes" if one["wanted"] else "no" for one in form["conditions"]}
    answers |= {field["code"]: WRITTEN[field["kind"]] for field in form["fields"] if not field["prefilled"]}
    draft = person.changes(draft, answers=answers, commitment=commitment)
    materials = {
        material["code"]: "later" if material["deferrable_working_days"] else "handed_in"
        for material in form["materials"]
        if material["code"] not in draft["materials"]
    }
    return person.changes(draft, materials=materials)


def files(person: Applicant, draft: dict[str, Any]) -> dict[str, Any]:
    offered = draft["form"]["commitment_offered"]
    ready = filled_in(person, draft, commitment=offered)
    return person.submits(ready, person.signature(ready) if offered else None)


@pytest.mark.parametrize("item", APPLICABLE, ids=lambda item: item.code)
def test_item_is_applied_for_from_beginning_to_end(counter: Counter, item: ServiceItem) -> None:
    person = Applicant(counter)
    [case] = files(person, person.opens(item.code))["cases"]
    later = any(
        material.deferrable_working_days and not material.promise_allowed for material in item.materials
    )
    assert case["state"] == "material_due" if later else case["state"] in {"accepted", "decided"}
    assert case["due_on"] or case["due_note"]
    told = [*(entry["text"] for entry in case["timeline"]), case["next_step"], case["due_note"]]
    assert not any("{" in text or "。。" in text for text in told)


@each_event
def test_all_of_a_life_event_is_applied_for_at_once(counter: Counter, event: LifeEvent) -> None:
    person = Applicant(counter)
    codes = [code for code in event.items if BY_CODE[code].applicable]
    opening = {**person.opening(*codes), "life_event": event.code}
    filed = files(person, person.done("POST", "/applications", opening))
    assert [case["item"] for case in filed["cases"]] == codes


@pytest.mark.parametrize(
    ("rules", "mode"),
    [("instant_rules", Mode.INSTANT_APPROVAL), ("benefit_rules", Mode.PROACTIVE_BENEFIT)],
)
def test_rules_are_there_for_just_the_items_that_need_them(rules: str, mode: Mode) -> None:
    assert set(load_checklists(rules)) == {item.code for item in ITEMS if mode in item.modes}


def test_rules_look_at_what_is_asked_or_known() -> None:
    known = {"born_on"} | {name for person in PEOPLE for name in person.facts}
    for rules in ("instant_rules", "benefit_rules"):
        for code, checks in load_checklists(rules).items():
            asked = {field.code for field in BY_CODE[code].fields}
            for check in checks:
                assert check.name in (known if check.source is Source.FACT else asked)
                assert check.same_as is None or check.same_as in known


def test_every_life_event_has_something_to_apply_for() -> None:
    assert all(any(BY_CODE[code].applicable for code in event.items) for event in EVENTS)
