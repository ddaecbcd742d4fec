"""Puts together what asks the questions before a change is made, and the test bench."""

from dataclasses import dataclass

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.rounds import Rounds
from knowledge_base.adapters.approval_store import ApprovalStore
from knowledge_base.adapters.check_settings_store import SqlCheckSettings
from knowledge_base.adapters.check_store import SqlCheckStore
from knowledge_base.adapters.question_set_store import SqlQuestionSets
from knowledge_base.check_ports import CheckStore
from knowledge_base.given import GivenAnswers
from knowledge_base.proposal import Proposal
from knowledge_base.publish.bench import Bench
from knowledge_base.publish.check_questions import CheckQuestions
from knowledge_base.publish.check_rounds import CheckRounds
from knowledge_base.publish.floors import Floors
from knowledge_base.publish.impact import Impact
from knowledge_base.publish.question_sets import QuestionSets
from knowledge_base.publish.sides import Sides
from knowledge_base.publish.tuning import Tuning
from knowledge_base.service import Knowledge


@dataclass(frozen=True)
class ChecksDesk:
    """`store` is for reading. `asking` asks the questions of runs."""

    store: CheckStore
    impact: Impact
    sets: QuestionSets
    floors: Floors
    tuning: Tuning
    bench: Bench
    asking: CheckRounds

    @property
    def rounds(self) -> tuple[Rounds, ...]:
        return (self.asking.rounds(),)


def build_checks(knowledge: Knowledge, database: Engine, clock: Clock, *, given: GivenAnswers) -> ChecksDesk:
    """On the database of `knowledge`; the bars that were saved are in use from now on."""
    services, store = knowledge.pipeline.services, SqlCheckStore(database)
    sets, settings = SqlQuestionSets(database), SqlCheckSettings(database)
    approval = ApprovalStore(database)

    def proposal_of(document_id: str, number: int) -> Proposal | None:
        found = approval.proposals(document_id=document_id)
        return next((proposal for proposal in found if proposal.number == number), None)

    sides = Sides(services, knowledge.prepare, proposal_of)
    asking = CheckRounds(store, sides, clock)
    floors = Floors(settings, sets, clock)
    impact = Impact(
        store=knowledge.store,
        checks=store,
        sets=sets,
        questions=CheckQuestions(knowledge.store, sets, given, clock),
        floors=floors,
        bars=services.bars,
        clock=clock,
        wake=asking.wake,
    )
    tuning = Tuning(settings, services.bars, impact, clock)
    tuning.load()
    return ChecksDesk(
        store=store,
        impact=impact,
        sets=QuestionSets(sets, clock),
        floors=floors,
        tuning=tuning,
        bench=Bench(sides),
        asking=asking,
    )
