"""The indexes hold what is published, however often and wherever the process is killed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from chassis.clock import OFFICE_ZONE, FixedClock
from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.errors import EmbedderFailed
from knowledge_base.models import NATIONWIDE, Source, VersionKey
from knowledge_base.ports import ChunkIndex, Entry, IndexState, WordIndex
from knowledge_base.publish.indexing import Coverage, IndexingStopped
from tests.knowledge_base.indexed import fill
from tests.knowledge_base.publish.parts import Parts
from tests.knowledge_base.samples import chunk, document, version

OLD, NEW = "失业登记5个工作日办好。", "失业登记2个工作日办好。"


def publish(parts: Parts, text: str) -> None:
    parts.store.save(document(), version(text), [], [chunk(text)], publish=True)


class Killed(BaseException):
    """What a process does not live to handle."""


@dataclass
class DyingState:
    """Dies before one of its writes."""

    inner: IndexState
    writes_left: int

    def read(self, name: str) -> str | None:
        return self.inner.read(name)

    def entries(self, build: str) -> dict[VersionKey, Entry]:
        return self.inner.entries(build)

    def write(self, name: str, value: str) -> None:
        self._count()
        self.inner.write(name, value)

    def enter(self, build: str, key: VersionKey, entry: Entry) -> None:
        self._count()
        self.inner.enter(build, key, entry)

    def strike(self, build: str, keys: Iterable[VersionKey]) -> None:
        self._count()
        self.inner.strike(build, keys)

    def forget_builds(self, *, but: str) -> None:
        self._count()
        self.inner.forget_builds(but=but)

    def _count(self) -> None:
        if self.writes_left == 0:
            raise Killed
        self.writes_left -= 1


class Dying:
    """An index in whose n-th change the process dies, before or after it."""

    def __init__(self, inner: ChunkIndex | WordIndex, moment: str, *, change: str) -> None:
        self._inner = inner
        self._moment = moment
        self._change = change

    def __getattr__(self, name: str) -> Any:
        known = getattr(self._inner, name)
        if name != self._change:
            return known

        def dying(*given: object) -> None:
            if self._moment == "after":
                known(*given)
            raise Killed

        return dying


def test_published_text_is_found_by_words_and_by_meaning(parts: Parts) -> None:
    publish(parts, NEW)
    assert parts.indexing().refresh()
    assert parts.found("失业登记要几天") == ({NEW}, {NEW})


def test_what_holds_nationwide_weighs_on_no_question_of_a_district(parts: Parts) -> None:
    publish(parts, NEW)
    parts.indexing().refresh()
    law = replace(document(), id="law", title="某法", region=NATIONWIDE)
    of_law = replace(chunk(OLD), id="law:1:0", document_id="law", region=NATIONWIDE)
    parts.store.save(law, replace(version(OLD), document_id="law"), [], [of_law], publish=True)
    indexing = parts.indexing()
    assert not indexing.refresh()
    assert indexing.is_current
    assert parts.found("失业登记要几天") == ({NEW}, {NEW})


def test_a_second_refresh_does_nothing(parts: Parts) -> None:
    publish(parts, NEW)
    parts.indexing().refresh()
    parts.embedder.embedded.clear()
    indexing = parts.indexing()
    assert not indexing.refresh()
    assert indexing.is_current
    assert parts.embedder.embedded == []


def test_a_superseded_text_is_never_found(parts: Parts) -> None:
    for text in (OLD, NEW):
        publish(parts, text)
        parts.indexing().refresh()
    assert parts.found("失业登记5个工作日") == ({NEW}, {NEW})


def test_a_draft_is_not_found(parts: Parts) -> None:
    publish(parts, NEW)
    parts.store.save(document(), version("退休。"), [], [chunk("退休。")])
    parts.indexing().refresh()
    assert parts.found("退休")[1] == set()
    assert parts.found("退休")[0] == {NEW}


def test_new_wordings_of_the_same_text_are_indexed(parts: Parts) -> None:
    publish(parts, NEW)
    parts.indexing().refresh()
    worded = replace(chunk(NEW), wordings=("没工作了去登记",))
    parts.store.save(document(), version(NEW), [], [worded], publish=True)
    assert parts.indexing().refresh()


def test_sources_that_are_switched_off_are_not_found(parts: Parts) -> None:
    point = replace(chunk("要点。"), source=Source.POLICY_POINT)
    parts.store.save(document(), version("要点。", source=Source.POLICY_POINT), [], [point], publish=True)
    publish(parts, NEW)
    parts.indexing().refresh()
    assert parts.found("要点")[0] == {"要点。", NEW}
    assert parts.indexing(frozenset({Source.OFFICIAL})).refresh()
    assert parts.found("要点")[0] == {NEW}


def test_another_model_rebuilds(parts: Parts) -> None:
    publish(parts, NEW)
    parts.indexing().refresh()
    parts.embedder.model_id = "another"
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_an_index_that_was_lost_is_rebuilt(parts: Parts) -> None:
    publish(parts, NEW)
    parts.indexing().refresh()
    fill(parts.word_index, [])
    assert parts.indexing().refresh()
    fill(parts.chunk_index, [])
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_while_the_embedder_fails_a_new_text_is_found_by_its_words(parts: Parts) -> None:
    publish(parts, OLD)
    indexing = parts.indexing()
    indexing.refresh()
    publish(parts, NEW)
    parts.embedder.fails = True
    with pytest.raises(EmbedderFailed):
        indexing.refresh()
    assert (indexing.is_current, indexing.is_usable) == (False, True)
    parts.embedder.fails = False
    assert parts.read("失业登记", indexing) == (set(), {NEW})
    assert indexing.shelf.awaiting == {("plan", 2)}
    assert indexing.refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_a_stopped_rebuild_is_made_good_at_the_next_start(parts: Parts) -> None:
    publish(parts, NEW)
    stopped = parts.indexing()
    stopped.stop()
    with pytest.raises(IndexingStopped):
        stopped.refresh()
    assert not stopped.is_usable
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_progress_reaches_the_whole(parts: Parts) -> None:
    publish(parts, NEW)
    seen: list[tuple[int, int]] = []
    parts.indexing().refresh(lambda done, total: seen.append((done, total)))
    assert seen[-1] == (1, 1)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("change", ["put", "remove", "tidy"])
@pytest.mark.parametrize("which", ["chunk_index", "word_index"])
def test_a_kill_around_any_change_of_an_index_is_repaired(
    parts: Parts, which: str, change: str, moment: str
) -> None:
    publish(parts, OLD)
    parts.indexing().refresh()
    publish(parts, NEW)
    dying = replace(parts)
    setattr(dying, which, Dying(getattr(parts, which), moment, change=change))
    with pytest.raises(Killed):
        dying.indexing().refresh()
    indexing = parts.indexing()
    assert indexing.is_behind() or moment == "after"
    indexing.refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})
    assert (parts.chunk_index.count(), parts.word_index.count()) == (1, 1)
    assert not indexing.is_behind()
    assert not parts.indexing().refresh()


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_a_kill_between_two_writes_about_the_vectors_is_repaired(
    adapters: Parts, tmp_path: Path, writes: int
) -> None:
    publish(adapters, OLD)
    adapters.indexing().refresh()
    publish(adapters, NEW)
    client = open_chroma(folder=tmp_path / "chroma")
    killed = ChromaChunkIndex(
        client=client, embedder=adapters.embedder, state=DyingState(adapters.state, writes_left=writes)
    )
    if writes < 2:  # one entry for the new text, one strike for the old
        with pytest.raises(Killed):
            replace(adapters, chunk_index=killed).indexing().refresh()
    index = ChromaChunkIndex(client=client, embedder=adapters.embedder, state=adapters.state)
    started = replace(adapters, chunk_index=index)
    started.indexing().refresh()
    assert started.found("失业登记") == ({NEW}, {NEW})
    assert index.count() == 1
    client.close()


def test_a_prepared_text_is_found_by_nobody_until_it_is_published(parts: Parts) -> None:
    publish(parts, OLD)
    indexing = parts.indexing()
    indexing.refresh()
    draft = parts.store.save(document(), version(NEW), [], [chunk(NEW)])
    indexing.prepare("plan", draft.number)
    indexing.refresh()  # a round meanwhile does not take it out again
    assert parts.read("失业登记", indexing) == ({OLD}, {OLD})
    parts.embedder.embedded.clear()
    parts.store.publish("plan", draft.number)
    assert parts.read("失业登记", indexing) == ({NEW}, {NEW})
    indexing.refresh()
    assert parts.embedder.embedded == []
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_what_is_published_without_being_prepared_is_found_all_the_same(parts: Parts) -> None:
    publish(parts, OLD)
    indexing = parts.indexing()
    indexing.refresh()
    publish(parts, NEW)
    assert parts.read("失业登记", indexing) == ({NEW}, {NEW})


def test_what_gave_way_stays_for_those_who_began_before(parts: Parts) -> None:
    publish(parts, OLD)
    indexing = parts.indexing()
    indexing.refresh()
    with indexing.shelf.reading(frozenset({("plan", 1)})) as held:
        publish(parts, NEW)
        indexing.refresh()
        assert held == {("plan", 1)}
        assert parts.found("失业登记") == ({OLD, NEW}, {OLD, NEW})
        assert parts.read("失业登记", indexing) == ({NEW}, {NEW})
        assert indexing.is_behind()
    assert indexing.refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_what_holds_today_is_kept_though_its_successor_is_published_already(parts: Parts) -> None:
    for text, first_day in ((OLD, date(2029, 1, 1)), (NEW, date(2031, 1, 1))):
        dated = replace(version(text), effective_from=first_day)
        parts.store.save(document(), dated, [], [chunk(text)], publish=True)
    indexing = parts.indexing()
    indexing.clock = FixedClock(datetime(2030, 1, 15, 9, 30, tzinfo=OFFICE_ZONE))
    indexing.refresh()
    parts.embedder.embedded.clear()
    assert parts.read("失业登记", indexing) == ({OLD}, {OLD})
    assert parts.embedder.embedded == []


def test_an_unchanged_text_published_again_costs_no_work(parts: Parts) -> None:
    """As work that can be counted: texts embedded, rows and versions written."""
    many = [chunk(f"第{n}项失业登记{n}个工作日办好。", name=f"c{n}") for n in range(40)]
    indexing = parts.indexing()
    parts.store.save(document(), version(NEW), [], many, publish=True)
    indexing.refresh()
    first = len(parts.embedder.embedded)
    assert first >= 40
    parts.embedder.embedded.clear()
    before = parts.word_index.held(), parts.chunk_index.held()
    parts.store.save(document(), version(NEW), [], many)
    indexing.prepare("plan", 1)
    parts.store.save(document(), version(NEW), [], many, publish=True)
    assert not indexing.refresh()
    assert len(parts.embedder.embedded) <= 0.05 * first
    assert (parts.word_index.held(), parts.chunk_index.held()) == before


def test_a_publication_costs_what_changed(parts: Parts) -> None:
    for n in range(12):
        head = document(f"doc-{n}", title=f"规划{n}", number=None)
        text = f"第{n}项事项{n}天办好。"
        parts.store.save(
            head, version(text, document_id=head.id), [], [chunk(text, document_id=head.id)], publish=True
        )
    indexing = parts.indexing()
    indexing.refresh()
    parts.embedder.embedded.clear()
    publish(parts, NEW)
    indexing.refresh()
    assert set(parts.embedder.embedded) == {f"专栏1。{NEW}"}


def test_so_much_to_embed_that_nobody_should_wait_is_answered_by_words_meanwhile(fakes: Parts) -> None:
    many = [chunk(f"第{n}项登记。", name=f"c{n}") for n in range(2100)]
    fakes.store.save(document(), version(NEW), [], many, publish=True)
    indexing = fakes.indexing()
    indexing.refresh(at_once=True)
    assert (indexing.is_current, indexing.is_usable, indexing.is_catching_up) == (False, True, True)
    assert indexing.coverage() == Coverage(passages=2100, embedded=0)
    assert fakes.read("第7项登记", indexing)[0] == set()
    indexing.refresh()
    assert indexing.coverage() == Coverage(passages=2100, embedded=2100)
    assert (indexing.is_current, indexing.is_catching_up) == (True, False)
