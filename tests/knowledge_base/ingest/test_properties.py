"""Whatever the text: offsets slice it, and no word of a section is lost on the way to the chunks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_base.errors import DocumentRefused, TableBroken
from knowledge_base.ingest.blocks import Block, Paragraph, TableBlock
from knowledge_base.ingest.flattened_tables import rebuild
from knowledge_base.ingest.read import parse_blocks
from knowledge_base.ingest.sentences import passages
from knowledge_base.ingest.split import split

OPENINGS = ["", "", "", "——", "第一章 ", "第二节 ", "一、", "(二)", "1.", "2.", "专栏1 ", "注:", "①", "序号"]
WORDS = st.text(alphabet="花园种子登记。。,;:()“”12年%到", min_size=1, max_size=260)
LINES = st.builds(
    lambda opening, words, indented: Paragraph((opening + words).strip(), indented=indented),
    st.sampled_from(OPENINGS),
    WORDS,
    st.booleans(),
)
DOCUMENTS = st.lists(LINES, min_size=1, max_size=25)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None, database=None)
def test_offsets_slice_and_nothing_is_lost(blocks: list[Block]) -> None:
    try:
        parsed = parse_blocks(blocks)
    except DocumentRefused:
        return
    end = 0
    for section in parsed.sections:
        assert end <= section.start <= section.end <= len(parsed.text) or section.start == section.end
        end = max(end, section.end)
    chunks = split(parsed, document_id="d", version=1, region="440104")
    covered: set[int] = set()
    for chunk in chunks:
        assert chunk.quote == parsed.text[chunk.start : chunk.end]
        assert chunk.is_table_row or chunk.text == chunk.quote
        covered.update(range(chunk.start, chunk.end))
    prose = [section for section in parsed.sections if section.table is None]
    for section in prose:
        lost = [i for i in range(section.start, section.end) if i not in covered and parsed.text[i] != "\n"]
        assert not lost


@given(st.text(alphabet="花园。;:”)种\n", max_size=900))
@settings(max_examples=200, deadline=None, database=None)
def test_passages_cover_a_paragraph_without_a_gap(text: str) -> None:
    assert "".join(text[start:end] for start, end in passages(text)) == text


HEADER = ["序号", "指标", "单位", "2020年基数", "2025年目标", "属性"]
FIGURES = st.integers(20, 900).map(str)
ROWS = st.tuples(
    st.text(alphabet="花园苗圃种子老树河岸", min_size=3, max_size=8),
    st.sampled_from(["座", "%", "万人", "人次"]),
    st.one_of(FIGURES, st.just("——")),
    st.one_of(FIGURES, FIGURES.map("累计{}".format), FIGURES.map("<{}".format)),
    st.sampled_from(["约束性", "预期性"]),
)


@given(st.lists(ROWS, min_size=6, max_size=12), st.data())
@settings(max_examples=300, deadline=None, database=None)
def test_a_value_never_stands_under_another_header(rows: list[tuple[str, ...]], data: st.DataObject) -> None:
    broken = data.draw(st.integers(0, len(rows) - 1))
    gone = data.draw(st.sets(st.integers(1, 4), min_size=1, max_size=2))
    cells = ["专栏1 指标", *HEADER]
    for index, row in enumerate(rows):
        kept = [cell for column, cell in enumerate(row) if index != broken or column not in gone]
        cells += [str(index + 1), *kept]
    try:
        found = rebuild([Paragraph(cell) for cell in cells])
    except TableBroken:
        return
    [table] = [block.table for block in found if isinstance(block, TableBlock)]
    for index, row in enumerate(rows):
        expected = [cell if index != broken or column not in gone else "" for column, cell in enumerate(row)]
        assert table.rows[index][1:] == tuple(expected)
