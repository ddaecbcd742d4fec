"""A thousand answers while a paper is published fifty times: each is of one version, and none is empty.

On real SQLite and Chroma, through the whole pipeline. The paper says one number of days in two places, and a
number that it shares with no other version.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Engine

from chassis.clock import FixedClock
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.sql_index_state import SqlIndexState
from knowledge_base.adapters.sql_store import SqlDocumentStore
from knowledge_base.bootstrap import assemble
from knowledge_base.service import Knowledge
from knowledge_base.wire import Answer, AnswerRequest, Status
from tests.knowledge_base.answer.indexes import PairEmbedder

READS, PUBLISHES, READERS = 1000, 50, 4
TODAY = date(2026, 3, 2)
QUESTIONS = ("灯笼登记要几个工作日办好", "灯笼登记最晚几个工作日通知本人")
PAPER = """\
越秀区灯笼便民办事办法
灯便〔2021〕3号

第一章 灯笼登记
　　灯笼登记要几天，材料齐全的，灯笼登记{days}个工作日办好。
　　灯笼登记办好以后，最晚{days}个工作日通知本人。
第二章 渡船卡
　　渡船卡由街道服务站发放，渡船卡不收取任何费用。

越秀区灯笼办公室
2021年3月1日
"""
OTHER = """\
越秀区{name}办事办法
{name}〔2021〕5号

第一章 {name}
　　{name}由街道服务站受理，材料齐全的当场办结，不收取任何费用。
　　办理{name}的居民凭身份证到窗口领取回执，也可以请人代办。

越秀区{name}办公室
2021年3月1日
"""
NAMES = ("风筝", "茶艺", "竹编", "木雕", "纸伞", "刺绣", "陶器", "船桨", "石磨", "铜锣", "鼓乐", "花灯")


@pytest.fixture
def knowledge(tmp_path: Path, sqlite_engine: Engine) -> Iterator[Knowledge]:
    embedder, state = PairEmbedder(), SqlIndexState(sqlite_engine)
    client = open_chroma(folder=tmp_path / "chroma")
    made = assemble(
        store=SqlDocumentStore(sqlite_engine),
        chunk_index=ChromaChunkIndex(client=client, embedder=embedder, state=state),
        word_index=PostingsWordIndex(sqlite_engine),
        embedder=embedder,
        state=state,
        clock=FixedClock(datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)),
    )
    for name in NAMES:
        made.ingest(f"{name}.txt", OTHER.format(name=name).encode(), publish=True)
    made.ingest("lantern.txt", paper(days=100), publish=True)
    made.refresh()
    yield made
    client.close()


def paper(*, days: int) -> bytes:
    return PAPER.format(days=days).encode()


def test_no_answer_mixes_versions_or_is_empty(knowledge: Knowledge) -> None:
    is_done, numbers = Event(), count()

    def read(reader: int) -> list[Answer]:
        answers: list[Answer] = []
        while next(numbers) < READS or not is_done.is_set():
            question = QUESTIONS[(len(answers) + reader) % len(QUESTIONS)]
            request = AnswerRequest(question=question, region="440104")
            answers.append(knowledge.answer(request, trace_id="trace-of-the-test"))
        return answers

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read, reader) for reader in range(READERS)]
        for n in range(PUBLISHES):
            first_day = date(2022, 1, 1) + timedelta(days=n)
            knowledge.ingest("lantern.txt", paper(days=101 + n), publish=True, effective_from=first_day)
            knowledge.refresh(at_once=True)
        is_done.set()
        answers = [answer for readers in reading for answer in readers.result()]

    assert len(answers) >= READS
    assert {answer.status for answer in answers} == {Status.ANSWERED}
    told = [days_told(answer) for answer in answers]
    assert all(len(days) == 1 for days in told)
    assert len(set.union(*told)) > PUBLISHES / 5  # they did overlap
    last = knowledge.answer(
        AnswerRequest(question=QUESTIONS[0], region="440104"), trace_id="trace-of-the-test"
    )
    assert days_told(last) == {100 + PUBLISHES}
    knowledge.refresh()
    assert not knowledge.indexing.is_behind()
    assert len(knowledge.indexing.word_index.held()) == len(NAMES) + 1


def days_told(answer: Answer) -> set[int]:
    """The numbers of days in an answer and its quotes; each version has its own."""
    text = "\n".join([answer.text, *(citation.quote for citation in answer.citations)])
    versions = {citation.version for citation in answer.citations if "灯笼" in citation.title}
    days = {int(found) for found in re.findall(r"(\d+)个工作日", text)}
    assert len(versions) == 1, versions
    assert days == {99 + min(versions)}
    return days
