"""What is Chroma's own: collections, leftovers, and what lies on the disk."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromadb.api.client import Client

from knowledge_base.adapters.chroma_index import STATE, ChromaChunkIndex, open_chroma
from knowledge_base.errors import IndexUnavailable
from knowledge_base.models import Filter
from tests.knowledge_base.fakes import FakeEmbedder, FakeIndexState
from tests.knowledge_base.indexed import fill, put, readings
from tests.knowledge_base.samples import YUEXIU, chunk


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    opened = open_chroma(folder=tmp_path / "chroma")
    yield opened
    opened.close()


@pytest.fixture
def state() -> FakeIndexState:
    return FakeIndexState()


def names(client: Client) -> list[str]:
    return [collection.name for collection in client.list_collections()]


def index_of(client: Client, state: FakeIndexState) -> ChromaChunkIndex:
    return ChromaChunkIndex(client=client, embedder=FakeEmbedder(), state=state)


def vectors(client: Client) -> int:
    return sum(collection.count() for collection in client.list_collections())


def found(index: ChromaChunkIndex, question: str, *, limit: int = 5) -> list[str]:
    hits = index.search(FakeEmbedder().embed_question(question), where=Filter(), limit=limit)
    return [chunk_id for chunk_id, _ in hits]


def test_each_region_has_one_collection_and_the_pointer_names_it(
    client: Client, state: FakeIndexState
) -> None:
    index = index_of(client, state)
    for text in ("失业登记", "工伤认定"):
        fill(index, [chunk(text)])
    [name] = names(client)
    assert json.loads(state.values[STATE])["collections"] == {YUEXIU: name}


def test_what_a_killed_process_left_is_not_found_and_goes(client: Client, state: FakeIndexState) -> None:
    fill(index_of(client, state), [chunk("失业登记")])
    client.create_collection("chunks-left-by-a-kill", embedding_function=None)
    [entry] = state.builds.values()
    known = dict(entry)
    fill(index_of(client, state), [chunk("失业登记"), chunk("工伤认定", name="c2")])
    state.builds = {build: dict(known) for build in state.builds}  # killed before it was noted
    index = index_of(client, state)
    assert found(index, "工伤认定") == ["plan:0:c1"]
    assert index.count() == 1
    index.tidy()
    assert len(names(client)) == 1
    put(index, readings([chunk("失业登记"), chunk("工伤认定", name="c2")]))
    assert found(index, "工伤认定") == ["plan:0:c2", "plan:0:c1"]
    assert index.count() == 2


def test_a_collection_that_is_gone_or_not_whole_is_filled_anew(client: Client, state: FakeIndexState) -> None:
    made = readings([chunk("失业登记"), chunk("工伤认定", name="c2")])
    index = index_of(client, state)
    put(index, made)
    [name] = names(client)
    collection = client.get_collection(name)
    collection.delete(ids=collection.get()["ids"][:1])
    assert index.count() == 0
    client.delete_collection(name)
    assert index.count() == 0
    with pytest.raises(IndexUnavailable):
        found(index_of(client, state), "失业")
    index = index_of(client, state)
    index.tidy()
    assert index.held() == {}
    put(index, made)
    assert index.count() == 2
    assert found(index, "失业登记")[0] == "plan:0:c1"


def test_what_is_replaced_again_and_again_leaves_no_more_behind_than_is_found(
    client: Client, state: FakeIndexState
) -> None:
    """Chroma loses sight of vectors where others are deleted: they are copied without the rest instead."""
    index = index_of(client, state)
    texts = [chunk(f"第{n}项事项", name=f"c{n}") for n in range(300)]
    for _ in range(6):
        put(index, readings(texts))
        index.tidy()
        assert vectors(client) <= 2 * 300 + 1000
    put(index, readings(texts[:5]))
    index.tidy()
    assert vectors(client) <= 5 + 1000
    assert len(names(client)) == 1
    assert sorted(found(index, "第3项事项", limit=50)) == sorted(chunk.id for chunk in texts[:5])
    assert index_of(client, state).count() == 5


def test_the_index_is_there_after_a_restart(tmp_path: Path, state: FakeIndexState) -> None:
    first = open_chroma(folder=tmp_path / "chroma")
    fill(index_of(first, state), [chunk("失业登记")])
    first.close()
    second = open_chroma(folder=tmp_path / "chroma")
    index = index_of(second, state)
    assert found(index, "失业登记") == ["plan:0:c1"]
    second.close()


def test_the_collection_says_which_model_made_it(client: Client, state: FakeIndexState) -> None:
    fill(index_of(client, state), [chunk()])
    [collection] = client.list_collections()
    assert collection.metadata == {"model_id": "fake-64", "dimension": 64}


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:9"):
        open_chroma(folder=Path("unused"), url="http://127.0.0.1:9")
