"""Which step comes next, read from the draft alone."""

from datetime import datetime
from typing import Any

import pytest

from actions.dialogue.service_flow.steps import Step, StepKind, after, before, current, is_done, sequence
from actions.rules.merging import merged_conditions, merged_fields, merged_materials
from actions.wire.applications import Application, ApplicationState, Form, MaterialChoice
from chassis.clock import OFFICE_ZONE
from tests.actions.backoffice.seeded import BY_NAME

NOW = datetime(2026, 11, 23, tzinfo=OFFICE_ZONE)
ITEM = BY_NAME["失业登记"]
QUESTIONS = [condition.code for condition in ITEM.conditions]
MET = dict.fromkeys(QUESTIONS, "yes")
PROOF = "termination-proof"
FILLED = {
    "name": "陈演示",
    "identity-number": "440104********0005",
    "phone": "16000000001",
    "address": "北京路1号",
}


def a_draft(*, refused: str | None = None, **parts: Any) -> Application:
    form = Form(
        conditions=merged_conditions([ITEM]),
        fields=merged_fields([ITEM]),
        materials=merged_materials([ITEM]),
        commitment_offered=refused is None,
        commitment_refused=refused,
    )
    known: dict[str, Any] = {
        "id": "a1",
        "version": 1,
        "state": ApplicationState.DRAFT,
        "conversation_id": "c1",
        "channel": "web_chat",
        "region": ITEM.region,
        "life_event": None,
        "items": [ITEM],
        "form": form,
        "answers": {},
        "materials": {},
        "commitment": None,
        "step": "",
        "signed_in": False,
        "created_at": NOW,
        "expires_at": NOW,
    }
    return Application(**{**known, **parts})


def test_order_of_the_steps() -> None:
    kinds = list(dict.fromkeys(step.kind for step in sequence(a_draft(commitment=True))))
    assert kinds == [
        StepKind.QUESTION,
        StepKind.NOTICE,
        StepKind.MODE,
        StepKind.SIGN_IN,
        StepKind.FIELD,
        StepKind.SUMMARY,
        StepKind.PROMISE,
    ]


def test_ordinary_way_asks_for_the_proof_and_for_no_promise() -> None:
    steps = sequence(a_draft(commitment=False, signed_in=True))
    assert Step(StepKind.MATERIAL, PROOF) in steps
    assert Step(StepKind.PROMISE) not in steps


def test_what_an_authority_holds_is_never_asked_for() -> None:
    steps = sequence(a_draft(commitment=False, signed_in=True))
    assert Step(StepKind.MATERIAL, "identity-card") not in steps


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({}, StepKind.QUESTION),
        ({"answers": MET}, StepKind.NOTICE),
        ({"answers": MET, "step": "mode:"}, StepKind.MODE),
        ({"answers": MET, "commitment": True}, StepKind.SIGN_IN),
        ({"answers": MET, "commitment": False, "signed_in": True}, StepKind.MATERIAL),
        ({"answers": MET, "commitment": True, "signed_in": True}, StepKind.FIELD),
        ({"answers": {**MET, **FILLED}, "commitment": True, "signed_in": True}, StepKind.SUMMARY),
        ({"answers": MET, "signed_in": True, "refused": "有一次承诺不实。"}, StepKind.ORDINARY),
    ],
)
def test_current_step(parts: dict[str, Any], kind: StepKind) -> None:
    assert current(a_draft(**parts)).kind is kind


def test_excluding_answer_stops_everything_until_it_is_changed() -> None:
    excluded = a_draft(answers={**MET, QUESTIONS[1]: "no"}, step="summary:")
    assert current(excluded) == Step(StepKind.UNMET, QUESTIONS[1])
    asked_again = excluded.model_copy(update={"step": Step(StepKind.QUESTION, QUESTIONS[1], again=True).mark})
    assert current(asked_again).kind is StepKind.QUESTION


@pytest.mark.parametrize("mark", ["field:phone", "summary:", "promise:"])
def test_mark_leads_past_nothing_that_is_still_open(mark: str) -> None:
    assert current(a_draft(step=mark)).kind is StepKind.QUESTION
    assert current(a_draft(answers=MET, commitment=True, step=mark)).kind is StepKind.SIGN_IN


def test_promise_is_not_reached_with_a_field_open() -> None:
    draft = a_draft(answers=MET, commitment=True, signed_in=True, step="promise:")
    assert current(draft) == Step(StepKind.FIELD, "name")


def test_skipped_field_stays_skipped_and_a_needed_one_does_not() -> None:
    answers = {**MET, **{code: FILLED[code] for code in ("name", "identity-number", "phone")}}
    draft = a_draft(answers=answers, commitment=True, signed_in=True)
    assert after(draft, Step(StepKind.FIELD, "previous-employer")) == Step(StepKind.FIELD, "employment-ended")
    assert after(draft, Step(StepKind.FIELD, "employment-ended")) == Step(StepKind.FIELD, "address")
    assert after(draft, Step(StepKind.FIELD, "address")) == Step(StepKind.FIELD, "address")


def test_changed_field_leads_back_to_the_summary() -> None:
    draft = a_draft(answers={**MET, **FILLED}, commitment=True, signed_in=True)
    assert after(draft, Step(StepKind.FIELD, "phone", again=True)).kind is StepKind.SUMMARY


def test_back_passes_the_sign_in() -> None:
    draft = a_draft(answers=MET, commitment=True, signed_in=True)
    assert before(draft, Step(StepKind.FIELD, "name")) == Step(StepKind.MODE)
    assert before(draft, Step(StepKind.NOTICE, page=2)) == Step(StepKind.NOTICE, page=1)
    assert before(draft, Step(StepKind.QUESTION, QUESTIONS[0])) is None


def test_promise_that_is_taken_back_settles_no_material() -> None:
    draft = a_draft(commitment=False, signed_in=True, materials={PROOF: MaterialChoice.PROMISED})
    assert not is_done(draft, Step(StepKind.MATERIAL, PROOF))


@pytest.mark.parametrize(
    "step",
    [
        Step(StepKind.QUESTION, "unemployed", again=True),
        Step(StepKind.NOTICE, page=3),
        Step(StepKind.NOTICE),
        Step(StepKind.FIELD, "phone"),
        Step(StepKind.SUMMARY),
    ],
)
def test_mark_says_the_step(step: Step) -> None:
    assert Step.of(step.mark) == step


@pytest.mark.parametrize("mark", ["", "phone", "unknown:x"])
def test_unknown_mark_is_none(mark: str) -> None:
    assert Step.of(mark) is None
