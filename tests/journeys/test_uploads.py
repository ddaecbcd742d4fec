"""What is sent and must not be kept: refused in plain words, and nothing of it is there afterwards."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.actions.backoffice.files import samples
from tests.journeys.conftest import Citizen, Stack

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1200)]

MEGABYTE = 1_000_000
BIG_MEGABYTES = 200


def _archive() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("工资条.txt", "2026年3月")
    return written.getvalue()


def _word_bomb() -> bytes:
    """30 MB of nothing, packed into a few kilobytes, ten times."""
    return samples.word({f"word/media/image{number}.xml": bytes(30 * MEGABYTE) for number in range(10)})


@pytest.mark.parametrize(
    ("name", "content", "why", "way"),
    [
        ("工资表.exe", b"MZ\x90\x00" + bytes(2000), "这种文件收不了", "照片"),
        ("语音.mp3", b"ID3\x03\x00" + bytes(2000), "录音和录像现在收不了", "写成文字"),
        ("合同.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "旧版 Office", ".docx"),
        ("全部.zip", _archive(), "压缩包和表格收不了", "解压"),
        ("工资条.jpg", samples.EICAR, "病毒", "换一个文件"),
        ("工资条.txt", samples.EICAR, "病毒", "换一个文件"),
        ("工资條.png", samples.picture_bomb(), "太大", "截屏"),
        ("合同.docx", _word_bomb(), "太大", "PDF"),
        ("空.pdf", b"", "空的", "换一个文件"),
    ],
    ids=[
        "program",
        "recording",
        "old-word",
        "archive",
        "virus-as-picture",
        "virus",
        "bomb",
        "packed",
        "empty",
    ],
)
def test_what_cannot_be_kept_is_refused_with_why_and_what_to_do(
    stack: Stack, *, name: str, content: bytes, why: str, way: str
) -> None:
    citizen = Citizen.arrive(stack)
    refused = citizen.send_file(name, content)
    assert refused.is_client_error, refused.text
    told = refused.json()["error"]["message"]
    assert why in told
    assert way in told
    assert citizen.files() == []


def test_two_hundred_megabytes_are_refused_before_they_are_read(stack: Stack) -> None:
    citizen = Citizen.arrive(stack)
    refused = citizen.send_file("全部照片.pdf", bytes(BIG_MEGABYTES * MEGABYTE))
    assert refused.status_code == 413
    assert "MB，收不了" in refused.json()["error"]["message"]
    assert citizen.files() == []


def test_two_hundred_megabytes_that_do_not_say_so_are_cut_off(stack: Stack) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        while sent < BIG_MEGABYTES:
            sent += 1
            yield bytes(MEGABYTE)

    citizen = Citizen.arrive(stack)
    refused = citizen.send_file("全部照片.pdf", chunks())
    assert refused.status_code == 413
    assert "MB，收不了" in refused.json()["error"]["message"]
    assert citizen.files() == []


def test_one_that_is_fine_is_kept_without_its_place_and_given_to_nobody_else(stack: Stack) -> None:
    citizen, other = Citizen.arrive(stack), Citizen.arrive(stack)
    kept = citizen.send_file("工資條.jpg", samples.photograph())
    assert kept.status_code == 201, kept.text
    assert [one["name"] for one in citizen.files()] == ["工資條.jpg"]
    own = citizen.ask("GET", f"files/{kept.json()['id']}")
    assert own.status_code == 200
    assert samples.CAMERA.encode() not in own.content
    assert other.ask("GET", f"files/{kept.json()['id']}").status_code == 404
