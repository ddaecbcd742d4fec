"""What a change would do to the answers is known before it is made; nobody is answered from it meanwhile."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge_base.checks import GIVEN, POINTS, Outcome, RunState
from knowledge_base.errors import DocumentUnknown, EmbedderFailed, RunFinished, RunGoingOn
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.publish.points_version import points_version
from knowledge_base.wire import AnswerRequest
from tests.knowledge_base.publish.check_parts import (
    EDITOR,
    LANTERNS,
    PUBLISHER,
    REGION,
    Office,
    build_office,
    paper,
)

LIMIT = "灯笼登记几个工作日办好"


@pytest.fixture
def office(sqlite_engine: Engine, tmp_path: Path) -> Office:
    return build_office(sqlite_engine, tmp_path / "policies")


def test_a_text_without_changes_changes_no_answer(office: Office) -> None:
    office.given.add("灯笼登记要等几天")
    run = office.check(paper() + "\n　　本办法由越秀区灯笼办公室解释。\n".encode())
    assert run.state is RunState.DONE
    assert run.done == run.total == 3
    assert [result.judged and result.judged.outcome for result in office.results(run)] == [Outcome.SAME] * 3


def test_a_point_whose_figure_the_new_text_no_longer_has_is_broken(office: Office) -> None:
    run = office.check(paper(days=5))
    [broken] = office.results(run, Outcome.BROKEN)
    assert broken.question.text == LIMIT
    assert broken.judged
    assert [(reason.code, reason.detail) for reason in broken.judged.reasons] == [
        ("point_figure_gone", "10个工作日")
    ]
    assert broken.old
    assert broken.new
    assert all(cited.quote for cited in (*broken.old.citations, *broken.new.citations))


def test_a_section_that_is_gone_breaks_the_points_that_stand_in_it(office: Office) -> None:
    whole = paper().decode()
    without = whole[: whole.index("第二章")] + whole[whole.index("\n越秀区灯笼办公室") :]
    broken = office.results(office.check(without.encode()), Outcome.BROKEN)
    assert [result.question.text for result in broken] == ["渡船卡收不收费用"]
    assert broken[0].judged
    assert broken[0].judged.reasons[0].code == "point_section_gone"


def test_what_citizens_asked_in_the_last_90_days_is_asked_too(office: Office) -> None:
    office.given.add("灯笼登记要等几天", times=7)
    run = office.check(paper(days=5))
    counted = {one.key: one for one in run.sets}
    assert (counted[POINTS].total, counted[POINTS].broken) == (2, 1)
    assert (counted[GIVEN].total, counted[GIVEN].broken) == (1, 1)
    assert any(result.question.times == 7 for result in office.results(run, Outcome.BROKEN))


def test_meanwhile_everybody_is_answered_from_what_is_published(office: Office) -> None:
    run = office.check(paper(days=5))
    answer = office.knowledge.answer(AnswerRequest(question=LIMIT, region=REGION), trace_id="t")
    assert "10个工作日" in answer.text
    draft = run.subject.number
    assert all(citation.version != draft for citation in answer.citations)


def test_the_gate_is_shut_below_the_floor_and_before_anything_was_asked(office: Office) -> None:
    number = office.draft(paper(days=5))
    run = office.desk.impact.start(LANTERNS, number, EDITOR)
    gate = office.desk.impact.gate_of(run.subject, run.kind)
    assert (gate.passed, gate.checked) == (False, False)
    office.ask_all(run)
    gate = office.desk.impact.gate_of(run.subject, run.kind)
    assert (gate.passed, gate.checked) == (False, True)
    assert [(floor.id, floor.asked, floor.kept, floor.least, floor.passed) for floor in gate.floors] == [
        (POINTS, 2, 1, 1.0, False)
    ]


def test_a_lower_floor_opens_the_gate_and_is_on_record(office: Office) -> None:
    run = office.check(paper(days=5))
    office.desk.floors.change(POINTS, least=0.5, revision=0, person=PUBLISHER)
    assert office.desk.impact.gate_of(run.subject, run.kind).passed
    assert office.audit() == ["check.started", "check.floor_changed"]


def test_a_result_is_out_of_date_once_something_else_was_published(office: Office) -> None:
    run = office.check(paper() + "\n　　解释权归灯笼办公室。\n".encode())
    assert office.desk.impact.gate_of(run.subject, run.kind).passed
    office.publish(paper(fee="每张收10元"))
    gate = office.desk.impact.gate_of(run.subject, run.kind)
    assert (gate.passed, gate.checked) == (False, False)


def test_the_same_again_is_the_same_run(office: Office) -> None:
    number = office.draft(paper(days=5))
    first = office.desk.impact.start(LANTERNS, number, EDITOR)
    assert office.desk.impact.start(LANTERNS, number, EDITOR).id == first.id
    office.ask_all(first)
    assert office.desk.impact.start(LANTERNS, number, EDITOR).id == first.id


def test_a_version_that_is_not_there_cannot_be_checked(office: Office) -> None:
    with pytest.raises(DocumentUnknown):
        office.desk.impact.start(LANTERNS, 99, EDITOR)


def test_a_run_goes_on_after_a_restart_where_it_was(office: Office) -> None:
    office.desk.asking.slice_seconds = 0.0
    run = office.desk.impact.start(LANTERNS, office.draft(paper(days=5)), EDITOR)
    office.desk.asking.ask_a_slice()
    assert office.desk.impact.run(run.id).done == 1
    before = office.results(run)
    later = office.again()
    finished = later.ask_all(run)
    assert (finished.state, finished.done) == (RunState.DONE, 2)
    assert later.results(run)[:1] == before


def test_a_cancelled_run_keeps_what_was_asked_and_can_go_on(office: Office) -> None:
    office.desk.asking.slice_seconds = 0.0
    run = office.desk.impact.start(LANTERNS, office.draft(paper(days=5)), EDITOR)
    office.desk.asking.ask_a_slice()
    office.desk.impact.cancel(run.id, EDITOR)
    cancelled = office.ask_all(run)
    assert (cancelled.state, cancelled.done) == (RunState.CANCELLED, 1)
    with pytest.raises(RunFinished):
        office.desk.impact.cancel(run.id, EDITOR)
    office.desk.impact.go_on(run.id, EDITOR)
    assert office.ask_all(run).state is RunState.DONE
    with pytest.raises(RunGoingOn):
        office.desk.impact.go_on(run.id, EDITOR)


def test_a_run_that_keeps_failing_stops_and_says_why(office: Office) -> None:
    run = office.desk.impact.start(LANTERNS, office.draft(paper(days=5)), EDITOR)

    def fail(text: str) -> None:
        raise EmbedderFailed(text)

    office.embedder.embed_question = fail  # type: ignore[method-assign,assignment]
    failed = office.ask_all(run)
    assert (failed.state, failed.problem) == (RunState.FAILED, "embedder_failed")


def test_changed_points_are_checked_as_the_draft_that_they_are(office: Office) -> None:
    store = office.knowledge.store
    document = store.document(LANTERNS)
    assert document
    point = PolicyPoint.model_validate(
        {
            "id": "lantern.limit",
            "section": ["第一章 灯笼登记"],
            "kind": "limit",
            "subject": "灯笼登记时限",
            "text": "灯笼登记材料齐全的，15个工作日办好。",
            "asks": [LIMIT, "灯笼登记要等几天"],
        }
    )
    version, laid_out = points_version(document, [point], first_day=None, at=office.desk.impact.clock.now())
    draft = store.save(document, version, laid_out.sections, laid_out.chunks)
    run = office.ask_all(office.desk.impact.start(LANTERNS, draft.number, EDITOR))
    [changed] = [one for one in office.results(run, Outcome.CHANGED) if one.question.text == LIMIT]
    assert changed.judged
    assert ("figures", "10个工作日 → 15个工作日") in [
        (reason.code, reason.detail) for reason in changed.judged.reasons
    ]
