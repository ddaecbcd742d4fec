"""Word documents: heading styles and tables with merged cells."""

import io

import docx
from docx.document import Document
from docx.shared import Pt

from knowledge_base.ingest.read import read_document
from knowledge_base.models import ParsedDocument
from tests.knowledge_base.ingest.samples import at, paths, rows_of, table_of

REST = "园艺站每周整理一次花圃,居民可以随时来看。"


def new_document() -> Document:
    document = docx.Document()
    document.add_paragraph("青禾区花园管理办法", style="Title")
    return document


def read_docx(document: Document) -> ParsedDocument:
    buffer = io.BytesIO()
    document.save(buffer)
    return read_document("plan.docx", buffer.getvalue())


def fill(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, values in zip(table.rows, rows, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value


def test_heading_styles_make_the_tree() -> None:
    document = new_document()
    document.add_heading("登记", level=2)
    document.add_paragraph(REST)
    document.add_heading("例外", level=3)
    document.add_paragraph(REST)
    assert paths(read_docx(document)) == [("登记",), ("登记", "例外")]


def test_shapes_are_known_without_styles() -> None:
    document = new_document()
    for line in ("第一章 总则", "第一节 目标", f"推进花园常态化开放。{REST}"):
        document.add_paragraph(line).paragraph_format.first_line_indent = Pt(24)
    assert paths(read_docx(document))[-1] == ("第一章 总则", "第一节 目标", "推进花园常态化开放")


def test_merged_cells_reach_over_their_rows_and_columns() -> None:
    document = new_document()
    document.add_paragraph("一、时限")
    rows = [
        ["类别", "事项", "线上", "窗口"],
        ["登记", "花园登记", "3天", "5天"],
        ["", "苗圃登记", "7天", ""],
        ["备案", "移植备案", "2天", "当场"],
    ]
    fill(document, rows)
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(2, 2).merge(table.cell(2, 3))
    section = table_of(read_docx(document))
    assert rows_of(section) == (
        ("登记", "花园登记", "3天", "5天"),
        ("登记", "苗圃登记", "7天", "7天"),
        ("备案", "移植备案", "2天", "当场"),
    )


def test_a_title_row_over_all_columns_is_the_name_of_the_box() -> None:
    document = new_document()
    fill(document, [["专栏1 花园清单", "", ""], ["序号", "花园", "地址"], ["1", "东园", "河边"]])
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(0, 2))
    assert rows_of(at(read_docx(document), "专栏1 花园清单")) == (("1", "东园", "河边"),)


def test_items_in_one_cell_stay_together() -> None:
    document = new_document()
    fill(document, [["场景", "事项"], ["新建", "①花园登记\n②用水报装"], ["停用", "①注销登记"]])
    assert rows_of(table_of(read_docx(document)))[0] == ("新建", "①花园登记 ②用水报装")
