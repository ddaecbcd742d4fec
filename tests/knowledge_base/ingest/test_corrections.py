"""What a person put right holds for every reading of the file, and what finds no place any more is told."""

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge_base.errors import CorrectionImpossible, DateUnreadable
from knowledge_base.ingest.anchors import anchors_of, cell_anchors
from knowledge_base.ingest.blocks import Paragraph, TableBlock
from knowledge_base.ingest.corrections import Correction, Kind, correct, merged
from knowledge_base.ingest.kept_blocks import from_json, to_json
from knowledge_base.ingest.layout import Layout, assemble, lay_out
from knowledge_base.ingest.read import read_file
from knowledge_base.models import ParsedDocument, Validity

PAGE = """# 青禾区花园管理办法
## 一、登记
花园登记自受理之日起5个工作日内办结，材料不齐的一次告知。
园艺站每周整理一次花圃，居民可以随时来看。
### （一）例外
临时花坛不用登记，但要告诉所在的街道办事处。
## 二、时限
| 序号 | 事项 | 时限 |
|---|---|---|
| 1 | 花园登记 | 5天 |
| 2 | 移植备案 | 当场 |
"""


def layout(page: str = PAGE) -> Layout:
    return lay_out(read_file("plan.md", page.encode()).blocks)


def anchor(of: Layout, opening: str) -> str:
    [found] = [
        anchor
        for anchor, block in zip(anchors_of(of.body), of.body, strict=True)
        if isinstance(block, Paragraph) and block.text.startswith(opening)
    ]
    return found


def table(of: Layout) -> tuple[str, TableBlock]:
    [found] = [
        (anchor, block)
        for anchor, block in zip(anchors_of(of.body), of.body, strict=True)
        if isinstance(block, TableBlock)
    ]
    return found


def corrected(*corrections: Correction, page: str = PAGE) -> ParsedDocument:
    done = correct(layout(page), corrections)
    assert done.unapplied == ()
    return assemble(done.layout)


def tree(parsed: ParsedDocument) -> list[tuple[int, str]]:
    return [(len(section.path), section.path[-1]) for section in parsed.sections]


def text_of(parsed: ParsedDocument, name: str) -> str:
    return "\n".join(parsed.text[s.start : s.end] for s in parsed.sections if s.path[-1] == name)


def test_without_corrections_nothing_changes() -> None:
    assert tree(corrected()) == [(1, "一、登记"), (2, "（一）例外"), (1, "二、时限")]


def test_a_heading_is_put_on_another_level() -> None:
    parsed = corrected(Correction(Kind.SET_LEVEL, anchor(layout(), "（一）"), level=1))
    assert tree(parsed) == [(1, "一、登记"), (1, "（一）例外"), (1, "二、时限")]


def test_a_heading_goes_down_with_what_is_below_it() -> None:
    parsed = corrected(Correction(Kind.SET_LEVEL, anchor(layout(), "二、时限"), level=2))
    assert tree(parsed)[-1] == (2, "二、时限")
    assert parsed.sections[-1].path[0] == "一、登记"


def test_a_renamed_heading_stands_so_in_the_text() -> None:
    parsed = corrected(Correction(Kind.RENAME_SECTION, anchor(layout(), "（一）"), value="（一）不用登记的"))
    assert (2, "（一）不用登记的") in tree(parsed)
    assert "例外" not in parsed.text


def test_a_heading_becomes_text_of_the_section_above_it() -> None:
    parsed = corrected(Correction(Kind.MERGE_WITH_PREVIOUS, anchor(layout(), "（一）")))
    assert tree(parsed) == [(1, "一、登记"), (1, "二、时限")]
    assert "（一）例外\n临时花坛" in text_of(parsed, "一、登记")


def test_a_section_is_split_without_a_word_of_its_text_changed() -> None:
    split = Correction(Kind.SPLIT_AT, anchor(layout(), "园艺站"), value="日常养护", level=2)
    parsed = corrected(split)
    assert tree(parsed)[:2] == [(1, "一、登记"), (2, "日常养护")]
    assert parsed.text == corrected().text
    assert text_of(parsed, "日常养护").startswith("园艺站每周")


def test_words_that_were_misread_are_put_right() -> None:
    parsed = corrected(
        Correction(Kind.SET_TEXT, anchor(layout(), "园艺站"), value="园艺站每周整理两次花圃。")
    )
    assert "两次花圃" in text_of(parsed, "一、登记")


def test_a_cell_is_put_right_in_the_table_and_in_the_text() -> None:
    at, block = table(layout())
    cell = cell_anchors(block)[0][2]
    parsed = corrected(Correction(Kind.SET_CELL, at, cell=cell, value="7天"))
    section = parsed.sections[-1]
    assert section.table is not None
    assert section.table.rows[0] == ("1", "花园登记", "7天")
    assert parsed.text[slice(*section.row_spans[0])] == "1\u3000花园登记\u30007天"


def test_the_head_is_put_right_and_the_doubt_is_gone() -> None:
    before = layout()
    assert any("发布日期" in doubt for doubt in before.head.doubts)
    parsed = corrected(
        Correction(Kind.SET_HEAD, field="published_on", value="2030-01-05"),
        Correction(Kind.SET_HEAD, field="validity", value="in_force"),
        Correction(Kind.SET_HEAD, field="region", value="440104"),
    )
    assert parsed.head.published_on == date(2030, 1, 5)
    assert (parsed.head.validity, parsed.head.region) == (Validity.IN_FORCE, "440104")
    assert not any("发布日期" in doubt or "地区" in doubt for doubt in parsed.head.doubts)


def test_corrections_find_their_places_in_a_changed_file() -> None:
    changes = [
        Correction(Kind.SET_LEVEL, anchor(layout(), "（一）"), level=1),
        Correction(Kind.SET_TEXT, anchor(layout(), "园艺站"), value="园艺站每周整理两次花圃。"),
    ]
    later = PAGE.replace("## 一、登记\n", "## 一、登记\n本节适用于社区花园和街心花园。\n")
    assert (1, "（一）例外") in tree(corrected(*changes, page=later))


def test_what_finds_no_place_any_more_is_told() -> None:
    at, block = table(layout())
    changes: Sequence[Correction] = [
        Correction(Kind.RENAME_SECTION, anchor(layout(), "（一）"), value="（一）别的", was="（一）例外"),
        Correction(Kind.SET_CELL, at, cell=cell_anchors(block)[0][2], value="7天", was="5天"),
    ]
    later = PAGE.replace("（一）例外", "（一）免登记").replace("5天", "6天")
    assert [entry.was for entry in correct(layout(later), changes).unapplied] == ["（一）例外", "5天"]


def test_of_two_for_one_place_the_later_holds() -> None:
    at = anchor(layout(), "（一）")
    first = [Correction(Kind.SET_LEVEL, at, level=1), Correction(Kind.RENAME_SECTION, at, value="（一）甲")]
    all_of_them = merged(first, [Correction(Kind.MERGE_WITH_PREVIOUS, at)])
    assert [entry.kind for entry in all_of_them] == [Kind.RENAME_SECTION, Kind.MERGE_WITH_PREVIOUS]


def test_equal_lines_have_anchors_of_their_own() -> None:
    blocks = [Paragraph("办理条件"), Paragraph("办理条件"), Paragraph("办理 条件")]
    assert len(set(anchors_of(blocks))) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        Correction(Kind.SET_HEAD, field="doubts", value="x"),
        Correction(Kind.SET_HEAD, field="region", value="999999"),
        Correction(Kind.SET_HEAD, field="validity", value="maybe"),
    ],
)
def test_a_head_takes_only_what_can_stand_there(wrong: Correction) -> None:
    with pytest.raises(CorrectionImpossible):
        correct(layout(), [wrong])


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(DateUnreadable):
        correct(layout(), [Correction(Kind.SET_HEAD, field="signed_on", value="2030-02-30")])


@pytest.mark.parametrize(
    ("kind", "value", "level"), [(Kind.SET_TEXT, " ", 0), (Kind.SPLIT_AT, "", 1), (Kind.SET_LEVEL, "", 0)]
)
def test_no_words_and_no_level_are_refused(kind: Kind, value: str, level: int) -> None:
    with pytest.raises(CorrectionImpossible):
        correct(layout(), [Correction(kind, anchor(layout(), "（一）"), value=value, level=level)])


def test_blocks_are_kept_as_they_are() -> None:
    blocks = read_file("plan.md", PAGE.encode()).blocks
    assert tuple(from_json(to_json(blocks))) == blocks
