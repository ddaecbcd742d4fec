"""A question as of a day is answered from what held on that day. On SQL, with two versions of a paper."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine

from chassis.clock import FixedClock
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.publish.supersede import supersede
from knowledge_base.service import Knowledge
from knowledge_base.wire import Answer, AnswerRequest, AnswerWarning, Status
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.fakes import FakeIndexState

QUESTION = "灯笼登记几个工作日办好"
OLD_DAY, LAST_DAY_OF_OLD, NEW_DAY, TODAY = (
    date(2021, 3, 1),
    date(2023, 6, 30),
    date(2023, 7, 1),
    date(2026, 3, 2),
)
PAPER = """\
越秀区灯笼便民办事办法
灯便〔{year}〕3号

第一章 灯笼登记
　　灯笼登记要几天，材料齐全的，灯笼登记{days}个工作日办好并通知本人。
第二章 渡船卡
　　渡船卡由街道服务站发放，渡船卡不收取任何费用。

越秀区灯笼办公室
{signed}
"""


def paper(*, days: int, signed: str, year: int = 2021) -> bytes:
    return PAPER.format(days=days, signed=signed, year=year).encode()


@dataclass
class Office:
    knowledge: Knowledge

    def publish(self, name: str, content: bytes) -> str:
        taken = self.knowledge.ingest(name, content, publish=True)
        self.knowledge.refresh()
        return taken.document.id

    def ask(self, question: str = QUESTION, *, as_of: date | None = None) -> Answer:
        request = AnswerRequest(question=question, region="440104", as_of=as_of)
        return self.knowledge.answer(request, trace_id="trace-of-the-test")


@pytest.fixture
def office(sqlite_engine: Engine) -> Office:
    embedder = PairEmbedder()
    knowledge = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=MemoryChunkIndex(embedder),
        word_index=MemoryWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        clock=FixedClock(datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)),
    )
    return Office(knowledge)


@pytest.fixture
def amended(office: Office) -> Office:
    """Ten working days at first, three since the amendment."""
    office.publish("old.txt", paper(days=10, signed="2021年3月1日"))
    office.publish("new.txt", paper(days=3, signed="2023年7月1日"))
    return office


@pytest.mark.parametrize(
    ("as_of", "days", "other"),
    [
        (None, "3个工作日", "10个工作日"),
        (TODAY, "3个工作日", "10个工作日"),
        (NEW_DAY, "3个工作日", "10个工作日"),
        (LAST_DAY_OF_OLD, "10个工作日", "3个工作日"),
        (OLD_DAY, "10个工作日", "3个工作日"),
    ],
)
def test_the_version_of_that_day_answers(amended: Office, as_of: date | None, days: str, other: str) -> None:
    answer = amended.ask(as_of=as_of)
    assert answer.status is Status.ANSWERED
    assert days in answer.text
    assert other not in answer.text.replace(days, "")
    assert answer.as_of == (as_of or TODAY)
    assert all(days in citation.quote for citation in answer.citations)


def test_before_any_version_it_is_said_why_there_is_no_answer(amended: Office) -> None:
    answer = amended.ask(as_of=date(2021, 2, 28))
    assert answer.status is Status.NOT_IN_DOCUMENTS
    assert answer.citations == []
    assert "2021年2月28日" in answer.text
    assert "2021年3月1日" in answer.text


def test_what_was_amended_since_is_said_to_be_old(amended: Office) -> None:
    assert AnswerWarning.SUPERSEDED in amended.ask(as_of=LAST_DAY_OF_OLD).warnings
    for as_of in (NEW_DAY, TODAY, None):
        assert AnswerWarning.SUPERSEDED not in amended.ask(as_of=as_of).warnings


def test_what_did_not_change_is_found_on_every_day(amended: Office) -> None:
    for as_of in (OLD_DAY, NEW_DAY, None):
        answer = amended.ask("渡船卡由谁发放", as_of=as_of)
        assert answer.status is Status.ANSWERED
        assert "街道服务站" in answer.text


def test_an_amendment_that_is_still_to_come_does_not_count_yet(office: Office) -> None:
    office.publish("old.txt", paper(days=10, signed="2021年3月1日"))
    office.publish("new.txt", paper(days=3, signed="2026年4月1日"))
    assert "10个工作日" in office.ask().text
    assert "3个工作日" in office.ask(as_of=date(2026, 4, 1)).text


def test_a_paper_that_took_anothers_place_answers_from_its_day_on(office: Office) -> None:
    old = office.publish("old.txt", paper(days=10, signed="2021年3月1日"))
    other = paper(days=3, signed="2023年7月1日", year=2023).replace("办事办法".encode(), "新办法".encode())
    new = office.publish("new.txt", other)
    assert old != new
    supersede(office.knowledge.store, old, by=new, on=NEW_DAY)
    today = office.ask()
    assert "3个工作日" in today.text
    assert {citation.document_id for citation in today.citations} == {new}
    then = office.ask(as_of=LAST_DAY_OF_OLD)
    assert "10个工作日" in then.text
    assert AnswerWarning.SUPERSEDED in then.warnings
    assert "越秀区灯笼便民新办法" in then.text


def test_a_superseded_paper_whose_successor_is_missing_never_passes_as_current(office: Office) -> None:
    old = office.publish("old.txt", paper(days=10, signed="2021年3月1日"))
    office.knowledge.store.supersede(old, by="灯笼新办法", on=NEW_DAY)
    for as_of in (None, LAST_DAY_OF_OLD):
        answer = office.ask(as_of=as_of)
        assert AnswerWarning.SUPERSEDED in answer.warnings
        assert "灯笼新办法" in answer.text


def test_a_paper_past_its_own_last_day_is_expired_and_was_not_before(office: Office) -> None:
    content = paper(days=10, signed="2021年3月1日").decode()
    stated = content.replace("任何费用。", "任何费用。\n　　本办法自2021年3月1日起施行，有效期3年。")
    office.publish("old.txt", stated.encode())
    assert AnswerWarning.EXPIRED not in office.ask(as_of=date(2024, 2, 29)).warnings
    assert AnswerWarning.EXPIRED in office.ask(as_of=date(2024, 3, 1)).warnings
    assert AnswerWarning.EXPIRED in office.ask().warnings
