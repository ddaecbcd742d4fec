"""Decided at once by rule, or given without an application, from the records of the shipped demo people."""

from typing import Any

import pytest

from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.moved_clock import MovedClock
from tests.actions.backoffice.filing.samples import Applicant, refusal, story

CERTIFICATE, REGISTRATION = "440104-employment-certificate", "440104-unemployment-registration"
SUBSIDY = "440104-price-subsidy"
WRITTEN = {
    "choice": "1",
    "date": "2026-09-30",
    "address": "广州市越秀区北京路1号2楼301房",
    "text": "演示",
}


def applies(counter: Counter, subject: str, item: str, **materials: str) -> dict[str, Any]:
    """The one case, filed with an answer to everything that is asked."""
    person = Applicant(counter, subject=subject)
    draft = person.opens(item)
    form = draft["form"]
    answers = {one["code"]: "yes" for one in form["conditions"]}
    answers |= {field["code"]: WRITTEN[field["kind"]] for field in form["fields"] if field["kind"] in WRITTEN}
    [case] = person.submits(person.changes(draft, answers=answers, materials=materials))["cases"]
    found: dict[str, Any] = case
    return found


def test_granted_at_once_with_the_reasons(counter: Counter) -> None:
    case = applies(counter, "demo-chen", CERTIFICATE)
    assert story(case) == ["submitted", "accepted", "decided"]
    assert (case["outcome"], case["modes"]) == ("granted", ["instant_approval"])
    assert case["reasons"] == ["您已经满16岁。", "您还没有领过这个证。"]
    assert case["timeline"][-1]["text"] == "批准了。您已经满16岁。您还没有领过这个证。"


def test_refused_at_once_with_the_reason_alone(counter: Counter) -> None:
    case = applies(counter, "demo-liang", CERTIFICATE)
    assert (case["outcome"], case["reasons"]) == ("refused", ["您已经有这个证了，不用再领。"])


def test_what_the_rule_cannot_decide_waits_for_a_person(counter: Counter) -> None:
    case = applies(counter, "demo-ma", CERTIFICATE)
    assert (case["state"], case["outcome"], case["modes"]) == ("accepted", None, [])
    assert case["due_on"] == "2026-11-24"


def test_case_with_something_missing_is_decided_when_it_is_there(counter: Counter) -> None:
    case = applies(counter, "demo-su", REGISTRATION, **{"termination-proof": "later"})
    assert case["state"] == "material_due"
    su = Applicant(counter, subject="demo-su")
    decided = su.steps(case, "materials", materials=["termination-proof"]).json()
    assert (decided["state"], decided["outcome"]) == ("decided", "granted")
    assert "查到您2026年11月13日离开了原来的单位。" in decided["reasons"]


def test_benefit_is_found_offered_and_taken_once(counter: Counter) -> None:
    huang = Applicant(counter, subject="demo-huang")
    [offered] = huang.done("GET", "/people/me/benefits")["benefits"]
    assert (offered["item"], offered["granted"], offered["demo"]) == (SUBSIDY, False, True)
    assert offered["why"] == ["您正在领失业保险金。", "您的失业保险金可以领到2027年6月30日。"]
    case = huang.done("POST", f"/people/me/benefits/{SUBSIDY}")
    assert story(case) == ["submitted", "accepted", "decided"]
    assert (case["outcome"], case["reasons"]) == ("granted", offered["why"])
    assert case["modes"] == ["proactive_benefit"]
    assert huang.done("GET", "/people/me/benefits")["benefits"][0]["granted"] is True
    assert refusal(huang.tried("POST", f"/people/me/benefits/{SUBSIDY}"))[0] == "step_refused"
    assert huang.done("GET", "/cases")["cases"] == [case]


def test_benefit_ends_with_what_it_depends_on(counter: Counter, clock: MovedClock) -> None:
    huang = Applicant(counter, subject="demo-huang")
    clock.move(days=221)
    assert huang.done("GET", "/people/me/benefits")["benefits"] == []


@pytest.mark.parametrize("subject", ["demo-chen", "demo-ma"])
def test_nobody_else_is_offered_or_given_it(counter: Counter, subject: str) -> None:
    person = Applicant(counter, subject=subject)
    assert person.done("GET", "/people/me/benefits")["benefits"] == []
    assert refusal(person.tried("POST", f"/people/me/benefits/{SUBSIDY}"))[0] == "not_eligible"


def test_benefits_are_nobodys_without_a_sign_in(visitor: Applicant) -> None:
    assert refusal(visitor.tried("GET", "/people/me/benefits"))[0] == "citizen_unknown"


def test_stranger_to_the_office_has_none(counter: Counter) -> None:
    stranger = Applicant(counter, subject="nobody")
    assert refusal(stranger.tried("GET", "/people/me/benefits"))[0] == "person_unknown"
