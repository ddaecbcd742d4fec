"""An office whose questions are asked before a change is made: an official text and points about it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, select

from chassis.clock import FixedClock
from chassis.staff import Person, Role
from knowledge_base.adapters import tables
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.checks import Outcome, Result, Run
from knowledge_base.checks_bootstrap import ChecksDesk, build_checks
from knowledge_base.given import GivenAnswer
from knowledge_base.service import Knowledge
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.fakes import FakeIndexState

EDITOR = Person("li", "李编辑", frozenset({Role.EDITOR}))
PUBLISHER = Person("wang", "王审核", frozenset({Role.PUBLISHER}))
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
LANTERNS, REGION = "lanterns", "440104"
PAPER = """\
越秀区灯笼便民办事办法
灯便〔2021〕3号

第一章 灯笼登记
　　灯笼登记要几天，材料齐全的，灯笼登记{days}个工作日办好并通知本人。
第二章 渡船卡
　　渡船卡由街道服务站发放，渡船卡{fee}。

越秀区灯笼办公室
2021年3月1日
"""
HEAD = """\
id: lanterns
title: 越秀区灯笼便民办事办法
number: 灯便〔2021〕3号
issuer: 越秀区灯笼办公室
region: "440104"
kind: rule
status: in_force
status_source: 办法自己写明
"""
POINTS = """\
section: [第一章 灯笼登记]
points:
  - id: lantern.limit
    kind: limit
    subject: 灯笼登记时限
    text: 灯笼登记材料齐全的，10个工作日办好。
    figures: [10个工作日]
    asks: [灯笼登记几个工作日办好, 灯笼登记要等几天, 灯笼登记多久办好]
---
section: [第二章 渡船卡]
points:
  - id: ferry.fee
    kind: condition
    subject: 渡船卡费用
    text: 渡船卡不收费用，由街道服务站发放。
    asks: [渡船卡收不收费用, 渡船卡要钱吗, 渡船卡在哪里领]
"""


def paper(*, days: int = 10, fee: str = "不收取任何费用") -> bytes:
    return PAPER.format(days=days, fee=fee).encode()


@dataclass
class Given:
    """What citizens are said to have asked."""

    answers: list[GivenAnswer] = field(default_factory=list)

    def given_since(
        self, day: date, *, documents: Collection[str] | None = None, limit: int = 2000
    ) -> list[GivenAnswer]:
        del documents
        return [answer for answer in self.answers if answer.day >= day][:limit]

    def add(self, question: str, *, day: date = date(2026, 2, 1), times: int = 3) -> None:
        self.answers.append(
            GivenAnswer(
                id=str(len(self.answers)),
                at=NOW,
                day=day,
                region=REGION,
                question=question,
                status="answered",
                answer_text="",
                citations=(),
                confidence="high",
                times=times,
            )
        )


@dataclass
class Office:
    knowledge: Knowledge
    desk: ChecksDesk
    given: Given
    engine: Engine
    embedder: PairEmbedder

    def publish(self, content: bytes) -> None:
        self.knowledge.ingest("paper.txt", content, publish=True)
        self.knowledge.refresh()

    def draft(self, content: bytes) -> int:
        """The number of the version."""
        return self.knowledge.ingest("paper.txt", content, publish=False).version.number

    def check(self, content: bytes) -> Run:
        """What the text would change, asked to the end."""
        return self.ask_all(self.desk.impact.start(LANTERNS, self.draft(content), EDITOR))

    def ask_all(self, run: Run) -> Run:
        while self.desk.asking.ask_a_slice():
            pass
        return self.desk.impact.run(run.id)

    def results(self, run: Run, outcome: Outcome | None = None) -> list[Result]:
        found, _ = self.desk.store.results(run.id, outcome=outcome, set_key=None, offset=0, limit=100)
        return found

    def audit(self) -> list[str]:
        """The names of what was done, in order."""
        with self.engine.connect() as connection:
            query = select(tables.audit.c.action).order_by(tables.audit.c.number)
            return list(connection.execute(query).scalars())

    def again(self) -> "Office":
        """As the next process finds it."""
        return Office(
            self.knowledge,
            _desk(self.knowledge, self.engine, self.given),
            self.given,
            self.engine,
            self.embedder,
        )


def build_office(engine: Engine, folder: Path) -> Office:
    """The text and the points published, and one question that a citizen asked."""
    embedder, given = PairEmbedder(), Given()
    knowledge = assemble(
        store=SqlDocumentStore(engine),
        chunk_index=MemoryChunkIndex(embedder),
        word_index=MemoryWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        clock=FixedClock(NOW),
        database=engine,
    )
    (folder / LANTERNS).mkdir(parents=True)
    (folder / LANTERNS / "document.yaml").write_text(HEAD, encoding="utf-8")
    (folder / LANTERNS / "points.yaml").write_text(POINTS, encoding="utf-8")
    knowledge.load_policy_points(folder)
    office = Office(knowledge, _desk(knowledge, engine, given), given, engine, embedder)
    office.publish(paper())
    return office


def _desk(knowledge: Knowledge, engine: Engine, given: Given) -> ChecksDesk:
    return build_checks(knowledge, engine, FixedClock(NOW), given=given)
