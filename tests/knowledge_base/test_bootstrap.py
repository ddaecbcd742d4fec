"""How the service is put together."""

from datetime import date, datetime
from pathlib import Path

import pytest

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.bootstrap import assemble
from knowledge_base.models import Source
from knowledge_base.wire import AnswerRequest
from tests.knowledge_base.answer.indexes import MemoryChunkIndex, MemoryWordIndex, PairEmbedder
from tests.knowledge_base.fakes import FakeDocumentStore, FakeIndexState
from tests.knowledge_base.publish.policies import POINTS, write_policy

EARLIER = date(2030, 6, 1)


@pytest.mark.parametrize(
    ("sources", "cited"),
    [(frozenset(Source), {"policy_point"}), (frozenset({Source.OFFICIAL}), set())],
    ids=["with points", "official texts only"],
)
def test_an_earlier_day_is_answered_from_the_sources_that_are_on(
    tmp_path: Path, sources: frozenset[Source], cited: set[str]
) -> None:
    embedder = PairEmbedder()
    knowledge = assemble(
        store=FakeDocumentStore(),
        chunk_index=MemoryChunkIndex(embedder),
        word_index=MemoryWordIndex(),
        embedder=embedder,
        state=FakeIndexState(),
        clock=FixedClock(datetime(2032, 1, 15, 9, 30, tzinfo=OFFICE_ZONE)),
        sources=sources,
    )
    folder = write_policy(tmp_path / "policies")
    knowledge.load_policy_points(folder)
    head = folder / "town-plan" / "document.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace("2030-01-14", "2031-06-01"), encoding="utf-8")
    points = folder / "town-plan" / "points.yaml"
    points.write_text(POINTS.replace("2天", "1天"), encoding="utf-8")
    knowledge.load_policy_points(folder)
    knowledge.refresh()
    request = AnswerRequest(question="网上失业登记要几天办好", region="440104", as_of=EARLIER)
    answer = knowledge.answer(request, trace_id="trace-of-the-test")
    assert {citation.quote_kind for citation in answer.citations} == cited
    assert ("2天" in answer.text) == bool(cited)
