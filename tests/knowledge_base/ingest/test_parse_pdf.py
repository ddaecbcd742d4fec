"""PDF files: lines become paragraphs again, running heads go, tables stay tables."""

# mypy: disable-error-code="no-untyped-call"
import io
from collections.abc import Callable, Sequence

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from knowledge_base.ingest.read import read_document
from knowledge_base.models import ParsedDocument
from tests.knowledge_base.ingest.samples import paths, rows_of, table_of

FONT = "STSong-Light"
SIZE = 12
CHARACTERS = 36  # a full line
LEFT = 80
TOP = A4[1] - 120

LONG = (
    "园艺站每周整理一次花圃,居民可以随时来看,也可以带着孩子来认花草;外地来的务工人员凭身份证一样可以参加,"
    "不收任何费用,花种和工具都由园艺站准备,参加的人只要穿一双不怕泥的鞋子,带上一顶遮太阳的帽子就行。"
)

Page = Callable[[Canvas], None]


def make_pdf(pages: Sequence[Page]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for number, draw in enumerate(pages, start=1):
        canvas.setFont(FONT, SIZE)
        canvas.drawString(LEFT, A4[1] - 40, "青禾区园艺站资料")
        canvas.drawString(A4[0] / 2, 30, f"— {number} —")
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def wrapped(paragraph: str) -> list[str]:
    """A paragraph as lines of full width, the first with an indent of two characters."""
    first, rest = paragraph[: CHARACTERS - 2], paragraph[CHARACTERS - 2 :]
    return ["  " + first, *(rest[i : i + CHARACTERS] for i in range(0, len(rest), CHARACTERS))]


def text_page(paragraphs: Sequence[str]) -> Page:
    def draw(canvas: Canvas) -> None:
        height = TOP
        for paragraph in paragraphs:
            for line in wrapped(paragraph) if len(paragraph) > CHARACTERS else [paragraph]:
                indent = 2 * SIZE if line.startswith("  ") else 0
                canvas.drawString(LEFT + indent, height, line.strip())
                height -= 20

    return draw


def table_page(rows: list[list[str]], *spans: tuple[str, tuple[int, int], tuple[int, int]]) -> Page:
    def draw(canvas: Canvas) -> None:
        table = Table(rows, colWidths=[90] * len(rows[0]), rowHeights=24)
        style = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("FONT", (0, 0), (-1, -1), FONT, SIZE), *spans]
        table.setStyle(TableStyle(style))
        _, height = table.wrapOn(canvas, 400, 600)
        table.drawOn(canvas, LEFT, TOP - height)

    return draw


def read_pdf(*pages: Page) -> ParsedDocument:
    return read_document("plan.pdf", make_pdf(pages))


def test_lines_are_put_together_into_paragraphs_across_pages() -> None:
    parsed = read_pdf(
        text_page(["青禾区花园管理办法", "一、登记", LONG[:70]]), text_page([LONG[70:], "二、发放", LONG])
    )
    assert paths(parsed) == [("一、登记",), ("二、发放",)]
    assert parsed.text.endswith(LONG)


def test_running_heads_and_page_numbers_are_dropped() -> None:
    parsed = read_pdf(text_page(["青禾区花园管理办法", "一、登记", LONG]), text_page(["二、发放", LONG]))
    assert "园艺站资料" not in parsed.text
    assert "—" not in parsed.text
    assert parsed.text.split("\n") == ["青禾区花园管理办法", "一、登记", LONG, "二、发放", LONG]


def test_merged_cells_reach_over_their_rows() -> None:
    rows = [
        ["类别", "事项", "时限"],
        ["登记", "花园登记", "3天"],
        ["", "苗圃登记", "5天"],
        ["备案", "移植", "当场"],
    ]
    parsed = read_pdf(text_page(["青禾区花园管理办法", LONG]), table_page(rows, ("SPAN", (0, 1), (0, 2))))
    assert rows_of(table_of(parsed)) == (
        ("登记", "花园登记", "3天"),
        ("登记", "苗圃登记", "5天"),
        ("备案", "移植", "当场"),
    )


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    header = ["事项", "时限"]
    parsed = read_pdf(
        text_page(["青禾区花园管理办法", LONG]),
        table_page([header, ["花园登记", "3天"], ["苗圃登记", "5天"]]),
        table_page([header, ["移植备案", "7天"]]),
    )
    section = table_of(parsed)
    assert [row[0] for row in rows_of(section)] == ["花园登记", "苗圃登记", "移植备案"]
    assert [parsed.text[a:b] for a, b in section.row_spans][2] == "移植备案\u30007天"
