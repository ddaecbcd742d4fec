"""All that keeps and reads what was asked, put together on one database."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from chassis.clock import Clock
from chassis.logs import get_logger
from chassis.rounds import Rounds
from knowledge_base.adapters.asked_tables import feedback, question_groups
from knowledge_base.asked.alike import Likeness
from knowledge_base.asked.analytics import Period, analytics
from knowledge_base.asked.answers import Answers
from knowledge_base.asked.feedback import Feedback
from knowledge_base.asked.grouping import Grouping
from knowledge_base.asked.groups import Groups
from knowledge_base.asked.log import AskedLog, keep_in
from knowledge_base.asked.ratings import Ratings
from knowledge_base.asked.retention import Retention
from knowledge_base.asked.triage import Desk
from knowledge_base.asked.weekly import WeeklyReports
from knowledge_base.desk_wire.asked import Analytics
from knowledge_base.given import EvaluationQuestions
from knowledge_base.ports import Embedder

ROUND_SECONDS = 300.0


@dataclass(frozen=True)
class Asked:
    engine: Engine
    log: AskedLog
    answers: Answers
    groups: Groups
    grouping: Grouping
    feedback: Feedback
    ratings: Ratings
    weekly: WeeklyReports
    retention: Retention

    def analytics(self, period: Period) -> Analytics:
        with self.engine.connect() as connection:
            return analytics(connection, period)

    def make_round(self) -> None:
        """Delete what is too old, report on last week, group new questions. What fails is tried next time."""
        rounds: tuple[tuple[str, Callable[[], int]], ...] = (
            ("retention", self.retention.make_round),
            ("weekly", self.weekly.make_round),
            ("grouping", self.grouping.make_round),
        )
        for name, make in rounds:
            try:
                if done := make():
                    get_logger().info("asked_round", round=name, done=done)
            except Exception as error:
                get_logger().error("asked_round_failed", round=name, exc_info=error)

    @asynccontextmanager
    async def going(self, *, seconds: float = ROUND_SECONDS) -> AsyncIterator[None]:
        """Answers are written, and rounds made, meanwhile; all that was noted is written at the end."""

        async def make() -> None:
            await asyncio.to_thread(self.make_round)

        self.log.start()
        try:
            async with Rounds(make, seconds).going():
                yield
        finally:
            await asyncio.to_thread(self.log.close)


def build_asked(
    engine: Engine, *, clock: Clock, embedder: Embedder, questions: EvaluationQuestions, kept_days: int
) -> Asked:
    """`questions` takes what was put right; `kept_days` is for how long answers are kept."""
    log = AskedLog(keep_in(engine), clock)
    group_desk = Desk(engine, clock, questions, question_groups, "group")
    feedback_desk = Desk(engine, clock, questions, feedback, "feedback")
    return Asked(
        engine=engine,
        log=log,
        answers=Answers(engine),
        groups=Groups(engine, group_desk),
        grouping=Grouping(engine, clock, Likeness(embedder)),
        feedback=Feedback(engine, clock, feedback_desk, log.flush),
        ratings=Ratings(engine, clock),
        weekly=WeeklyReports(engine, clock),
        retention=Retention(engine, clock, days=kept_days),
    )
