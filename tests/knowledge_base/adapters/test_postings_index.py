"""What is the lists of postings' own: the BM25 scores, and what happens where very many passages tie."""

import random
from collections import Counter
from collections.abc import Sequence
from math import log

import pytest
from sqlalchemy import Engine, text

from knowledge_base.adapters.indexed_text import words_of
from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.adapters.postings_layout import K1, B
from knowledge_base.models import Chunk, Filter
from knowledge_base.tokens import query_tokens, tokens
from tests.knowledge_base.indexed import fill, readings
from tests.knowledge_base.samples import LONGHUA, YUEXIU, chunk


@pytest.fixture
def index(sqlite_engine: Engine) -> PostingsWordIndex:
    return PostingsWordIndex(sqlite_engine)


def search(index: PostingsWordIndex, *words: str, limit: int = 10) -> dict[str, float]:
    found = index.search(words, where=Filter(), limit=limit)
    return {chunk_id.rpartition(":")[2]: score for chunk_id, score in found}


def rarity(passages: int, size: int) -> float:
    return log((size - passages + 0.5) / (passages + 0.5))


def test_a_passage_of_mean_length_earns_the_rarity_of_each_word(index: PostingsWordIndex) -> None:
    fill(index, [chunk(text, name=text) for text in ("a b", "a c", "d e", "f g", "h i")])
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
    fill(index, [chunk(text, name=name) for name, text in texts.items()])
    found = search(index, "a")
    assert found["long"] < found["once"] < found["twice"] < 2 * found["once"]


def test_a_word_is_as_rare_as_it_is_in_all_districts_together(index: PostingsWordIndex) -> None:
    passages = [chunk("a b", name="here"), chunk("a c", name="there", document_id="far", region=LONGHUA)]
    others = [chunk(text, name=text) for text in ("d e", "f g", "h i")]
    fill(index, [*passages, *others])
    found = index.search(["a"], where=Filter(regions=(LONGHUA,)), limit=10)
    assert [score for _, score in found] == pytest.approx([rarity(2, 5)])


def test_a_word_that_nearly_all_passages_have_still_finds_them(index: PostingsWordIndex) -> None:
    fill(index, [chunk("a", name="one"), chunk("a", name="two")])
    assert set(search(index, "a")) == {"one", "two"}


def test_where_too_many_tie_the_first_in_reading_order_are_kept(index: PostingsWordIndex) -> None:
    fill(index, [chunk("a" if number != 7 else "a b", name=f"{number:03}") for number in range(300)])
    assert list(search(index, "a", "b", limit=4)) == ["007", "000", "001", "002"]


def plain_scores(chunks: Sequence[Chunk], question: str) -> dict[str, float]:
    """BM25 as it is written down, passage by passage: what the lists of postings must come to."""
    counted = {chunk.id: Counter(words_of(chunk)) for chunk in chunks}
    mean = sum(words.total() for words in counted.values()) / len(counted)
    scores: dict[str, float] = {}
    for token in query_tokens(tokens(question)):
        holding = sum(token in words for words in counted.values())
        idf = max(rarity(holding, len(counted)), 1e-6)
        for chunk_id, words in counted.items():
            if count := words[token]:
                damping = K1 * (1 - B + B * words.total() / mean)
                scores[chunk_id] = scores.get(chunk_id, 0.0) + idf * count * (K1 + 1) / (count + damping)
    return scores


def made_up(documents: int, *, seed: int) -> list[Chunk]:
    chance = random.Random(seed)
    words = ["失业登记", "工伤认定", "社保卡", "办理", "材料", "工作日", "窗口", "补贴", "30", "的"]
    return [
        chunk(
            "，".join(chance.choices(words, k=chance.randint(2, 25))) + "。",
            name=f"c{n}",
            document_id=f"doc-{number}",
            region=(YUEXIU, LONGHUA)[number % 2],
        )
        for number in range(documents)
        for n in range(chance.randint(1, 9))
    ]


QUESTIONS = ("失业登记要什么材料", "工伤认定30个工作日", "的", "窗口补贴")


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_scores_are_those_of_plain_bm25_whatever_the_parts(
    index: PostingsWordIndex, question: str
) -> None:
    """The judge was fitted on these scores."""
    chunks = made_up(40, seed=7)
    for reading in readings(chunks):
        index.put([reading])
    seen = [chunk for chunk in chunks if int(chunk.document_id.removeprefix("doc-")) % 3]
    index.remove({("doc-9", 0), ("doc-12", 0)})
    where = Filter(versions=frozenset((chunk.document_id, 0) for chunk in seen))
    before = dict(index.search(tokens(question), where=where, limit=len(chunks)))
    index.tidy()
    after = dict(index.search(tokens(question), where=where, limit=len(chunks)))
    assert before == pytest.approx(plain_scores(seen, question), abs=1e-4)
    assert after == pytest.approx(before, abs=1e-5)


def test_tidying_makes_one_part_of_many_and_drops_what_nobody_owns(
    index: PostingsWordIndex, sqlite_engine: Engine
) -> None:
    made = readings(made_up(30, seed=3))
    for reading in made:
        index.put([reading])
    assert rows(sqlite_engine, "SELECT count(DISTINCT part) FROM knowledge_posting_lists") == 30
    index.tidy()
    assert rows(sqlite_engine, "SELECT count(DISTINCT part) FROM knowledge_posting_lists") < 12
    index.remove([reading.key for reading in made[:25]])
    index.tidy()
    left = sum(len(reading.chunks) for reading in made[25:])
    assert rows(sqlite_engine, "SELECT sum(passages) FROM knowledge_index_parts") <= 2 * left
    index.remove([reading.key for reading in made])
    index.tidy()
    assert rows(sqlite_engine, "SELECT count(*) FROM knowledge_posting_lists") == 0
    assert rows(sqlite_engine, "SELECT count(*) FROM knowledge_index_parts") == 0
    assert rows(sqlite_engine, "SELECT count(*) FROM knowledge_indexed_passages") == 0


def test_what_a_killed_merge_left_is_not_found_and_swept_away(
    index: PostingsWordIndex, sqlite_engine: Engine
) -> None:
    fill(index, made_up(5, seed=1))
    before = search(index, *tokens("失业登记"), limit=100)
    with sqlite_engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO knowledge_posting_lists (part, token, region, passages, positions, counts) "
                "SELECT 900, token, region, passages, positions, counts FROM knowledge_posting_lists"
            )
        )
    assert search(index, *tokens("失业登记"), limit=100) == before
    index.tidy()
    assert rows(sqlite_engine, "SELECT count(*) FROM knowledge_posting_lists WHERE part = 900") == 0
    assert search(index, *tokens("失业登记"), limit=100) == before


def rows(engine: Engine, query: str) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(query)).scalar() or 0)


def test_a_search_sees_one_state_of_the_index(index: PostingsWordIndex, sqlite_engine: Engine) -> None:
    """A position may be another passage after a merge: no search may read half before and half after."""
    fill(index, [chunk("a b", name="old"), chunk("c d", name="other")])
    another = PostingsWordIndex(sqlite_engine)
    with index._snapshot() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM knowledge_indexed_passages").scalar()
        fill(another, [chunk("x y", name="new")])
        after = connection.exec_driver_sql("SELECT count(*) FROM knowledge_indexed_passages").scalar()
    assert (before, after) == (2, 2)
    assert index.count() == another.count() == 1
    assert search(index, "x") == search(another, "x") != {}


def test_the_same_put_again_writes_no_more_rows(index: PostingsWordIndex, sqlite_engine: Engine) -> None:
    made = readings(made_up(6, seed=2))
    counts = []
    for _ in range(3):
        index.put(made)
        index.tidy()
        counts.append(rows(sqlite_engine, "SELECT count(*) FROM knowledge_posting_lists"))
    assert len(set(counts)) == 1
