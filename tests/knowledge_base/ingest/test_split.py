"""Chunks: what retrieval finds, each a slice of the stored text."""

from datetime import date

import pytest

from knowledge_base.ingest.split import split
from knowledge_base.models import RECORD_PATH, Chunk, ParsedDocument, PointKind, Source
from tests.knowledge_base.ingest.samples import PAGE, lines, read_text

SENTENCE = "园艺站每周整理一次花圃,居民可以随时来看,也可以带着孩子来认花草和种子。"


def chunks_of(parsed: ParsedDocument) -> list[Chunk]:
    """The chunks of the text, without those for the document itself."""
    chunks = split(parsed, document_id="qinghe", version=3, region="440104")
    return [chunk for chunk in chunks if chunk.path != RECORD_PATH]


def texts_of(*parts: str) -> list[str]:
    return [chunk.text for chunk in chunks_of(read_text(lines(*parts)))]


@pytest.fixture(scope="module")
def page() -> list[Chunk]:
    return chunks_of(read_text(PAGE))


def find(chunks: list[Chunk], words: str) -> Chunk:
    [found] = [chunk for chunk in chunks if words in chunk.text]
    return found


def test_ids_count_up_and_carry_document_and_version(page: list[Chunk]) -> None:
    assert [chunk.id for chunk in page[:2]] == ["qinghe:3:0001", "qinghe:3:0002"]
    assert len({chunk.id for chunk in page}) == len(page)
    assert {(chunk.source, chunk.region, chunk.version) for chunk in page} == {(Source.OFFICIAL, "440104", 3)}


def test_a_table_row_is_indexed_with_its_header_and_quoted_as_it_stands(page: list[Chunk]) -> None:
    row = find(page, "用水报装; ")
    assert row.text == "事项名称: 用水报装; 提速后办结时限: 7个工作日"
    assert row.quote == "2\u3000用水报装\u30007个工作日"
    assert (row.subject, row.kind, row.is_table_row) == ("用水报装", PointKind.LIMIT, True)


def test_indicators_are_targets_and_packages_are_lists(page: list[Chunk]) -> None:
    indicator = find(page, "花园开放率")
    assert (indicator.subject, indicator.kind) == ("花园开放率(%)", PointKind.TARGET)
    assert indicator.text.startswith("指标: 花园开放率(%); “十三五”水平值: 81.5(2020年)")
    assert find(page, "花园转让给邻居").kind == PointKind.LIST


def test_an_empty_cell_is_left_out() -> None:
    cells = [
        "专栏1 指标",
        "序号",
        "指标",
        "单位",
        "目标",
        "1",
        "花园",
        "座",
        "45",
        "2",
        "苗圃",
        "座",
        "12",
        "3",
        "花展",
        "60",
    ]
    assert texts_of(*cells)[-1] == "指标: 花展; 目标: 60"


def test_a_note_of_a_table_can_be_found_too(page: list[Chunk]) -> None:
    assert find(page, "五年累计数").quote == "注:[ ]表示五年累计数。"


def test_subject_is_the_topic_sentence(page: list[Chunk]) -> None:
    chunk = find(page, "只交一张表")
    assert (chunk.subject, chunk.kind) == ("简化登记材料", PointKind.MEASURE)
    assert chunk.text.startswith("——简化登记材料。")
    assert chunk.path[-1] == "简化登记材料"


def test_history_is_a_record_and_a_year_ahead_is_a_target(page: list[Chunk]) -> None:
    assert find(page, "登记园丁共有812人").kind == PointKind.RECORD
    parsed = read_text(
        f"青禾区花园发展“十四五”规划\n一、目标\n(一)登记\n到2025年,花园登记率达到95%。{SENTENCE}"
    )
    [chunk] = chunks_of(parsed)
    assert (chunk.kind, chunk.period_to) == (PointKind.TARGET, None)


def test_a_target_beyond_the_period_has_its_own_last_day() -> None:
    parsed = read_text(f"青禾区花园发展“十四五”规划\n一、目标\n展望2035年,花园遍布全区。{SENTENCE}")
    assert chunks_of(parsed)[0].period_to == date(2035, 12, 31)


def test_a_document_that_is_no_plan_states_no_measures() -> None:
    parsed = read_text(f"青禾区花园管理办法\n第一章 总则\n第一节 登记\n{SENTENCE}")
    assert [chunk.kind for chunk in chunks_of(parsed)] == [None]


def test_sentences_are_gathered_within_a_paragraph_only() -> None:
    long = SENTENCE * 9
    texts = texts_of("一、登记", long, SENTENCE)
    assert "".join(texts[:-1]) == long
    assert texts[-1] == SENTENCE
    assert all(60 <= len(text) <= 200 for text in texts[:-1])


def test_a_short_topic_stays_with_what_follows() -> None:
    long = "园艺站" + "整理花圃和苗圃," * 25 + "天天如此。"
    assert texts_of("一、登记", f"——推进整理。{long}") == [f"——推进整理。{long}"]


def test_a_long_sentence_is_cut_at_its_semicolons() -> None:
    clause = "居民可以到园艺站领取花种和花盆并请园丁上门指导种花养花的方法;"
    texts = texts_of("一、登记", clause * 9)
    assert len(texts) > 1
    assert all(text.endswith(";") for text in texts)


def test_a_list_after_a_colon_stays_whole() -> None:
    items = [f"({n}){SENTENCE[:-1]};" for n in range(1, 6)]
    assert len(texts_of("一、登记", "居民可以申请下面几种花种:" + "".join(items))) == 1
    assert len(texts_of("一、登记", "居民可以申请下面几种花种:", *items)) == 1


def test_a_list_that_is_too_long_is_cut_between_its_lines() -> None:
    items = [f"({n}){SENTENCE[:-1]};" for n in range(1, 20)]
    texts = texts_of("一、登记", "居民可以申请下面几种花种:", *items)
    assert "\n".join(texts) == "\n".join(["居民可以申请下面几种花种:", *items])
    assert all(len(text) <= 400 for text in texts)


def test_lines_that_only_repeat_the_head_are_not_found(page: list[Chunk]) -> None:
    assert not [chunk for chunk in page if chunk.text.startswith(("各镇", "2022年", "青府办"))]
