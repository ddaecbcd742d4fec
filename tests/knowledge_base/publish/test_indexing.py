"""The indexes hold what is published, however often and wherever the process is killed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from knowledge_base.errors import EmbedderFailed
from knowledge_base.models import NATIONWIDE, Chunk, Source
from knowledge_base.ports import ChunkIndex, IndexState, WordIndex
from knowledge_base.publish.indexing import IndexingStopped
from tests.knowledge_base.publish.parts import Parts
from tests.knowledge_base.samples import chunk, document, version

OLD, NEW = "失业登记5个工作日办好。", "失业登记2个工作日办好。"


def publish(parts: Parts, text: str) -> None:
    parts.store.save(document(), version(text), [], [chunk(text)], publish=True)


class Killed(BaseException):
    """What a process does not live to handle."""


@dataclass
class DyingState:
    inner: IndexState
    writes_left: int

    def read(self, name: str) -> str | None:
        return self.inner.read(name)

    def write(self, name: str, value: str) -> None:
        if self.writes_left == 0:
            raise Killed
        self.writes_left -= 1
        self.inner.write(name, value)


@dataclass
class DyingIndex:
    """Dies before its rebuild, in the middle of it, or after it."""

    inner: ChunkIndex | WordIndex
    moment: str

    def rebuild(self, chunks: Iterable[Chunk]) -> None:
        if self.moment == "before":
            raise Killed
        self.inner.rebuild(self._dying(chunks) if self.moment == "amid" else chunks)
        raise Killed

    def _dying(self, chunks: Iterable[Chunk]) -> Iterable[Chunk]:
        yield next(iter(chunks))
        raise Killed

    def count(self) -> int:
        return self.inner.count()


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
    parts.word_index.rebuild([])
    assert parts.indexing().refresh()
    parts.chunk_index.rebuild([])
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


def test_a_failing_embedder_leaves_the_old_answers_until_it_works_again(parts: Parts) -> None:
    publish(parts, OLD)
    indexing = parts.indexing()
    indexing.refresh()
    publish(parts, NEW)
    parts.embedder.fails = True
    with pytest.raises(EmbedderFailed):
        indexing.refresh()
    assert (indexing.is_current, indexing.is_usable) == (False, True)
    parts.embedder.fails = False
    assert parts.found("失业登记") == ({OLD}, {OLD})
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


@pytest.mark.parametrize("moment", ["before", "amid", "after"])
@pytest.mark.parametrize("which", ["chunk_index", "word_index"])
def test_a_kill_while_an_index_is_rebuilt_is_repaired(parts: Parts, which: str, moment: str) -> None:
    publish(parts, OLD)
    parts.indexing().refresh()
    publish(parts, NEW)
    dying = replace(parts)
    setattr(dying, which, DyingIndex(getattr(parts, which), moment))
    with pytest.raises(Killed):
        dying.indexing().refresh()
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})


@pytest.mark.parametrize("writes", [0, 1])
def test_a_kill_around_the_digest_is_repaired(parts: Parts, writes: int) -> None:
    publish(parts, OLD)
    parts.indexing().refresh()
    publish(parts, NEW)
    dying = replace(parts, state=DyingState(parts.state, writes_left=writes))
    with pytest.raises(Killed):
        dying.indexing().refresh()
    assert parts.indexing().refresh()
    assert parts.found("失业登记") == ({NEW}, {NEW})
    assert not parts.indexing().refresh()
