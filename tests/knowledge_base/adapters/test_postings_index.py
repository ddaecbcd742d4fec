"""What is the lists of postings' own: the BM25 scores, and what happens where very many passages tie."""

from math import log

import pytest
from sqlalchemy import Engine

from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.models import Filter
from tests.knowledge_base.samples import LONGHUA, chunk


@pytest.fixture
def index(sqlite_engine: Engine) -> PostingsWordIndex:
    return PostingsWordIndex(sqlite_engine)


def search(index: PostingsWordIndex, *words: str, limit: int = 10) -> dict[str, float]:
    found = index.search(words, where=Filter(), limit=limit)
    return {chunk_id.rpartition(":")[2]: score for chunk_id, score in found}


def rarity(passages: int, size: int) -> float:
    return log((size - passages + 0.5) / (passages + 0.5))


def test_a_passage_of_mean_length_earns_the_rarity_of_each_word(index: PostingsWordIndex) -> None:
    index.rebuild([chunk(text, name=text) for text in ("a b", "a c", "d e", "f g", "h i")])
    assert search(index, "b") == pytest.approx({"a b": rarity(1, 5)})
    assert search(index, "a", "b") == pytest.approx({"a b": rarity(2, 5) + rarity(1, 5), "a c": rarity(2, 5)})


def test_repetition_counts_a_little_and_length_against(index: PostingsWordIndex) -> None:
    texts = {
        "once": "a b",
        "twice": "a a",
        "long": "a b c d e f",
        "x": "m n",
        "y": "o p",
        "z": "q r",
        "v": "s t",
    }
    index.rebuild([chunk(text, name=name) for name, text in texts.items()])
    found = search(index, "a")
    assert found["long"] < found["once"] < found["twice"] < 2 * found["once"]


def test_a_word_is_as_rare_as_it_is_in_all_districts_together(index: PostingsWordIndex) -> None:
    passages = [chunk("a b", name="here"), chunk("a c", name="there", region=LONGHUA)]
    others = [chunk(text, name=text) for text in ("d e", "f g", "h i")]
    index.rebuild([*passages, *others])
    found = index.search(["a"], where=Filter(regions=(LONGHUA,)), limit=10)
    assert [score for _, score in found] == pytest.approx([rarity(2, 5)])


def test_a_word_that_nearly_all_passages_have_still_finds_them(index: PostingsWordIndex) -> None:
    index.rebuild([chunk("a", name="one"), chunk("a", name="two")])
    assert set(search(index, "a")) == {"one", "two"}


def test_where_too_many_tie_the_first_in_reading_order_are_kept(index: PostingsWordIndex) -> None:
    index.rebuild([chunk("a" if number != 7 else "a b", name=f"{number:03}") for number in range(300)])
    assert list(search(index, "a", "b", limit=4)) == ["007", "000", "001", "002"]


def test_a_search_sees_the_passages_of_one_rebuild(index: PostingsWordIndex, sqlite_engine: Engine) -> None:
    """A position is another passage after a rebuild: no search may read half before and half after."""
    index.rebuild([chunk("a b", name="old"), chunk("c d", name="other")])
    another = PostingsWordIndex(sqlite_engine)
    with index._snapshot() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM knowledge_indexed_passages").scalar()
        another.rebuild([chunk("x y", name="new")])
        after = connection.exec_driver_sql("SELECT count(*) FROM knowledge_indexed_passages").scalar()
    assert (before, after) == (2, 2)
    assert another.count() == 1
