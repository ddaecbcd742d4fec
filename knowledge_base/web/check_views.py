"""Runs, results and sets as they go over the wire."""

from collections.abc import Iterable

from knowledge_base.checks import Question, QuestionSet, Result, Run, RunState, SetCount, Told
from knowledge_base.desk_wire.checks import (
    CitedView,
    FloorResult,
    FloorView,
    ReasonView,
    ResultView,
    RunView,
    SetCountView,
    ToldView,
)
from knowledge_base.desk_wire.question_sets import QuestionSetView, QuestionView
from knowledge_base.publish.floors import TitledFloor
from knowledge_base.publish.gate import Gate
from knowledge_base.publish.impact import Impact


def run_view(run: Run, impact: Impact) -> RunView:
    document = impact.store.document(run.subject.document_id) if run.subject.document_id else None
    gate = impact.floors.gate(run.sets) if run.state is RunState.DONE else None
    return RunView(
        id=run.id,
        kind=run.kind.value,
        state=run.state.value,
        document_id=run.subject.document_id,
        document_title=document.title if document else None,
        number=run.subject.number,
        set_id=run.subject.set_id,
        bars=run.subject.bars,
        total=run.total,
        done=run.done,
        sets=[_count_view(counted) for counted in run.sets],
        cancel_asked=run.cancel_asked,
        problem=run.problem,
        account=run.account,
        name=run.name,
        created_at=run.created_at,
        day=run.day,
        started_at=run.started_at,
        finished_at=run.finished_at,
        compared_with=run.compared_with,
        current=impact.is_current(run),
        passed=gate.passed if gate else None,
        floors=floor_results(gate) if gate else [],
    )


def floor_results(gate: Gate) -> list[FloorResult]:
    return [
        FloorResult(
            id=floor.id,
            title=floor.title,
            asked=floor.asked,
            kept=floor.kept,
            least=floor.least,
            passed=floor.passed,
        )
        for floor in gate.floors
    ]


def floor_view(floor: TitledFloor) -> FloorView:
    setting = floor.setting
    return FloorView(
        set_key=setting.set_key, title=floor.title, least=setting.least, revision=setting.revision
    )


def _count_view(counted: SetCount) -> SetCountView:
    return SetCountView(**vars(counted))


def result_view(result: Result) -> ResultView:
    judged, question = result.judged, result.question
    return ResultView(
        position=result.position,
        set_key=result.set_key,
        question=question.text,
        region=question.region,
        history=list(question.history),
        category=question.category,
        times=question.times,
        facts=_groups(question),
        outcome=judged.outcome.value if judged else None,
        holds=judged.holds if judged else None,
        held=judged.held if judged else None,
        reasons=[ReasonView(code=one.code, detail=one.detail) for one in judged.reasons] if judged else [],
        old=told_view(result.old) if result.old else None,
        new=told_view(result.new) if result.new else None,
    )


def told_view(told: Told) -> ToldView:
    return ToldView(
        status=told.status,
        text=told.text,
        warnings=list(told.warnings),
        citations=[
            CitedView(
                document_id=cited.document_id,
                version=cited.version,
                title=cited.title,
                section=list(cited.section),
                quote=cited.quote,
                is_point=cited.is_point,
            )
            for cited in told.citations
        ],
    )


def set_view(stored: QuestionSet) -> QuestionSetView:
    return QuestionSetView(**vars(stored))


def question_views(questions: Iterable[Question]) -> list[QuestionView]:
    return [
        QuestionView(
            text=question.text,
            region=question.region,
            history=list(question.history),
            expected=question.expected.value if question.expected else None,
            facts=_groups(question),
            must_not=list(question.must_not),
            document=question.document,
            category=question.category,
            note=question.note,
            source=question.source,
        )
        for question in questions
    ]


def _groups(question: Question) -> list[list[str]]:
    return [list(group) for group in question.facts]
