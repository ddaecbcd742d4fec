"""Bars of the judge are tried on the questions, and saved with the gate."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge_base.answer.bars import Bars
from knowledge_base.checks import Outcome, RunState
from knowledge_base.errors import BarsInvalid, BelowFloors, CheckChanged, SetUnknown
from knowledge_base.wire import AnswerRequest, Status
from tests.knowledge_base.publish.check_parts import EDITOR, PUBLISHER, REGION, Office, build_office

QUESTION = "灯笼登记几个工作日办好"
FILE = """\
{"question": "灯笼登记几个工作日办好", "region": "越秀", "behaviour": "answer", "facts": [["10个工作日"]]}
{"question": "渡船卡收不收费用", "region": "越秀", "behaviour": "answer", "facts": [["每张5元"]]}
"""


@pytest.fixture
def office(sqlite_engine: Engine, tmp_path: Path) -> Office:
    return build_office(sqlite_engine, tmp_path / "policies")


def status(office: Office) -> Status:
    request = AnswerRequest(question=QUESTION, region=REGION)
    return office.knowledge.answer(request, trace_id="t").status


def test_a_bar_that_no_answer_reaches_breaks_what_is_answered_today(office: Office) -> None:
    run = office.ask_all(office.desk.tuning.try_out({"bar": 1.0}, EDITOR))
    assert run.state is RunState.DONE
    broken = office.results(run, Outcome.BROKEN)
    assert QUESTION in [result.question.text for result in broken]
    assert status(office) is Status.ANSWERED


def test_bars_below_the_floor_need_a_reason_and_then_are_used_even_after_a_restart(office: Office) -> None:
    office.ask_all(office.desk.tuning.try_out({"bar": 1.0}, EDITOR))
    with pytest.raises(BelowFloors):
        office.desk.tuning.save({"bar": 1.0}, revision=0, reason=" ", person=PUBLISHER)
    office.desk.tuning.save({"bar": 1.0}, revision=0, reason="宁可少答", person=PUBLISHER)
    assert status(office) is not Status.ANSWERED
    assert office.audit()[-1] == "judge.bars_saved"
    office.knowledge.pipeline.services.bars.current = Bars.load()
    assert office.again().knowledge.pipeline.services.bars.current.bar == 1.0


def test_bars_that_passed_are_saved_without_a_reason_and_only_once(office: Office) -> None:
    office.ask_all(office.desk.tuning.try_out({"beside": 1.7}, EDITOR))
    assert office.desk.tuning.gate({"beside": 1.7}).passed
    office.desk.tuning.save({"beside": 1.7}, revision=0, reason="", person=PUBLISHER)
    with pytest.raises(CheckChanged):
        office.desk.tuning.save({"beside": 1.6}, revision=0, reason="再试", person=PUBLISHER)


@pytest.mark.parametrize("bars", [{"bar": 0.01}, {"bar": 0.2, "maybe": 0.3}, {"nonsense": 0.5}])
def test_bars_out_of_range_are_refused(office: Office, bars: dict[str, float]) -> None:
    with pytest.raises(BarsInvalid):
        office.desk.tuning.try_out(bars, EDITOR)


def test_a_sheet_is_set_beside_its_last_run(office: Office) -> None:
    taken = office.desk.sets.bring_in("常问", "a.jsonl", FILE.encode(), EDITOR)
    first = office.ask_all(office.desk.impact.ask_set(taken.stored.id, EDITOR))
    [counted] = first.sets
    assert (counted.asked, counted.first, counted.holds) == (2, 2, 1)
    office.desk.tuning.save({"bar": 1.0}, revision=0, reason="试一试", person=PUBLISHER)
    second = office.ask_all(office.desk.impact.ask_set(taken.stored.id, EDITOR))
    assert second.compared_with == first.id
    [counted] = second.sets
    assert (counted.broken, counted.lost, counted.gained, counted.holds) == (1, 1, 0, 0)


def test_a_set_that_is_gone_cannot_be_asked(office: Office) -> None:
    taken = office.desk.sets.bring_in("常问", "a.jsonl", FILE.encode(), EDITOR)
    office.desk.sets.delete(taken.stored.id, revision=1, person=EDITOR)
    with pytest.raises(SetUnknown):
        office.desk.impact.ask_set(taken.stored.id, EDITOR)
    assert office.audit() == ["questions.brought_in", "questions.deleted"]
