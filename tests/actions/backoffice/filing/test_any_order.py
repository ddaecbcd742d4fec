"""Calls in any order, with old versions, by the wrong people.

No state is reached without its predecessors; what is refused or repeated leaves no trace.
"""

import json
from itertools import pairwise
from typing import Any
from uuid import uuid4

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from actions.wire.cases import CaseState
from tests.actions.backoffice.counter import Counter
from tests.actions.backoffice.filing.conftest import Template
from tests.actions.backoffice.filing.samples import (
    ANSWERS,
    CLERK,
    DEFERRED,
    EVENT,
    PLAIN,
    PROMISED,
    Applicant,
)
from tests.actions.rules.predecessors import PREDECESSORS

TABLES = (
    "applications",
    "cases",
    "case_materials",
    "timeline",
    "promises",
    "promise_texts",
    "checks",
    "false_promises",
    "number_series",
    "audit",
    "writes",
)
CONVERSATION = "c" * 32
PERSONS = st.sampled_from(["li"] * 8 + ["wang", None])
MOSTLY = st.sampled_from([True, True, True, False])
CHOICES = st.sampled_from(["handed_in", "promised", "later", "shared"])
CODES = st.sampled_from(["photo", "bank-card", "leaving-proof"])
BY_CITIZENS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "withdrawal": st.just({}),
    "promise-withdrawal": st.just({}),
    "materials": st.sets(CODES, min_size=1).map(lambda codes: {"materials": sorted(codes)}),
}
BY_STAFF: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "acceptance": st.just({}),
    "return": st.just({"reason": "看不清"}),
    "revocation": st.just({}),
}


class Citizens(RuleBasedStateMachine):
    """Remembers every version of every draft and case that it was ever shown."""

    def __init__(self, template: Template) -> None:
        super().__init__()
        template.restore()
        self.template = template
        self.counter = Counter(template.app)
        self.drafts: list[dict[str, Any]] = []
        self.cases: list[dict[str, Any]] = []

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> httpx.Response:
        """One write, and the same once more: refused or repeated, it leaves no trace."""
        key, before = uuid4().hex, self.dump()
        options = {"conversation": CONVERSATION, **options}
        first = self.counter.ask(method, path, body=body, key=key, **options)
        after = self.dump()
        assert first.status_code < 500, first.text
        again = self.counter.ask(method, path, body=body, key=key, **options)
        assert self.dump() == after
        if first.is_success:
            assert (again.status_code, again.content) == (first.status_code, first.content)
        else:
            assert after == before
            assert again.json()["error"]["code"] == first.json()["error"]["code"]
        return first

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        with self.template.app.state.office.engine.connect() as connection:
            return {
                table: sorted(
                    (tuple(row) for row in connection.execute(text(f"SELECT * FROM backoffice_{table}"))),  # noqa: S608
                    key=repr,
                )
                for table in TABLES
            }

    @initialize()
    def file_one_of_each(self) -> None:
        li = Applicant(self.counter, conversation=CONVERSATION)
        self.cases += [li.promises(), li.files_deferred(later=("photo", "bank-card")), li.files_plain()]

    @rule(
        items=st.sampled_from([[PROMISED], [DEFERRED], [PLAIN], [PROMISED, DEFERRED, PLAIN]]), person=PERSONS
    )
    def open(self, items: list[str], person: str | None) -> None:
        opening = {
            "conversation_id": CONVERSATION,
            "channel": "web",
            "items": items,
            "life_event": EVENT if len(items) > 1 else None,
        }
        opened = self.call("POST", "/applications", opening, citizen=person)
        if opened.is_success:
            self.drafts.append(opened.json())

    @precondition(lambda self: self.drafts)
    @rule(
        data=st.data(),
        person=PERSONS,
        answered=MOSTLY,
        commitment=st.sampled_from([None, True, True, False]),
    )
    def fill_in(
        self, data: st.DataObject, person: str | None, *, answered: bool, commitment: bool | None
    ) -> None:
        draft = data.draw(st.sampled_from(self.drafts))
        codes = [material["code"] for material in draft["form"]["materials"]]
        change = {
            "version": draft["version"],
            "answers": ANSWERS if answered else {"unemployed": "no"},
            "commitment": commitment,
            "materials": data.draw(st.dictionaries(st.sampled_from(codes), CHOICES)),
        }
        changed = self.call("PATCH", f"/applications/{draft['id']}", change, citizen=person)
        if changed.is_success:
            self.drafts.append(changed.json())

    @precondition(lambda self: self.drafts)
    @rule(data=st.data(), person=PERSONS, ready=MOSTLY)
    def submit(self, data: st.DataObject, person: str | None, *, ready: bool) -> None:
        draft = data.draw(st.sampled_from(self.drafts))
        if ready:
            draft = self.made_ready(draft, person)
        path, signature = f"/applications/{draft['id']}", None
        if draft["commitment"]:
            shown = self.counter.get(f"{path}/commitment", citizen=person, conversation=CONVERSATION).json()
            if "hash" in shown:
                signature = {"text_version": shown["version"], "text_hash": shown["hash"]}
        body = {"version": draft["version"], "signature": signature}
        filed = self.call("POST", f"{path}/submission", body, citizen=person)
        if filed.is_success:
            self.drafts.append(filed.json())
            self.cases += filed.json()["cases"]

    def made_ready(self, draft: dict[str, Any], person: str | None) -> dict[str, Any]:
        """With everything that it lacks, where the caller may change it."""
        materials = {
            material["code"]: "later" if material["deferrable_working_days"] else "handed_in"
            for material in draft["form"]["materials"]
            if not material["promise_allowed"] and not material["held_by"]
        }
        change = {
            "version": draft["version"],
            "answers": ANSWERS,
            "materials": materials,
            "commitment": draft["form"]["commitment_offered"],
        }
        changed = self.call("PATCH", f"/applications/{draft['id']}", change, citizen=person)
        found: dict[str, Any] = changed.json() if changed.is_success else draft
        return found

    @precondition(lambda self: self.drafts)
    @rule(data=st.data(), person=PERSONS)
    def discard(self, data: st.DataObject, person: str | None) -> None:
        draft = data.draw(st.sampled_from(self.drafts))
        self.call("DELETE", f"/applications/{draft['id']}", citizen=person)

    @rule(data=st.data(), step=st.sampled_from(sorted(BY_CITIZENS)), person=PERSONS, latest=MOSTLY)
    def citizen_takes_a_step(
        self, data: st.DataObject, step: str, person: str | None, *, latest: bool
    ) -> None:
        self.take_a_step(data, step, data.draw(BY_CITIZENS[step]), latest=latest, citizen=person)

    @rule(data=st.data(), step=st.sampled_from(sorted(BY_STAFF)), latest=MOSTLY)
    def clerk_takes_a_step(self, data: st.DataObject, step: str, *, latest: bool) -> None:
        body = {"by": "黄科员", **data.draw(BY_STAFF[step])}
        self.take_a_step(data, step, body, latest=latest, staff=CLERK)

    @rule(data=st.data(), outcome=st.sampled_from(["granted", "granted", "refused"]), truthful=st.booleans())
    def clerk_decides_and_checks(self, data: st.DataObject, outcome: str, *, truthful: bool) -> None:
        decision = {"by": "黄科员", "outcome": outcome, "reasons": ["看过了。"]}
        self.take_a_step(data, "decision", decision, latest=True, staff=CLERK)
        result = {"by": "黄科员", "truthful": truthful, "finding": "看过了。"}
        self.take_a_step(data, "check", result, latest=True, staff=CLERK)

    def take_a_step(
        self, data: st.DataObject, step: str, body: dict[str, Any], *, latest: bool, **caller: Any
    ) -> None:
        case = data.draw(st.sampled_from(self.cases))
        if latest:
            case = self.counter.get(f"/cases/{case['number']}", staff=CLERK).json()
        sent = {"version": case["version"], **body}
        taken = self.call("POST", f"/cases/{case['number']}/{step}", sent, **caller)
        if taken.is_success:
            self.cases.append(taken.json())

    @rule(days=st.sampled_from([0, 0, 1, 8]))
    def sweep_later(self, days: int) -> None:
        self.template.clock.move(days=days)
        self.call("POST", "/sweeps")

    @invariant()
    def every_case_came_through_the_states_before(self) -> None:
        stored = self.dump()
        with self.template.app.state.office.engine.connect() as connection:
            rows = connection.execute(
                text("SELECT subject, detail FROM backoffice_audit WHERE subject LIKE 'case:%' ORDER BY id")
            ).all()
            states = dict(connection.execute(text("SELECT number, state FROM backoffice_cases")).all())
        assert len(states) == len(stored["cases"])
        for number, state in states.items():
            steps = [json.loads(row.detail) for row in rows if row.subject == f"case:{number}"]
            moves = [step for step in steps if "version" in step]
            assert [move["version"] for move in moves] == list(range(1, len(moves) + 1))
            path = [CaseState.DRAFT, *(CaseState(move["state"]) for move in moves)]
            for before, after in pairwise(path):
                assert before == after or before in PREDECESSORS[after]
            assert path[1] is CaseState.SUBMITTED
            assert path[-1] == state


def test_no_sequence_of_calls_reaches_a_state_without_its_predecessors(template: Template) -> None:
    class CitizensOfTheTemplate(Citizens):
        def __init__(self) -> None:
            super().__init__(template)

    run_state_machine_as_test(
        CitizensOfTheTemplate,
        settings=settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
