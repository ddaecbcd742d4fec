"""A file that cannot be taken in is refused with the error that says why, in the reader's words."""

# mypy: disable-error-code="no-untyped-call"
import io
import zipfile

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from knowledge_base.errors import (
    ContentMismatch,
    DocumentRefused,
    FileTooLarge,
    FormatUnknown,
    TableBroken,
    TextMissing,
)
from knowledge_base.ingest.read import LARGEST_FILE_BYTES, LARGEST_UNPACKED_BYTES, read_document

TEXT = "青禾区花园管理办法。园艺站每周整理一次花圃,居民可以随时来看。".encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4


def zip_of(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "/").replace("_types_", "[Content_Types].xml"), content)
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.rect(50, 50, 300, 500, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def empty_docx() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("plan.exe", TEXT, FormatUnknown),
        ("plan.doc", TEXT, FormatUnknown),
        ("plan", TEXT, FormatUnknown),
        ("plan.pdf", TEXT, ContentMismatch),
        ("plan.pdf", b"%PDF-1.7\nnothing of the kind", ContentMismatch),
        ("plan.docx", TEXT, ContentMismatch),
        ("plan.docx", scanned_pdf(), ContentMismatch),
        ("plan.docx", b"\xd0\xcf\x11\xe0" + bytes(600), ContentMismatch),
        ("plan.docx", zip_of(readme=b"hello"), ContentMismatch),
        ("plan.docx", zip_of(_types_=b"<x/>", word__document=b"<x/>"), ContentMismatch),
        ("plan.html", PNG, ContentMismatch),
        ("plan.html", TEXT, ContentMismatch),
        ("plan.txt", PNG, ContentMismatch),
        ("plan.txt", scanned_pdf(), ContentMismatch),
        ("plan.txt", b"<!DOCTYPE html><html><body>x</body></html>", ContentMismatch),
        ("plan.md", bytes(range(256)), ContentMismatch),
        ("plan.txt", b"", TextMissing),
        ("plan.txt", b"\n \n", TextMissing),
        (
            "plan.html",
            b"<html><body><script>var a = 'no text at all, but a script';</script></body></html>",
            TextMissing,
        ),
        ("plan.pdf", scanned_pdf(), TextMissing),
        ("plan.docx", empty_docx(), TextMissing),
        ("plan.txt", b"x" * (LARGEST_FILE_BYTES + 1), FileTooLarge),
    ],
)
def test_a_bad_file_is_refused(name: str, content: bytes, error: type[DocumentRefused]) -> None:
    with pytest.raises(error) as refused:
        read_document(name, content)
    assert refused.value.message.endswith("。")


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
        with archive.open("word/media/bomb.bin", "w") as entry:
            for _ in range(LARGEST_UNPACKED_BYTES // 2**20 + 1):
                entry.write(bytes(2**20))
    assert len(buffer.getvalue()) < 2**20
    with pytest.raises(FileTooLarge):
        read_document("plan.docx", buffer.getvalue())


def test_a_docx_with_a_broken_part_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "not xml")
        archive.writestr("word/document.xml", "not xml either")
    with pytest.raises(ContentMismatch):
        read_document("plan.docx", buffer.getvalue())


def test_a_table_with_missing_cells_names_table_and_row() -> None:
    cells = [
        "专栏1 花园指标",
        "序号",
        "指标",
        "基数",
        "目标",
        "1",
        "花园",
        "30",
        "45",
        "2",
        "苗圃",
        "8",
        "12",
        "3",
        "老树",
        "60",
    ]
    with pytest.raises(TableBroken) as refused:
        read_document("plan.txt", "\n".join(["青禾区花园发展规划", *cells]).encode())
    assert "专栏1 花园指标" in refused.value.message
    assert "3 老树" in refused.value.message
