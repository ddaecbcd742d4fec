"""One question is told with all that happened to it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from knowledge_base.checks import Question, Subject
from knowledge_base.publish.bench import Explained
from knowledge_base.publish.sides import request_of
from knowledge_base.wire import Status
from tests.knowledge_base.publish.check_parts import LANTERNS, REGION, Office, build_office, paper


@pytest.fixture
def office(sqlite_engine: Engine, tmp_path: Path) -> Office:
    return build_office(sqlite_engine, tmp_path / "policies")


def explain(office: Office, text: str, subject: Subject | None = None) -> Explained:
    request = request_of(Question(text, region=REGION))
    return office.desk.bench.explain(request, subject or Subject())


def test_every_stage_of_an_answered_question_is_there(office: Office) -> None:
    found = explain(office, "灯笼登记几个工作日办好")
    assert found.answer.status is Status.ANSWERED
    assert [reading.text for reading in found.readings] == ["灯笼登记几个工作日办好"]
    assert {search.by for search in found.searches} == {"words", "meaning"}
    assert all(search.best and search.found >= len(search.best) for search in found.searches)
    [judged] = found.judged
    assert judged.likelihood >= found.bars["bar"]
    assert any(passage.told for passage in judged.passages)
    assert [passage.rank for passage in judged.passages] == sorted(
        (passage.rank for passage in judged.passages), reverse=True
    )
    assert found.sentences[0].kept
    assert "10" in found.sentences[0].figures
    assert [step.name for step in found.steps if step.status] == ["verify"]


def test_a_refusal_says_which_step_ended_the_search(office: Office) -> None:
    found = explain(office, "灯笼登记几个工作日办好", Subject(bars={"bar": 1.0}))
    assert found.bars["bar"] == 1.0
    assert [step.name for step in found.steps if step.status] == ["judge"]
    assert found.sentences == ()
    assert not any(passage.told for judged in found.judged for passage in judged.passages)


def test_a_draft_can_be_asked_as_if_it_were_published(office: Office) -> None:
    number = office.draft(paper(fee="每张收费30元"))
    found = explain(office, "渡船卡每张收费多少元", Subject(document_id=LANTERNS, number=number))
    versions = {
        passage.chunk.version
        for search in found.searches
        for passage, _ in search.best
        if not passage.chunk.wordings
    }
    assert number in versions
