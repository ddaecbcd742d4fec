"""A ZIP gives its documents, within limits."""

import io
import zipfile

import pytest

from knowledge_base.errors import FileTooLarge, PackageRefused
from knowledge_base.ingest import zip as package
from knowledge_base.ingest.zip import is_zip, unpack


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_documents_are_taken_and_others_named() -> None:
    found = unpack(
        "a.zip",
        packed({"甲/规划.txt": b"one", "乙.DOCX": b"two", "图.png": b"x", "__MACOSX/._规划.txt": b"x"}),
    )
    assert found.files == (("规划.txt", b"one"), ("乙.DOCX", b"two"))
    assert found.left_out == ("图.png",)


def test_names_in_gbk_are_read() -> None:
    archive = bytearray(packed({"aaaa.txt": b"one"}))
    name = "规划".encode("gb18030")
    assert unpack("a.zip", bytes(archive.replace(b"aaaa", name))).files == (("规划.txt", b"one"),)


def test_a_file_that_leads_out_of_the_archive_is_only_a_name() -> None:
    assert unpack("a.zip", packed({"../../etc/plan.txt": b"one"})).files == (("plan.txt", b"one"),)


def test_what_is_packed_too_tightly_is_refused() -> None:
    with pytest.raises(PackageRefused):
        unpack("a.zip", packed({"plan.txt": b"0" * 5_000_000}))


def test_too_many_documents_are_refused() -> None:
    with pytest.raises(PackageRefused):
        unpack("a.zip", packed({f"{n}.txt": b"one" for n in range(package.MOST_DOCUMENTS + 1)}))


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(FileTooLarge):
        unpack("a.zip", packed({f"{n}.png": b"" for n in range(package.MOST_ENTRIES + 1)}))


def test_a_broken_archive_is_refused() -> None:
    with pytest.raises(PackageRefused):
        unpack("a.zip", packed({"plan.txt": b"one"})[:40])


def test_a_locked_archive_is_refused() -> None:
    locked = bytearray(packed({"plan.txt": b"one"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = locked.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        locked[at] |= 1
    with pytest.raises(PackageRefused):
        unpack("a.zip", bytes(locked))


def test_a_word_file_is_no_archive_to_unpack() -> None:
    assert not is_zip("plan.docx", b"PK\x03\x04")
    assert is_zip("plans.ZIP", b"PK\x03\x04")
