"""What of a chunk is searched, by words and by meaning."""

from dataclasses import replace

from knowledge_base.adapters.indexed_text import phrasings_of, words_of
from knowledge_base.models import Source
from knowledge_base.tokens import tokens
from tests.knowledge_base.samples import chunk

FIRST, SECOND = "灯笼登记在街道窗口当场办好。", "船坞登记在网上3个工作日办好。"


def test_a_policy_point_is_found_by_its_text_and_its_wordings() -> None:
    point = chunk(FIRST + SECOND, source=Source.POLICY_POINT, wordings=["灯笼登记要多久", "灯笼去哪登记"])
    assert phrasings_of(point) == [FIRST + SECOND, "灯笼登记要多久", "灯笼去哪登记"]
    assert words_of(point) == tokens("\n".join([FIRST + SECOND, "灯笼登记要多久", "灯笼去哪登记"]))


def test_an_official_passage_is_found_by_its_heading_too_and_by_each_sentence() -> None:
    passage = replace(chunk(FIRST + SECOND), path=("第一章", "便民服务"))
    assert phrasings_of(passage) == [f"便民服务。{FIRST}{SECOND}", FIRST, SECOND]
    assert "便民" in words_of(passage)
    assert "第一章" not in "".join(words_of(passage))


def test_a_passage_of_one_sentence_is_found_once() -> None:
    assert phrasings_of(replace(chunk(FIRST), path=("便民服务",))) == [f"便民服务。{FIRST}"]


def test_a_sentence_too_short_to_say_something_does_not_stand_for_its_passage() -> None:
    passage = replace(chunk("此外。" + FIRST + "详见附件。"), path=("便民服务",))
    assert phrasings_of(passage)[1:] == [FIRST]


def test_without_a_heading_the_text_stands_alone() -> None:
    passage = replace(chunk(FIRST), path=())
    assert phrasings_of(passage) == [FIRST]
    assert words_of(passage) == tokens(FIRST)


def test_the_wordings_of_an_official_passage_count_too() -> None:
    passage = replace(chunk("文件是否有效", wordings=["这份规划还有效吗"]), path=("文件信息",))
    assert phrasings_of(passage) == ["文件信息。文件是否有效", "这份规划还有效吗"]


def test_nothing_stands_for_a_chunk_twice() -> None:
    point = chunk(FIRST, source=Source.POLICY_POINT, wordings=[FIRST, "灯笼登记要多久", "灯笼登记要多久"])
    assert phrasings_of(point) == [FIRST, "灯笼登记要多久"]
    repeated = replace(chunk(FIRST + FIRST), path=())
    assert phrasings_of(repeated) == [FIRST + FIRST, FIRST]
