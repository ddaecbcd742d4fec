"""What every word index does: the lists of postings in SQLite and in PostgreSQL, and the fake."""

import pytest

from knowledge_base.adapters.postings_index import PostingsWordIndex
from knowledge_base.models import Filter, Source
from knowledge_base.ports import WordIndex
from knowledge_base.tokens import tokens
from tests.knowledge_base.fakes import FakeWordIndex
from tests.knowledge_base.samples import LONGHUA, YUEXIU, chunk

PASSAGES = [
    chunk("办理失业登记,网上2个工作日办好。", name="register"),
    chunk("技能人才总量达到59.91万人。", name="talent", region=LONGHUA),
    chunk("城镇登记失业率低于3.5%。", name="rate", region=LONGHUA, source=Source.POLICY_POINT),
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
    index.rebuild(PASSAGES)
    assert ask(index, question)[0] == first


def test_a_chunk_is_found_by_its_wordings(index: WordIndex) -> None:
    index.rebuild([*PASSAGES, chunk("稳岗返还。", name="jobs", wordings=["炒鱿鱼怎么办"])])
    assert ask(index, "被炒鱿鱼了") == ["jobs"]


def test_a_part_of_a_number_is_not_that_number(index: WordIndex) -> None:
    index.rebuild(PASSAGES)
    assert ask(index, "91") == []
    assert ask(index, "3") == []


def test_only_what_the_filter_allows_is_found(index: WordIndex) -> None:
    index.rebuild(PASSAGES)
    assert set(ask(index, "失业登记", Filter(regions=(LONGHUA,)))) == {"rate"}
    assert "rate" not in ask(index, "失业登记", Filter(sources=(Source.OFFICIAL,)))
    both = Filter(regions=(YUEXIU, LONGHUA), sources=(Source.OFFICIAL, Source.POLICY_POINT))
    assert {"register", "rate"} <= set(ask(index, "失业登记", both))
    assert ask(index, "失业登记", Filter(regions=(YUEXIU,), sources=(Source.POLICY_POINT,))) == []


def test_no_more_than_the_limit_is_found(index: WordIndex) -> None:
    index.rebuild(PASSAGES)
    assert len(ask(index, "失业登记工伤", limit=2)) == 2


def test_a_rebuild_replaces_everything(index: WordIndex) -> None:
    index.rebuild(PASSAGES)
    index.rebuild([chunk("养老保险。", name="pension")])
    assert index.count() == 1
    assert ask(index, "失业登记") == []
    assert ask(index, "养老") == ["pension"]


def test_a_failed_rebuild_changes_nothing(index: WordIndex) -> None:
    index.rebuild(PASSAGES)

    def broken() -> object:
        yield chunk("养老保险。", name="pension")
        raise OSError("the source broke off")

    with pytest.raises(OSError, match="broke off"):
        index.rebuild(broken())  # type: ignore[arg-type]
    assert index.count() == len(PASSAGES)
    assert ask(index, "养老") == []


def test_nothing_is_found_in_an_empty_index_or_for_no_words(index: WordIndex) -> None:
    assert index.count() == 0
    assert ask(index, "失业登记") == []
    index.rebuild(PASSAGES)
    assert ask(index, "") == []
    assert ask(index, "?!《》“”") == []


@pytest.mark.parametrize(
    "question", ['失业" OR "工伤', "NEAR(失业 登记)", "words:失业", "失业*", "'; DROP TABLE"]
)
def test_a_question_is_never_read_as_a_query_language(index: WordIndex, question: str) -> None:
    index.rebuild(PASSAGES)
    ask(index, question)
    assert index.count() == len(PASSAGES)


def test_a_question_of_a_thousand_characters_is_answered(index: WordIndex) -> None:
    index.rebuild(PASSAGES)
    assert ask(index, "我想问一下失业登记的事情" * 80)[0] == "register"
