"""What every chunk index does: Chroma, and the fake."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge_base.adapters.chroma_index import ChromaChunkIndex, open_chroma
from knowledge_base.errors import IndexMismatch
from knowledge_base.models import Filter, Source
from knowledge_base.ports import ChunkIndex, Reading
from tests.knowledge_base.fakes import FakeChunkIndex, FakeEmbedder, FakeIndexState
from tests.knowledge_base.indexed import fill, put, readings
from tests.knowledge_base.samples import LONGHUA, YUEXIU, chunk

PASSAGES = [
    chunk("办理失业登记,网上2个工作日办好。", name="register", wordings=["没工作了去登记几天好"]),
    chunk("技能人才总量达到59.91万人。", name="talent", document_id="longhua", region=LONGHUA),
    chunk(
        "城镇登记失业率低于3.5%。",
        name="rate",
        document_id="longhua-points",
        region=LONGHUA,
        source=Source.POLICY_POINT,
    ),
    chunk("工伤认定三十日内作出决定。", name="injury"),
]


@dataclass
class Case:
    index: ChunkIndex
    embedder: FakeEmbedder

    def ask(self, question: str, where: Filter | None = None, limit: int = 10) -> list[str]:
        found = self.index.search(
            self.embedder.embed_question(question), where=where or Filter(), limit=limit
        )
        assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
        return [chunk_id.rpartition(":")[2] for chunk_id, _ in found]


@pytest.fixture(params=["fake", "chroma"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Case]:
    embedder = FakeEmbedder()
    if request.param == "fake":
        yield Case(FakeChunkIndex(embedder), embedder)
        return
    client = open_chroma(folder=tmp_path / "chroma")
    yield Case(ChromaChunkIndex(client=client, embedder=embedder, state=FakeIndexState()), embedder)
    client.close()


def test_the_nearest_chunk_comes_first_with_its_cosine(case: Case) -> None:
    fill(case.index, PASSAGES)
    assert case.ask("工伤认定要多少日")[0] == "injury"
    same = case.index.search(
        case.embedder.embed_question("城镇登记失业率低于3.5%。"), where=Filter(), limit=1
    )
    assert same[0][1] == pytest.approx(1.0, abs=1e-4)


def test_an_official_passage_is_found_by_its_heading_and_text(case: Case) -> None:
    fill(case.index, PASSAGES)
    headed = case.embedder.embed_question("专栏1。技能人才总量达到59.91万人。")
    [(chunk_id, cosine)] = case.index.search(headed, where=Filter(), limit=1)
    assert chunk_id.endswith(":talent")
    assert cosine == pytest.approx(1.0, abs=1e-4)


def test_a_chunk_is_found_by_its_wordings_and_counts_once(case: Case) -> None:
    fill(case.index, PASSAGES)
    found = case.ask("没工作了去登记几天好")
    assert found[0] == "register"
    assert len(found) == len(set(found)) == len(PASSAGES)


def test_many_wordings_do_not_crowd_out_other_chunks(case: Case) -> None:
    crowd = [chunk("失业", name=f"c{n}", wordings=[f"失业登记{m}" for m in range(30)]) for n in range(3)]
    fill(case.index, [*crowd, *PASSAGES])
    assert len(case.ask("失业登记", limit=6)) == 6


def test_only_what_the_filter_allows_is_found(case: Case) -> None:
    fill(case.index, PASSAGES)
    assert set(case.ask("登记", Filter(regions=(LONGHUA,)))) == {"talent", "rate"}
    assert set(case.ask("登记", Filter(sources=(Source.POLICY_POINT,)))) == {"rate"}
    both = Filter(regions=(YUEXIU,), sources=(Source.OFFICIAL,))
    assert set(case.ask("登记", both)) == {"register", "injury"}
    assert case.ask("登记", Filter(regions=(YUEXIU,), sources=(Source.POLICY_POINT,))) == []


def test_no_more_than_the_limit_is_found(case: Case) -> None:
    fill(case.index, PASSAGES)
    assert len(case.ask("登记", limit=2)) == 2


def test_what_is_removed_is_found_no_more(case: Case) -> None:
    fill(case.index, PASSAGES)
    fill(case.index, [chunk("养老保险。", document_id="other", name="pension")])
    assert case.index.count() == 1
    assert case.ask("失业登记") == ["pension"]


def test_the_same_id_with_a_new_text_is_found_by_the_new_one(case: Case) -> None:
    fill(case.index, [chunk("失业登记。", name="c1"), chunk("工伤认定。", name="c2")])
    fill(case.index, [chunk("工伤认定。", name="c1"), chunk("失业登记。", name="c2")])
    assert case.ask("失业登记。")[0] == "c2"


def test_a_version_that_cannot_be_embedded_leaves_what_was_held(case: Case) -> None:
    fill(case.index, PASSAGES)
    case.embedder.fails = True
    with pytest.raises(Exception, match="told to fail"):
        put(case.index, readings([chunk("养老保险。", name="pension")]))
    case.embedder.fails = False
    assert case.index.count() == len(PASSAGES)
    assert case.ask("失业登记网上办理")[0] == "register"


def test_versions_are_held_beside_each_other_and_only_the_wanted_ones_found(case: Case) -> None:
    old, new = (chunk("失业登记。", document_id=f"plan-{n}", name=f"c{n}") for n in (1, 2))
    fill(case.index, [old, new])
    assert case.index.count() == 2
    assert case.ask("失业登记", Filter(versions=frozenset({("plan-1", 0)}))) == ["c1"]
    assert case.ask("失业登记", Filter(versions=frozenset({("plan-2", 0)}))) == ["c2"]
    assert case.ask("失业登记", Filter(versions=frozenset())) == []
    assert set(case.ask("失业登记")) == {"c1", "c2"}


def test_many_that_may_not_be_found_do_not_crowd_out_those_that_may(case: Case) -> None:
    crowd = [chunk("失业登记。", document_id="crowd", name=f"c{n}") for n in range(400)]
    fill(case.index, [*crowd, *PASSAGES])
    found = case.ask("失业登记", Filter(versions=frozenset({("plan", 0), ("longhua", 0)})), limit=3)
    assert set(found) == {"register", "injury", "talent"}


def test_what_is_held_is_told_with_its_stamp_and_goes_when_removed(case: Case) -> None:
    made = readings([*PASSAGES, chunk("养老保险。", document_id="other")])
    put(case.index, made)
    assert case.index.held() == {reading.key: reading.stamp for reading in made}
    case.index.remove([("other", 0), ("unknown", 1)])
    case.index.tidy()
    assert case.index.held().keys() == {reading.key for reading in readings(PASSAGES)}
    assert case.index.count() == len(PASSAGES)
    assert "c1" not in case.ask("养老保险")


def test_a_version_may_have_no_chunks(case: Case) -> None:
    case.index.put(Reading(("empty", 1), "stamp", ()))
    assert case.index.held() == {("empty", 1): "stamp"}
    assert case.ask("失业登记") == []


def test_the_same_again_doubles_nothing(case: Case) -> None:
    for _ in range(3):
        put(case.index, readings(PASSAGES))
    assert case.index.count() == len(PASSAGES)
    assert sorted(case.ask("登记", limit=50)) == sorted(["register", "talent", "rate", "injury"])


def test_chunks_are_compared_whether_they_are_held_or_not(case: Case) -> None:
    fill(case.index, PASSAGES[:1])
    question = case.embedder.embed_question("没工作了去登记几天好")
    [(first, nearest), (_, other)] = case.index.near(question, [PASSAGES[3], PASSAGES[0]])
    assert first == PASSAGES[0].id
    assert nearest == pytest.approx(1.0, abs=1e-4)
    assert other < nearest
    assert case.index.count() == 1


def test_nothing_is_found_in_an_empty_index(case: Case) -> None:
    assert case.index.count() == 0
    assert case.ask("失业登记") == []
    fill(case.index, [])
    case.index.tidy()
    assert case.index.count() == 0
    assert case.ask("失业登记") == []


def test_more_chunks_than_one_batch_are_all_there(case: Case) -> None:
    fill(case.index, [chunk(f"第{n}项", name=f"c{n}", wordings=[f"事项{n}"]) for n in range(130)])
    assert case.index.count() == 130
    assert len(case.ask("第7项", limit=50)) == 50


def test_an_index_of_another_model_is_refused(case: Case) -> None:
    fill(case.index, PASSAGES)
    case.embedder.model_id = "other-model"
    with pytest.raises(IndexMismatch):
        case.ask("失业登记")
    assert case.index.held() == {}
    fill(case.index, PASSAGES)
    assert case.ask("工伤认定")[0] == "injury"
