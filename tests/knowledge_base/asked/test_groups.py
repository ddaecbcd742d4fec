"""Questions that nothing answers are seen together, counted, and brought to an end by people."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from chassis import audit
from knowledge_base.adapters.tables import audit as audit_lines
from knowledge_base.asked.parts import Asked
from knowledge_base.desk_wire.asked import Cause, GroupKind, GroupLine, Triage, TriageState
from knowledge_base.errors import AskedUnknown, EmbedderFailed, TriageChanged
from tests.knowledge_base.asked.office import (
    EDITOR,
    NOW,
    OTHER,
    FakeQuestions,
    keep,
    office,
    row,
    unanswered,
)
from tests.knowledge_base.fakes import FakeEmbedder

ELEVATOR = ["老旧小区加装电梯有没有补贴", "老旧小区加装电梯补贴多少", "小区加装电梯有补贴吗"]


def grouped(engine: Engine, *, questions: FakeQuestions | None = None) -> Asked:
    """Three ways to ask one thing, and another thing."""
    times = [NOW - timedelta(hours=hours) for hours in (4, 3, 2)]
    keep(
        engine,
        *(
            unanswered(text, at=at, conversation_id=f"c{at.hour}")
            for text, at in zip(ELEVATOR, times, strict=True)
        ),
        unanswered("子女入学积分怎么算", region="440309"),
        row("答得好的"),
    )
    asked = office(engine, questions=questions)
    assert asked.grouping.make_round() == 4
    return asked


def first(asked: Asked) -> GroupLine:
    return asked.groups.page().groups[0]


def test_questions_of_one_meaning_are_one_group_the_most_asked_first(engine: Engine) -> None:
    page = grouped(engine).groups.page()
    assert [(group.label, group.times, group.regions) for group in page.groups] == [
        (ELEVATOR[0], 3, ["440104"]),
        ("子女入学积分怎么算", 1, ["440309"]),
    ]
    assert page.total == 2
    assert page.groups[0].first_at == NOW - timedelta(hours=4)
    assert page.groups[0].last_at == NOW - timedelta(hours=2)


def test_a_second_round_finds_nothing_to_do_and_later_questions_join(engine: Engine) -> None:
    asked = grouped(engine)
    assert asked.grouping.make_round() == 0
    keep(engine, unanswered("老旧小区加装电梯有没有补贴?", at=NOW))
    assert asked.grouping.make_round() == 1
    assert (first(asked).times, first(asked).last_at) == (4, NOW)


def test_doubtful_answers_are_groups_of_their_own(engine: Engine) -> None:
    keep(engine, row("工伤认定几天", confidence="low"), row("工伤认定几天", status="partly_answered"))
    asked = office(engine)
    asked.grouping.make_round()
    assert [(group.kind, group.times) for group in asked.groups.page().groups] == [(GroupKind.DOUBTFUL, 2)]
    assert asked.groups.page(kind=GroupKind.UNANSWERED).total == 0


def test_a_follow_up_is_grouped_as_it_was_understood(engine: Engine) -> None:
    trace = {"parts": [{"query": "龙华加装电梯补贴"}]}
    keep(engine, unanswered("那龙华呢", is_follow_up=True, trace=trace))
    asked = office(engine)
    asked.grouping.make_round()
    assert first(asked).label == "龙华加装电梯补贴"


def test_without_the_embedder_nothing_is_grouped_and_nothing_lost(engine: Engine) -> None:
    keep(engine, unanswered("加装电梯补贴"))
    asked = office(engine)
    embedder = asked.grouping.likeness.embedder
    assert isinstance(embedder, FakeEmbedder)
    embedder.fails = True
    with pytest.raises(EmbedderFailed):
        asked.grouping.make_round()
    embedder.fails = False
    assert asked.grouping.make_round() == 1


def test_groups_are_kept_when_the_embedder_is_another_one(engine: Engine) -> None:
    grouped(engine)
    asked = office(engine)
    asked.grouping.likeness.embedder = FakeEmbedder(model_id="new", dimension=32)
    keep(engine, unanswered(ELEVATOR[0], at=NOW))
    asked.grouping.make_round()
    assert asked.groups.page().total == 2


def test_a_group_shows_its_questions_with_their_traces(engine: Engine) -> None:
    asked = grouped(engine)
    detail = asked.groups.one(first(asked).id)
    assert [one.question for one in detail.asked] == list(reversed(ELEVATOR))
    with pytest.raises(AskedUnknown):
        asked.groups.one("gone")


def test_triage_is_kept_with_an_audit_line_and_the_fix_becomes_a_question(engine: Engine) -> None:
    questions = FakeQuestions()
    asked = grouped(engine, questions=questions)
    group = first(asked)
    fixed = Triage(
        revision=1,
        state=TriageState.FIXED,
        cause=Cause.DOCUMENT_MISSING,
        assignee="wu",
        note="已收文件，问过13812345678",
        as_question=True,
        expected_documents=["elevator-rules"],
    )
    after = asked.groups.triage(group.id, fixed, person=EDITOR)
    assert (after.state, after.cause, after.assignee, after.revision) == (
        "fixed",
        "document_missing",
        "wu",
        2,
    )
    assert after.note == "已收文件，问过138****5678"
    assert after.evaluation_question == "fixes:0"
    [expected] = questions.kept
    assert (expected.question, expected.region, expected.status) == (ELEVATOR[0], "440104", "answered")
    assert expected.documents == ("elevator-rules",)
    with engine.connect() as connection:
        [line] = audit.read(connection, audit_lines, subject=group.id)
    assert (line.action.name, line.account) == ("group_triaged", "lin")


def test_the_second_of_two_is_told_and_the_same_sent_again_is_not(engine: Engine) -> None:
    questions = FakeQuestions()
    asked = grouped(engine, questions=questions)
    group = first(asked)
    mine = Triage(revision=1, state=TriageState.OUT_OF_SCOPE, as_question=True)
    asked.groups.triage(group.id, mine, person=EDITOR)
    again = asked.groups.triage(group.id, mine, person=EDITOR)
    assert (again.revision, len(questions.kept), questions.kept[0].status) == (2, 1, "out_of_scope")
    with pytest.raises(TriageChanged):
        asked.groups.triage(group.id, Triage(revision=1, state=TriageState.FIXED), person=OTHER)
    assert asked.groups.one(group.id).state is TriageState.OUT_OF_SCOPE
    with pytest.raises(AskedUnknown):
        asked.groups.triage("gone", mine, person=EDITOR)


def test_what_comes_after_it_was_put_right_is_counted(engine: Engine) -> None:
    asked = grouped(engine)
    group = first(asked)
    asked.groups.triage(group.id, Triage(revision=1, state=TriageState.FIXED), person=EDITOR)
    keep(engine, unanswered(ELEVATOR[0], at=NOW + timedelta(hours=1)))
    asked.grouping.make_round()
    assert (first(asked).times, first(asked).times_since) == (4, 1)


def test_open_groups_are_suggested_with_their_conversations(engine: Engine) -> None:
    asked = grouped(engine)
    other = asked.groups.page().groups[1]
    asked.groups.triage(other.id, Triage(revision=1, state=TriageState.DISMISSED), person=EDITOR)
    [suggestion] = asked.groups.suggestions()
    assert (suggestion.question, suggestion.times, suggestion.regions) == (ELEVATOR[0], 3, ("440104",))
    assert suggestion.conversation_ids == ("c8", "c7", "c6")
