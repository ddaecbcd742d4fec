"""People: kept encrypted, shown masked, and allowed to promise again once a false promise is made good."""

from typing import Any

import pytest
from sqlalchemy import Engine, text

from actions.backoffice.writes import Writer
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.samples import LI

CLERK = "clerk.wong"
REPAIR = {"by": "黄科员", "reason": "补贴已经退回。"}


def error_code(response: Any) -> str:
    return str(response.json()["error"]["code"])


def break_promise(counter: Counter, case_number: str = "YX20260302-000001") -> None:
    office = counter.app.state.office
    writer: Writer = office.writer
    writer.run(
        "system",
        lambda session: office.people.record_false_promise(
            session.connection, "li", case_number=case_number, at=session.now
        ),
    )


def test_who_signed_in_sees_themselves_masked(every_counter: Counter) -> None:
    saved = every_counter.put("/people/li", LI).json()
    assert saved == every_counter.get("/people/me", citizen="li").json()
    assert saved == {
        "name": "李**",
        "identity_number": "110105********002X",
        "phone": "138****8000",
        "may_promise": True,
        "reason": None,
    }


def test_the_database_holds_nothing_that_identifies(every_counter: Counter) -> None:
    every_counter.put("/people/li", LI)
    engine: Engine = every_counter.app.state.office.engine
    tables = ("backoffice_people", "backoffice_writes", "backoffice_audit")
    with engine.connect() as connection:
        rows = [row for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608
    stored = b"".join(
        bytes(value) if not isinstance(value, str) else value.encode()
        for row in rows
        for value in row
        if isinstance(value, str | bytes | memoryview)
    )
    for value in ("name", "identity_number", "phone"):
        assert LI[value].encode() not in stored


def test_the_provider_may_say_something_new(every_counter: Counter) -> None:
    every_counter.put("/people/li", LI)
    every_counter.put("/people/li", {**LI, "phone": "13900139000"})
    assert every_counter.get("/people/me", citizen="li").json()["phone"] == "139****9000"


def test_facts_stay_when_somebody_signs_in_again(every_counter: Counter) -> None:
    office = every_counter.app.state.office
    every_counter.put("/people/li", LI)
    facts = {"age": 77, "pension": True}
    office.writer.run(
        "system",
        lambda session: office.people.replace_facts(session.connection, "li", facts, at=session.now),
    )
    every_counter.put("/people/li", {**LI, "phone": ""})
    with office.engine.connect() as connection:
        assert office.people.facts(connection, "li") == facts
        assert office.people.facts(connection, "nobody") == {}


def test_a_false_promise_stands_until_it_is_repaired(every_counter: Counter) -> None:
    every_counter.put("/people/li", LI)
    break_promise(every_counter)
    known = every_counter.get("/people/me", citizen="li").json()
    assert not known["may_promise"]
    assert "普通方式" in known["reason"]
    repaired = every_counter.post("/people/li/repair", REPAIR, staff=CLERK).json()
    assert repaired["may_promise"]
    office = every_counter.app.state.office
    with office.engine.connect() as connection:
        [promise] = office.people.false_promises(connection, "li")
    assert promise.case_number == "YX20260302-000001"
    assert promise.repaired_at


def test_a_case_is_recorded_once(every_counter: Counter) -> None:
    every_counter.put("/people/li", LI)
    for number in ("YX20260302-000001", "YX20260302-000001", "YX20260302-000002"):
        break_promise(every_counter, number)
    office = every_counter.app.state.office
    with office.engine.connect() as connection:
        assert len(office.people.false_promises(connection, "li")) == 2


def test_there_is_nothing_to_repair_without_a_false_promise(counter: Counter) -> None:
    counter.put("/people/li", LI)
    refused = counter.post("/people/li/repair", REPAIR, staff=CLERK)
    assert (refused.status_code, error_code(refused)) == (409, "step_refused")


def test_only_staff_repair(counter: Counter) -> None:
    counter.put("/people/li", LI)
    assert error_code(counter.post("/people/li/repair", REPAIR, citizen="li")) == "not_allowed"


def test_who_never_signed_in_is_unknown(counter: Counter) -> None:
    assert error_code(counter.get("/people/me", citizen="nobody")) == "person_unknown"
    assert error_code(counter.post("/people/nobody/repair", REPAIR, staff=CLERK)) == "person_unknown"


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ({"subject": "wang"}, "answer_invalid"),
        ({"identity_number": "123"}, "invalid_request"),
        ({"phone": "020-12345"}, "invalid_request"),
        ({"name": ""}, "invalid_request"),
    ],
)
def test_a_malformed_person_is_refused(counter: Counter, part: dict[str, str], code: str) -> None:
    assert error_code(counter.put("/people/li", {**LI, **part})) == code
