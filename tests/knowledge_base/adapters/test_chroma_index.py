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
from tests.knowledge_base.samples import chunk


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


def test_a_rebuild_leaves_one_collection_and_the_pointer_names_it(
    client: Client, state: FakeIndexState
) -> None:
    index = index_of(client, state)
    for text in ("失业登记", "工伤认定"):
        index.rebuild([chunk(text)])
    [name] = names(client)
    assert name.startswith(json.loads(state.values[STATE])["name"])


def test_what_a_killed_rebuild_left_is_not_read_and_goes_with_the_next(
    client: Client, state: FakeIndexState
) -> None:
    index = index_of(client, state)
    index.rebuild([chunk("失业登记")])
    client.create_collection("chunks-left-by-a-kill", embedding_function=None)
    assert index.count() == 1
    index.rebuild([chunk("工伤认定")])
    assert len(names(client)) == 1


def test_a_collection_that_is_gone_or_not_whole_counts_as_nothing(
    client: Client, state: FakeIndexState
) -> None:
    index = index_of(client, state)
    index.rebuild([chunk("失业登记"), chunk("工伤认定", name="c2")])
    [name] = names(client)
    client.get_collection(name).delete(ids=["plan:0:c2#0"])
    assert index.count() == 0
    client.delete_collection(name)
    assert index.count() == 0
    with pytest.raises(IndexUnavailable):
        index.search(FakeEmbedder().embed_question("失业"), where=Filter(), limit=1)


def test_the_index_is_there_after_a_restart(tmp_path: Path, state: FakeIndexState) -> None:
    first = open_chroma(folder=tmp_path / "chroma")
    index_of(first, state).rebuild([chunk("失业登记")])
    first.close()
    second = open_chroma(folder=tmp_path / "chroma")
    index = index_of(second, state)
    found = index.search(FakeEmbedder().embed_question("失业登记"), where=Filter(), limit=5)
    assert [chunk_id for chunk_id, _ in found] == ["plan:0:c1"]
    second.close()


def test_the_collection_says_which_model_made_it(client: Client, state: FakeIndexState) -> None:
    index_of(client, state).rebuild([chunk()])
    [collection] = client.list_collections()
    assert collection.metadata == {"model_id": "fake-64", "dimension": 64}


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(IndexUnavailable, match=r"127\.0\.0\.1:9"):
        open_chroma(folder=Path("unused"), url="http://127.0.0.1:9")
