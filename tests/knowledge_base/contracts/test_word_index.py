"""What every word index does: the lists of postings in SQLite and in PostgreSQL, and the fake."""

import pytest

from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.models import Filter, Source
from knowledge_base.ports import WordIndex
from knowledge_base.tokens import tokens
from tests.knowledge_base.fakes import FakeWordIndex
from tests.knowledge_base.indexed import fill, put, readings
from tests.knowledge_base.samples import LONGHUA, YUEXIU, chunk

PASSAGES = [
    chunk("办理失业登记,网上2个工作日办好。", name="register"),
    chunk("技能人才总量达到59.91万人。", name="talent", document_id="longhua", region=LONGHUA),
    chunk(
        "城镇登记失业率低于3.5%。",
        name="rate",
        document_id="longhua-points",
        region=LONGHUA,
        source=Source.POLICY_POINT,
    ),
    chunk("推行告知承诺制和“好差评”。", name="review"),
    chunk("工伤认定三十日内作出决定。", name="injury"),
    chunk("《就业创业证》可以在i深圳上申领。", name="card"),
    chunk("工伤保险待遇。", name="benefit"),
]


@pytest.fixture(params=["fake", "sqlite", "postgresql"])
def index(request: pytest.FixtureRequest) -> WordIndex:
    if request.param == "fake":
        return FakeWordIndex()
    return PostingsWordIndex(request.getfixturevalue(f"{request.param}_engine"))


def ask(index: WordIndex, question: str, where: Filter | None = None, limit: int = 10) -> list[str]:
    found = index.search(tokens(question), where=where or Filter(), limit=limit)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    return [chunk_id.rpartition(":")[2] for chunk_id, _ in found]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("失业登记要多久", "register"),
        ("59.91万是什么", "talent"),
        ("5９.９1", "talent"),
        ("低于3.5%吗", "rate"),
        ("好差评", "review"),
        ("I深圳", "card"),
        ("工伤多久认定", "injury"),
    ],
)
def test_the_passage_with_the_words_comes_first(index: WordIndex, question: str, first: str) -> None:
    fill(index, PASSAGES)
    assert ask(index, question)[0] == first


def test_a_chunk_is_found_by_its_wordings(index: WordIndex) -> None:
    fill(index, [*PASSAGES, chunk("稳岗返还。", name="jobs", wordings=["炒鱿鱼怎么办"])])
    assert ask(index, "被炒鱿鱼了") == ["jobs"]


def test_a_part_of_a_number_is_not_that_number(index: WordIndex) -> None:
    fill(index, PASSAGES)
    assert ask(index, "91") == []
    assert ask(index, "3") == []


def test_only_what_the_filter_allows_is_found(index: WordIndex) -> None:
    fill(index, PASSAGES)
    assert set(ask(index, "失业登记", Filter(regions=(LONGHUA,)))) == {"rate"}
    assert "rate" not in ask(index, "失业登记", Filter(sources=(Source.OFFICIAL,)))
    both = Filter(regions=(YUEXIU, LONGHUA), sources=(Source.OFFICIAL, Source.POLICY_POINT))
    assert {"register", "rate"} <= set(ask(index, "失业登记", both))
    assert ask(index, "失业登记", Filter(regions=(YUEXIU,), sources=(Source.POLICY_POINT,))) == []


def test_no_more_than_the_limit_is_found(index: WordIndex) -> None:
    fill(index, PASSAGES)
    assert len(ask(index, "失业登记工伤", limit=2)) == 2


def test_what_is_removed_is_found_no_more(index: WordIndex) -> None:
    fill(index, PASSAGES)
    fill(index, [chunk("养老保险。", document_id="other", name="pension")])
    assert index.count() == 1
    assert ask(index, "失业登记") == []
    assert ask(index, "养老") == ["pension"]


def test_versions_are_held_beside_each_other_and_only_the_wanted_ones_found(index: WordIndex) -> None:
    old, new = (chunk("失业登记。", document_id=f"plan-{n}", name=f"c{n}") for n in (1, 2))
    fill(index, [old, new, *PASSAGES])
    assert ask(index, "失业", Filter(versions=frozenset({("plan-1", 0)}))) == ["c1"]
    assert ask(index, "失业", Filter(versions=frozenset({("plan-2", 0)}))) == ["c2"]
    assert ask(index, "失业", Filter(versions=frozenset())) == []
    assert {"c1", "c2", "register", "rate"} <= set(ask(index, "失业"))


def test_scores_are_those_of_an_index_that_holds_only_what_may_be_found(index: WordIndex) -> None:
    fill(index, PASSAGES)
    question = tokens("失业登记工伤认定")
    alone = index.search(question, where=Filter(), limit=10)
    put(
        index,
        readings(
            [chunk(f"失业登记第{n}条。", document_id=f"other-{n % 3}", name=f"c{n}") for n in range(20)]
        ),
    )
    seen = Filter(versions=frozenset(reading.key for reading in readings(PASSAGES)))
    assert dict(index.search(question, where=seen, limit=10)) == pytest.approx(dict(alone), abs=1e-5)


def test_what_is_held_is_told_with_its_stamp_and_goes_when_removed(index: WordIndex) -> None:
    made = readings([*PASSAGES, chunk("养老保险。", document_id="other")])
    index.put(made)
    assert index.held() == {reading.key: reading.stamp for reading in made}
    index.remove([("other", 0), ("unknown", 1)])
    index.tidy()
    assert index.held().keys() == {reading.key for reading in readings(PASSAGES)}
    assert index.count() == len(PASSAGES)
    assert ask(index, "养老") == []


def test_the_same_again_doubles_nothing(index: WordIndex) -> None:
    for _ in range(3):
        index.put(readings(PASSAGES))
    assert index.count() == len(PASSAGES)
    assert ask(index, "好差评").count("review") == 1


def test_tidying_changes_nothing_that_is_found(index: WordIndex) -> None:
    for n in range(20):
        index.put(
            readings(
                [
                    chunk(
                        f"失业登记第{n}条。",
                        document_id=f"doc-{n}",
                        name=f"c{n}",
                        region=(YUEXIU, LONGHUA)[n % 2],
                    )
                ]
            )
        )
    index.remove([("doc-3", 0), ("doc-4", 0)])
    before = index.search(tokens("失业登记第7条"), where=Filter(), limit=30)
    index.tidy()
    after = index.search(tokens("失业登记第7条"), where=Filter(), limit=30)
    assert dict(after) == pytest.approx(dict(before), abs=1e-5)
    assert len(before) == index.count() == 18


def test_nothing_is_found_in_an_empty_index_or_for_no_words(index: WordIndex) -> None:
    assert index.count() == 0
    assert ask(index, "失业登记") == []
    fill(index, PASSAGES)
    assert ask(index, "") == []
    assert ask(index, "?!《》“”") == []


@pytest.mark.parametrize(
    "question", ['失业" OR "工伤', "NEAR(失业 登记)", "words:失业", "失业*", "'; DROP TABLE"]
)
def test_a_question_is_never_read_as_a_query_language(index: WordIndex, question: str) -> None:
    fill(index, PASSAGES)
    ask(index, question)
    assert index.count() == len(PASSAGES)


def test_a_question_of_a_thousand_characters_is_answered(index: WordIndex) -> None:
    fill(index, PASSAGES)
    assert ask(index, "我想问一下失业登记的事情" * 80)[0] == "register"
