"""Pages that are pictures: read where something reads them, and never passed over in silence."""

import io
from importlib.util import find_spec

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from knowledge_base.adapters.rapid_ocr import scan_reader
from knowledge_base.errors import TextMissing
from knowledge_base.ingest.read import read_document
from knowledge_base.ports import ScannedLine
from tests.knowledge_base.ingest.test_parse_pdf import LEFT, make_pdf

LINES = (
    "青禾区花园管理办法",
    "第一章 总则",
    "本办法适用于青禾区内的社区花园，由区园艺站负责登记。",
)


class FakeScanReader:
    """Reads the same lines off every picture, the last one without being sure."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def read(self, picture: NDArray[np.uint8]) -> list[ScannedLine]:
        self.shapes.append(picture.shape)
        last = len(LINES) - 1
        return [
            ScannedLine(
                line, 200, 200 + 40 * len(line), 400 + 100 * n, 440 + 100 * n, 0.6 if n == last else 0.99
            )
            for n, line in enumerate(LINES)
        ]


def scan() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (827, 1169), "white").save(buffer, "PDF", resolution=100)
    return buffer.getvalue()


def with_text_in_front() -> bytes:
    writer = PdfWriter()

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "青禾区花园管理办法")  # type: ignore[no-untyped-call]
        canvas.drawString(LEFT, 660, "花园登记自受理之日起五个工作日内办结。")  # type: ignore[no-untyped-call]

    for content in (make_pdf([draw]), scan()):
        writer.append(PdfReader(io.BytesIO(content)))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_a_scan_says_that_it_has_no_text() -> None:
    with pytest.raises(TextMissing) as refused:
        read_document("plan.pdf", scan())
    assert "扫描件" in refused.value.message


def test_a_scan_is_read_and_marked_for_checking() -> None:
    reader = FakeScanReader()
    parsed = read_document("plan.pdf", scan(), scans=reader)
    assert parsed.head.title == LINES[0]
    assert parsed.sections[0].path == (LINES[1],)
    assert "第 1 页" in parsed.head.doubts[0]
    assert "需核对" in parsed.head.doubts[0]
    assert LINES[2] in parsed.head.doubts[1]
    assert [(shape[0], shape[2]) for shape in reader.shapes] == [(2338, 3)]


def test_a_page_that_nobody_could_read_is_named() -> None:
    parsed = read_document("plan.pdf", with_text_in_front())
    assert "第 2 页" in parsed.head.doubts[0]


def test_without_its_libraries_nothing_reads_scans() -> None:
    assert (scan_reader() is None) == (find_spec("rapidocr") is None)
