"""Runs, sets, floors and bars on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from chassis import audit
from chassis.audit import Action
from chassis.database import begin_writing
from chassis.staff import Person, Role
from knowledge_base.adapters import tables
from knowledge_base.adapters.check_settings_store import SqlCheckSettings
from knowledge_base.adapters.check_store import SqlCheckStore
from knowledge_base.adapters.question_set_store import SqlQuestionSets
from knowledge_base.checks import (
    Cited,
    Expected,
    FloorSetting,
    Judged,
    Outcome,
    Question,
    QuestionSet,
    Reason,
    Result,
    Run,
    RunKind,
    RunState,
    SavedBars,
    SetCount,
    Subject,
    Told,
    Written,
)
from knowledge_base.errors import (
    CheckChanged,
    RunFinished,
    RunGoingOn,
    RunUnknown,
    SetTitleTaken,
    SetUnknown,
    TooManyRuns,
)

NOW = datetime(2030, 1, 15, 9, 30, tzinfo=UTC)
PERSON = Person("li", "李编辑", frozenset({Role.EDITOR}))
WRITTEN = Written(PERSON, Action("check.started", "run"), NOW)
ASKED = Question(
    text="灯笼登记要几天",
    region="440104",
    history=("渡船卡要钱吗",),
    expected=Expected.ANSWER,
    facts=(("10个工作日", "十个工作日"),),
    must_not=("当天",),
    document="lanterns",
    category="办理时限",
    note="常问",
    times=4,
)
TOLD = Told(
    status="answered",
    text="10个工作日办好。",
    citations=(Cited("lanterns", 2, "办法", ("第一章",), "10个工作日办好。", is_point=False),),
    warnings=("expired",),
)


@pytest.fixture(params=["sqlite_engine", "postgresql_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    chosen: Engine = request.getfixturevalue(request.param)
    return chosen


def run(name: str = "a", *, minutes: int = 0, subject: Subject | None = None) -> Run:
    return Run(
        id=name * 32,
        kind=RunKind.IMPACT,
        subject=subject or Subject(document_id="lanterns", number=2),
        sets=(SetCount(key="points", title="要点", total=2),),
        state=RunState.QUEUED,
        basis="b" * 64,
        account="li",
        name="李编辑",
        created_at=NOW + timedelta(minutes=minutes),
        day=date(2030, 1, 15),
        total=2,
    )


def questions() -> list[Result]:
    other = replace(ASKED, text="渡船卡要钱吗", history=())
    return [Result(0, "points", ASKED), Result(1, "points", other)]


def judged(result: Result, outcome: Outcome, *, holds: bool, held: bool) -> Result:
    what = Judged(outcome, (Reason("figures", "10 → 5"),), holds=holds, held=held)
    return replace(result, judged=what, old=TOLD, new=TOLD)


def lines(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        assert audit.verify(connection, tables.audit).broken_at is None
        return [line.action.name for line in audit.read(connection, tables.audit)][::-1]


def test_a_run_comes_back_as_it_was_stored(engine: Engine) -> None:
    store = SqlCheckStore(engine)
    store.add_run(run(), questions(), written=WRITTEN)
    assert store.run("a" * 32) == run()
    assert store.pending("a" * 32, limit=5) == questions()
    assert store.run("b" * 32) is None
    assert lines(engine) == ["check.started"]


def test_what_came_of_a_question_is_kept_once_and_counted(engine: Engine) -> None:
    store = SqlCheckStore(engine)
    store.add_run(run(), questions(), written=WRITTEN)
    first, second = questions()
    broken = judged(first, Outcome.BROKEN, holds=False, held=True)
    assert store.keep("a" * 32, [broken]).done == 1
    store.keep("a" * 32, [judged(first, Outcome.SAME, holds=True, held=True)])
    kept = store.keep("a" * 32, [judged(second, Outcome.CHANGED, holds=True, held=False)])
    [counted] = kept.sets
    assert (counted.asked, counted.broken, counted.changed, counted.same) == (2, 1, 1, 0)
    assert (counted.holds, counted.held, counted.gained, counted.lost) == (1, 1, 1, 1)
    assert store.results("a" * 32, outcome=Outcome.BROKEN, set_key="points", offset=0, limit=9) == (
        [broken],
        1,
    )
    assert store.result("a" * 32, 0) == broken
    assert store.told("a" * 32, first.question) == broken
    assert store.told("a" * 32, replace(first.question, region=None)) is None


def test_the_run_that_was_interrupted_is_taken_up_first(engine: Engine) -> None:
    store = SqlCheckStore(engine)
    store.add_run(run("a"), questions(), written=WRITTEN)
    store.add_run(run("b", minutes=1), questions(), written=WRITTEN)
    taken = store.next_run(at=NOW)
    assert taken
    assert (taken.id, taken.state, taken.started_at) == ("a" * 32, RunState.RUNNING, NOW)
    again = store.next_run(at=NOW + timedelta(hours=1))
    assert again
    assert (again.id, again.started_at) == ("a" * 32, NOW)
    store.settle("a" * 32, RunState.DONE, at=NOW)
    following = store.next_run(at=NOW)
    assert following
    assert following.id == "b" * 32
    assert [one.id for one in store.runs(kind=RunKind.IMPACT, limit=9)] == ["b" * 32, "a" * 32]
    assert store.runs(kind=RunKind.SHEET, limit=9) == []
    latest = store.latest(Subject(document_id="lanterns", number=2), kind=RunKind.IMPACT, state=RunState.DONE)
    assert latest
    assert latest.id == "a" * 32


def test_a_waiting_run_is_cancelled_at_once_and_can_be_taken_up(engine: Engine) -> None:
    store = SqlCheckStore(engine)
    store.add_run(run(), questions(), written=WRITTEN)
    assert store.ask_to_cancel("a" * 32, written=WRITTEN).state is RunState.CANCELLED
    with pytest.raises(RunFinished):
        store.ask_to_cancel("a" * 32, written=WRITTEN)
    assert store.take_up("a" * 32, written=WRITTEN).state is RunState.QUEUED
    with pytest.raises(RunGoingOn):
        store.take_up("a" * 32, written=WRITTEN)
    with pytest.raises(RunUnknown):
        store.ask_to_cancel("f" * 32, written=WRITTEN)
    assert len(lines(engine)) == 3


def test_only_so_many_runs_wait(engine: Engine) -> None:
    store = SqlCheckStore(engine)
    for number in range(20):
        store.add_run(replace(run(), id=f"{number:032}"), [], written=WRITTEN)
    with pytest.raises(TooManyRuns):
        store.add_run(run(), [], written=WRITTEN)


def stored_set(**other: object) -> QuestionSet:
    made = QuestionSet("s1", "常问", 0, 0, NOW, "li", "李编辑")
    return replace(made, **other)  # type: ignore[arg-type]


def test_a_set_is_replaced_only_by_who_saw_it_as_it_is(engine: Engine) -> None:
    store = SqlQuestionSets(engine)
    stored = store.put(stored_set(), [ASKED], written=WRITTEN)
    assert (stored.revision, stored.questions) == (1, 1)
    assert store.questions("s1") == [ASKED]
    changed = store.put(stored, [ASKED, replace(ASKED, text="另一题")], written=WRITTEN)
    with pytest.raises(CheckChanged):
        store.put(stored, [], written=WRITTEN)
    assert store.sets() == [changed]
    with pytest.raises(SetTitleTaken):
        store.put(stored_set(id="s2"), [ASKED], written=WRITTEN)
    with pytest.raises(CheckChanged):
        store.delete("s1", revision=1, written=WRITTEN)
    store.delete("s1", revision=2, written=WRITTEN)
    with pytest.raises(SetUnknown):
        store.delete("s1", revision=2, written=WRITTEN)
    assert store.find("s1") is None
    assert len(lines(engine)) == 3


def test_a_question_from_one_source_is_added_once(engine: Engine) -> None:
    store = SqlQuestionSets(engine)
    fixed = replace(ASKED, source="feedback:1")
    for question in (fixed, fixed, replace(ASKED, source="feedback:2")):
        with begin_writing(engine) as connection:
            store.add(connection, stored_set(revision=1), question, written=WRITTEN)
    assert [question.source for question in store.questions("s1")] == ["feedback:1", "feedback:2"]
    found = store.find("s1")
    assert found
    assert (found.questions, found.revision) == (2, 3)
    assert len(lines(engine)) == 2


def test_of_two_who_move_a_floor_at_once_the_second_is_told(engine: Engine) -> None:
    settings = SqlCheckSettings(engine)
    assert settings.set_floor(FloorSetting("points", 0.9), written=WRITTEN).revision == 1
    with pytest.raises(CheckChanged):
        settings.set_floor(FloorSetting("points", 0.5), written=WRITTEN)
    settings.set_floor(FloorSetting("points", 0.8, 1), written=WRITTEN)
    with pytest.raises(CheckChanged):
        settings.set_floor(FloorSetting("points", 0.7, 1), written=WRITTEN)
    assert settings.floors() == {"points": FloorSetting("points", 0.8, 2)}
    assert len(lines(engine)) == 2


def test_bars_follow_upon_those_that_were_seen(engine: Engine) -> None:
    settings = SqlCheckSettings(engine)
    assert settings.bars() is None
    saved = SavedBars(1, {"bar": 0.5}, "试过", "a" * 32, NOW, "li", "李编辑")
    settings.save_bars(saved, written=WRITTEN)
    with pytest.raises(CheckChanged):
        settings.save_bars(saved, written=WRITTEN)
    assert settings.bars() == saved
    assert len(lines(engine)) == 1
