"""What held on another day is found as what is published is, on the same scale."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from chassis.clock import OFFICE_ZONE, FixedClock
from chassis.regions import RegionRegistry
from knowledge_base.answer.context import Services
from knowledge_base.answer.history import History
from knowledge_base.models import Filter, Source
from knowledge_base.ports import ChunkSearch, WordSearch
from knowledge_base.shelf import Shelf as Published
from knowledge_base.tokens import tokens
from tests.knowledge_base.fakes import FakeChunkIndex, FakeDocumentStore, FakeEmbedder, FakeWordIndex
from tests.knowledge_base.indexed import fill, put, readings
from tests.knowledge_base.samples import LONGHUA, YUEXIU, chunk, document, version

OLD, NEW, SAME = "灯笼登记10个工作日办好。", "灯笼登记3个工作日办好。", "渡船卡由街道服务站发放。"
BEFORE, AFTER = date(2022, 1, 1), date(2024, 1, 1)
ALL = frozenset(Source)


class Shelf:
    """A store where the text on lanterns was amended, with both indexes built of what is published."""

    def __init__(self) -> None:
        self.store, self.embedder = FakeDocumentStore(), FakeEmbedder()
        self.words, self.vectors = FakeWordIndex(), FakeChunkIndex(self.embedder)
        for text, first_day in ((OLD, date(2021, 3, 1)), (NEW, date(2023, 7, 1))):
            dated = replace(version(text), effective_from=first_day)
            self.store.save(document(), dated, [], [chunk(text)], publish=True)
        ferry = document("ferry", title="渡船规划", number=None)
        self.store.save(
            ferry, version(SAME, document_id="ferry"), [], [chunk(SAME, document_id="ferry")], publish=True
        )
        fill(self.words, self.store.published_chunks())
        fill(self.vectors, self.store.published_chunks())
        self.history = History()
        self.shelf = Published()
        self.shelf.offer(self.words.held())

    def on(self, day: date, sources: frozenset[Source] = ALL) -> tuple[WordSearch, ChunkSearch]:
        services = Services(
            store=self.store,
            chunk_index=self.vectors,
            word_index=self.words,
            embedder=self.embedder,
            clock=FixedClock(datetime(2024, 1, 1, tzinfo=OFFICE_ZONE)),
            regions=RegionRegistry.load(),
            sources=sources,
            shelf=self.shelf,
            history=self.history,
        ).on(day)
        return services.word_index, services.chunk_index

    def found(self, question: str, day: date, *, region: str = YUEXIU) -> tuple[list[str], list[str]]:
        words, vectors = self.on(day)
        where = Filter(regions=(region,))
        by_words = words.search(tokens(question), where=where, limit=5)
        by_meaning = vectors.search(self.embedder.embed_question(question), where=where, limit=5)
        return self._texts(by_words), self._texts(by_meaning)

    def _texts(self, ranked: list[tuple[str, float]]) -> list[str]:
        assert [score for _, score in ranked] == sorted((score for _, score in ranked), reverse=True)
        return [found.text for found in self.store.chunks([chunk_id for chunk_id, _ in ranked]).values()]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_what_the_indexes_hold_beside_is_not_found(shelf: Shelf) -> None:
    old = shelf.store.version_chunks("plan", 1)
    put(shelf.words, readings(old))
    put(shelf.vectors, readings(old))
    for found in shelf.found("灯笼登记几个工作日", AFTER):
        assert NEW in found
        assert OLD not in found


def test_what_the_indexes_hold_still_is_not_prepared_again(shelf: Shelf) -> None:
    old = shelf.store.version_chunks("plan", 1)
    put(shelf.words, readings(old))
    put(shelf.vectors, readings(old))
    shelf.shelf.offer([("plan", 1)])
    shelf.embedder.embedded.clear()
    for found in shelf.found("灯笼登记几个工作日", BEFORE):
        assert found[0] == OLD
    assert shelf.embedder.embedded == []


@pytest.mark.parametrize(("day", "held", "other"), [(BEFORE, OLD, NEW), (AFTER, NEW, OLD)])
def test_both_searches_find_what_held_and_nothing_else(
    shelf: Shelf, day: date, held: str, other: str
) -> None:
    for found in shelf.found("灯笼登记几个工作日", day):
        assert found[0] == held
        assert other not in found


def test_what_did_not_change_is_found_beside(shelf: Shelf) -> None:
    for found in shelf.found("渡船卡谁发放", BEFORE):
        assert found[0] == SAME


def test_old_and_unchanged_passages_are_on_one_scale(shelf: Shelf) -> None:
    question, where = tokens("灯笼登记几个工作日"), Filter()
    [(_, now), *_] = shelf.words.search(question, where=where, limit=1)
    [(_, then), *_] = shelf.on(BEFORE)[0].search(question, where=where, limit=1)
    assert then == pytest.approx(now, rel=0.5)


def test_another_region_finds_nothing_of_it(shelf: Shelf) -> None:
    assert shelf.found("灯笼登记几个工作日", BEFORE, region=LONGHUA) == ([], [])


def test_before_the_first_day_only_undated_papers_are_found(shelf: Shelf) -> None:
    by_words, by_meaning = shelf.found("灯笼登记几个工作日", date(2020, 1, 1))
    assert OLD not in by_words + by_meaning
    assert NEW not in by_words + by_meaning


def test_what_held_is_prepared_once(shelf: Shelf) -> None:
    shelf.found("灯笼登记几个工作日", BEFORE)
    embedded = len(shelf.embedder.embedded)
    shelf.found("灯笼登记几个工作日", date(2022, 8, 1))
    assert len(shelf.embedder.embedded) == embedded


def test_a_source_that_is_switched_off_is_not_found_for_an_earlier_day_either(shelf: Shelf) -> None:
    fill(shelf.words, [])
    words, _ = shelf.on(BEFORE, frozenset({Source.POLICY_POINT}))
    assert words.search(tokens("灯笼登记"), where=Filter(), limit=5) == []
