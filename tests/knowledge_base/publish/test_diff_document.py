"""The Word file of a comparison: figures first and in red, everything also in words."""

import io

import docx
from docx.document import Document

from knowledge_base.publish.diff import Reading, differ
from knowledge_base.publish.diff_document import diff_document
from tests.knowledge_base.publish.test_diff import PLAN, TABLE, read


def written(old: Reading, new: Reading) -> Document:
    content = diff_document(differ(old, new), title="花园发展规划", old=1, new=2)
    return docx.Document(io.BytesIO(content))


def test_changed_figures_stand_in_a_table_in_front() -> None:
    document = written(read(TABLE), read(TABLE.replace("| 12 |", "| 14 |")))
    [table] = document.tables
    assert [cell.text for cell in table.rows[1].cells][1:] == ["“花园数量(座)”行，“2025年”列", "12", "14"]
    [run] = table.rows[1].cells[3].paragraphs[0].runs
    assert str(run.font.color.rgb) == "C00000"


def test_both_wordings_stand_in_one_line() -> None:
    document = written(
        read(PLAN), read(PLAN.replace("5个工作日", "3个工作日").replace("材料不齐", "手续不全"))
    )
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert "材料" in "".join(run.text for run in runs if run.font.strike)
    assert "手续" in "".join(run.text for run in runs if run.font.underline)
    told = [run.text for run in runs if run.font.color and str(run.font.color.rgb) == "C00000"]
    assert told == ["〔原〕5个工作日", "〔现〕3个工作日"]


def test_a_section_says_what_happened_to_it() -> None:
    document = written(
        read(PLAN), read(PLAN.replace("### （二）养护", "### （二）开放\n花园每天开放。\n### （三）养护"))
    )
    headings = [p.text for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading 2")]
    assert headings == ["【新增】二、主要任务 › （二）开放"]


def test_no_change_is_said() -> None:
    document = written(read(PLAN), read(PLAN))
    assert document.paragraphs[-1].text == "两版文字一致，没有改动。"
