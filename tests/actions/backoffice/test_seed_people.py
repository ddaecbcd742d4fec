"""The invented people that ship with the product (演示数据)."""

from datetime import date

from actions.backoffice.seeding import SeededPerson
from actions.rules.readers.credit_code import read_credit_code
from actions.rules.readers.identity_number import read_identity_number
from actions.rules.readers.phone import read_phone
from tests.actions.backoffice.seeded import PEOPLE, doubled, each_person

TODAY = date(2026, 11, 20)


def test_people_are_there_once() -> None:
    for values in (
        [person.subject for person in PEOPLE],
        [person.identity_number for person in PEOPLE],
        [person.phone for person in PEOPLE],
    ):
        assert not doubled(values)


@each_person
def test_people_are_invented_and_show_it(person: SeededPerson) -> None:
    assert person.subject.startswith("demo-")
    assert person.name.endswith("演示")
    assert read_identity_number(person.identity_number, today=TODAY) == person.identity_number
    assert person.identity_number[14:17] == "000", "a sequence code that is never issued"
    assert read_phone(person.phone) == person.phone


@each_person
def test_facts_are_text(person: SeededPerson) -> None:
    assert {type(value) for value in person.facts.values()} <= {str}
    if code := person.facts.get("credit_code"):
        assert read_credit_code(code) == code


def test_records_of_promises_cover_what_a_record_can_say() -> None:
    assert [
        [promise.repaired_at is not None for promise in person.false_promises]
        for person in PEOPLE
        if person.false_promises
    ] == [[False], [True]]


def test_there_is_somebody_retired_and_an_employers_clerk() -> None:
    assert any("retired_on" in person.facts for person in PEOPLE)
    assert any("company_contributions_paid" in person.facts for person in PEOPLE)
