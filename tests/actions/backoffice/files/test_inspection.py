"""What is kept of a file, and what is refused: by its content, whatever it is called."""

from io import BytesIO

import pytest
from PIL import Image

from actions.backoffice.files import pictures, word
from actions.backoffice.files.inspection import Checked, inspect
from actions.backoffice.files.kinds import Kind
from actions.backoffice.files.refusal import Reason, Refused
from tests.actions.backoffice.files import samples

MOST_BYTES = samples.MOST_BYTES


def kept(content: bytes, *, most_bytes: int = MOST_BYTES) -> Checked:
    return inspect(content, most_bytes=most_bytes)


def refused(content: bytes, *, most_bytes: int = MOST_BYTES) -> Reason:
    with pytest.raises(Refused) as refusal:
        inspect(content, most_bytes=most_bytes)
    return refusal.value.reason


def opened(checked: Checked) -> Image.Image:
    return Image.open(BytesIO(checked.content))


@pytest.mark.parametrize(("format_", "kind"), [("JPEG", Kind.JPEG), ("PNG", Kind.PNG), ("WEBP", Kind.WEBP)])
def test_of_a_photograph_the_pixels_are_kept_and_the_place_is_gone(format_: str, kind: Kind) -> None:
    sent = samples.photograph(format_)
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)
    checked = kept(sent)
    picture = opened(checked)
    assert (checked.kind, picture.size) == (kind, (64, 48))
    assert dict(picture.getexif()) == {}
    assert b"Exif" not in checked.content
    assert samples.CAMERA.encode() not in checked.content


def test_a_heic_photograph_is_kept_as_jpeg_without_its_place() -> None:
    checked = kept(samples.HEIC)
    picture = opened(checked)
    assert (checked.kind, picture.format, picture.size) == (Kind.JPEG, "JPEG", (64, 48))
    assert dict(picture.getexif()) == {}
    red, green, blue = picture.convert("RGB").getpixel((32, 24))  # type: ignore[misc]
    assert red > 150 > green
    assert blue < 100


def test_a_photograph_taken_sideways_is_kept_upright() -> None:
    assert opened(kept(samples.photograph(orientation=6))).size == (48, 64)


def test_comments_profiles_and_descriptions_in_a_picture_are_gone() -> None:
    secret = b"GPSLatitude 23.13"
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(
        written, "JPEG", comment=secret, icc_profile=secret, xmp=secret, exif=samples.exif()
    )
    assert secret in written.getvalue()
    assert secret not in kept(written.getvalue()).content


def test_what_stands_behind_a_picture_is_gone() -> None:
    sent = samples.photograph() + samples.word() + b"<script>alert(1)</script>"
    checked = kept(sent)
    assert checked.kind is Kind.JPEG
    assert b"PK\x03\x04" not in checked.content
    assert b"script" not in checked.content


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA"])
def test_pictures_of_all_usual_modes_are_kept(mode: str) -> None:
    written = BytesIO()
    Image.new(mode, (8, 8)).save(written, "PNG")
    assert opened(kept(written.getvalue())).size == (8, 8)


def test_a_picture_that_would_grow_is_kept_with_less_quality() -> None:
    written = BytesIO()
    Image.effect_noise((400, 400), 80).save(written, "JPEG", quality=70)
    sent = written.getvalue()
    assert len(kept(sent, most_bytes=len(sent) + 2000).content) <= len(sent) + 2000


def test_a_picture_bomb_is_refused_before_it_is_unpacked() -> None:
    """Its pixels cannot be read: whoever tries finds it broken."""
    assert refused(samples.picture_bomb()) is Reason.PICTURE_TOO_LARGE


def test_the_limit_of_pixels_holds_below_that_of_the_library() -> None:
    size = (8000, pictures.MOST_PIXELS // 8000 + 1)
    written = BytesIO()
    Image.new("1", size).save(written, "PNG")
    assert refused(written.getvalue()) is Reason.PICTURE_TOO_LARGE


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "GIF"])
def test_moving_pictures_are_refused(format_: str) -> None:
    assert refused(samples.moving_picture(format_)) is Reason.PICTURE_MOVES


@pytest.mark.parametrize(
    "content", [samples.photograph()[:400], samples.photograph("PNG")[:60], b"\xff\xd8\xff"]
)
def test_half_a_picture_is_refused(content: bytes) -> None:
    assert refused(content) is Reason.PICTURE_BROKEN


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\n", Reason.EMPTY),
        (b"MZ\x90\x00", Reason.KIND),
        (b"\x7fELF\x02\x01", Reason.KIND),
        (bytes(range(256)), Reason.KIND),
        (b"<!DOCTYPE html><p>x", Reason.KIND),
        (b"\xef\xbb\xbf <svg xmlns='http://www.w3.org/2000/svg'/>", Reason.KIND),
        ("先看<ScRiPt>alert(1)</script>".encode(), Reason.KIND),
        (b"{\\rtf1 x}", Reason.KIND),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Reason.OLD_WORD),
        (b"Rar!\x1a\x07", Reason.ARCHIVE),
        (b"\x1f\x8b\x08", Reason.ARCHIVE),
        (b"\x00\x00\x00\x20ftypisom", Reason.RECORDING),
        (b"\x00\x00\x00\x20ftypM4A ", Reason.RECORDING),
        (b"ID3\x04", Reason.RECORDING),
        (b"RIFF\x00\x00\x00\x00WAVE", Reason.RECORDING),
    ],
)
def test_what_is_of_no_kind_that_is_kept_is_refused(content: bytes, reason: Reason) -> None:
    assert refused(content) is reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_kept_in_utf_8(encoding: str) -> None:
    checked = kept("三月工资没发\r\n欠 6000 元".encode(encoding))
    assert checked == Checked(Kind.TEXT, "三月工资没发\n欠 6000 元".encode())


def test_one_byte_more_than_the_limit_is_refused() -> None:
    assert kept(b"a" * 100, most_bytes=100).content == b"a" * 100
    assert refused(b"a" * 101, most_bytes=100) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        samples.EICAR,
        b"\n".join([b"before", samples.EICAR, b"after"]),
        samples.EICAR.decode().encode("utf-16"),
        samples.photograph() + samples.EICAR,
        samples.pdf() + samples.EICAR,
        samples.pdf_with_stream(b"BT " + samples.EICAR),
        samples.word({"word/media/image1.bin": samples.EICAR}),
        samples.word({"word/notes.xml": b"<a><![CDATA[" + samples.EICAR + b"]]></a>"}),
    ],
    ids=["itself", "in a text", "in UTF-16", "behind a picture", "behind a PDF", "packed in a PDF",
         "packed in a Word file", "in a part of a Word file"],
)  # fmt: skip
def test_the_virus_test_string_is_found_wherever_it_is(content: bytes) -> None:
    assert refused(content) is Reason.VIRUS


def test_a_pdf_is_kept_as_it_came() -> None:
    content = samples.pdf()
    assert kept(content) == Checked(Kind.PDF, content)


def test_a_pdf_that_is_only_locked_against_changes_is_kept() -> None:
    assert kept(samples.pdf_locked(for_reading="")).kind is Kind.PDF
    assert refused(samples.pdf_locked(for_reading="secret")) is Reason.PDF_LOCKED


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf_with({"/S": "/JavaScript", "/JS": "app.alert(1)"}),
        samples.pdf_with({"/S": "/JavaScript", "/JS": "app.alert(1)"}, at="page"),
        samples.pdf_with({"/S": "/Launch", "/F": "cmd.exe"}),
        samples.pdf_with({"/S": "/SubmitForm", "/F": "http://example.org"}),
        samples.pdf_with({"/S": "/JavaScript", "/JS": "x"}).replace(b"/JavaScript", b"/J#61vaScrip#74"),
        samples.pdf() + b"\n9 0 obj << /S /JavaScript /J (x) >> endobj",
    ],
    ids=[
        "on opening",
        "on the page",
        "starts a program",
        "sends a form",
        "written in another way",
        "in no table",
    ],
)
def test_a_pdf_that_does_something_is_refused(content: bytes) -> None:
    assert refused(content) is Reason.PDF_ACTIVE


def test_a_pdf_with_a_file_inside_is_refused() -> None:
    assert refused(samples.pdf_with_attachment()) is Reason.PDF_ATTACHMENT


def test_a_pdf_and_archive_in_one_is_refused() -> None:
    assert refused(samples.pdf() + samples.word()) is Reason.DISGUISED


def test_an_archive_and_pdf_in_one_is_refused() -> None:
    assert refused(samples.word({"a": b""})[:30] + samples.pdf() + samples.word()) is Reason.DISGUISED


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", samples.pdf()[:300], b"%PDF-" + bytes(1000)])
def test_half_a_pdf_is_refused(content: bytes) -> None:
    assert refused(content) is Reason.PDF_BROKEN


@pytest.mark.parametrize("streams", [1, 2], ids=["in one stream", "in several"])
def test_a_pdf_bomb_is_refused(streams: int) -> None:
    bomb = samples.pdf_with_stream(bytes(120_000_000 // streams), times=streams)
    assert len(bomb) < MOST_BYTES
    assert refused(bomb) is Reason.PDF_TOO_LARGE


def test_a_pdf_with_a_picture_bomb_is_refused() -> None:
    assert refused(samples.pdf_with_stream(b"", image=(90_000, 90_000))) is Reason.PDF_TOO_LARGE


@pytest.mark.parametrize(
    "content",
    [
        samples.pdf(photo=samples.photograph()),
        samples.pdf_with_stream(b"<x:xmpmeta exif:GPSLatitude='23,7N'/>"),
        samples.word({"word/media/image1.jpeg": samples.photograph()}),
        samples.word({"word/media/image1.png": samples.photograph("PNG")}),
    ],
    ids=["photograph in a PDF", "description in a PDF", "photograph in a Word file", "PNG in a Word file"],
)
def test_a_document_whose_photographs_say_where_is_refused(content: bytes) -> None:
    assert refused(content) is Reason.PLACE


def test_a_word_document_is_kept_as_it_came() -> None:
    plain = BytesIO()
    Image.new("RGB", (8, 8)).save(plain, "PNG")
    content = samples.word(
        {
            "word/media/image1.png": plain.getvalue(),
            **samples.relations("hyperlink", "https://www.gz.gov.cn/"),
        }
    )
    assert kept(content) == Checked(Kind.DOCX, content)


@pytest.mark.parametrize(
    "content",
    [
        samples.word({"word/vbaProject.bin": b"x"}),
        samples.word({"word/embeddings/oleObject1.bin": b"x"}),
        samples.word({"word/activeX/activeX1.xml": "<a/>"}),
        samples.word(
            types='<Default Extension="x" ContentType="application/vnd.ms-word.document.macroEnabled.12"/>'
        ),
        samples.word(samples.relations("attachedTemplate", "http://example.org/a.dotm")),
        samples.word(samples.relations("image", "http://example.org/a.png")),
        samples.word(samples.relations("hyperlink", "file:///c:/a.exe")),
        samples.word(samples.relations("hyperlink", "javascript:alert(1)")),
    ],
)
def test_a_word_document_that_does_or_fetches_something_is_refused(content: bytes) -> None:
    assert refused(content) is Reason.WORD_ACTIVE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (samples.word()[:-30], Reason.WORD_BROKEN),
        (samples.word({"../../etc/passwd": b"x"}), Reason.WORD_BROKEN),
        (samples.word({"word/a.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), Reason.WORD_BROKEN),
        (samples.word({"word/a.xml": "<a>"}), Reason.WORD_BROKEN),
        (samples.word({"[Content_Types].xml": "<Types/>"}), Reason.ARCHIVE),
        (b"PK\x03\x04" + bytes(100), Reason.WORD_BROKEN),
    ],
)
def test_what_only_looks_like_a_word_document_is_refused(content: bytes, reason: Reason) -> None:
    assert refused(content) is reason


def test_a_word_bomb_is_refused_by_what_it_says_of_itself() -> None:
    content = samples.word({"word/a.bin": bytes(word.MOST_UNPACKED_BYTES + 1)})
    assert len(content) < 200_000
    assert refused(content) is Reason.WORD_TOO_LARGE


def test_a_word_bomb_that_lies_is_refused_when_it_is_unpacked() -> None:
    """The library stops at what was declared, and finds that the sum does not hold."""
    honest = samples.word({"word/a.bin": bytes(5_000_000)})
    assert refused(samples.with_declared_size(honest, "word/a.bin", 10)) is Reason.WORD_BROKEN


def test_a_word_document_with_too_many_parts_is_refused() -> None:
    content = samples.word({f"word/{number}.xml": "<a/>" for number in range(word.MOST_PARTS)})
    assert refused(content) is Reason.WORD_TOO_LARGE
