"""Files made up for the tests: good ones, and ones that mean harm. None is kept anywhere."""

# reportlab's annotations are partial.
# mypy: disable-error-code="no-untyped-call"

import base64
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

MOST_BYTES = 1_000_000
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CAMERA = "测试手机"
_GPS = 0x8825
_MAKE = 0x010F
_ORIENTATION = 0x0112

# 64 × 48 pixels, red, with a place: what a phone writes that does not write JPEG.
_HEIC = (
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAA"
    "ADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAABoAAgAAAAAB/AABAAAAAAAAAJwAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAA"
    "AAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAA"
    "kAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq"
    "5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xh"
    "cAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAA"
    "ABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAAvm1kYXQAAAAWKAGvGYDvSaW//9/jH/X2r/imtaY+bgAAAAZFeGlmAABNTQAqAAAA"
    "CAACAQ8AAgAAAAYAAAAmiCUABAAAAAEAAAAsAAAAAFBob25lAAAEAAEAAgAAAAJOAAAAAAIABQAAAAMAAABiAAMAAgAAAAJFAAAA"
    "AAQABQAAAAMAAAB6AAAAAAAAABcAAAABAAAABwAAAAEAAAAAAAAAAQAAAHEAAAABAAAADwAAAAEAAAAAAAAAAQ=="
)
HEIC = base64.b64decode("".join(_HEIC))


def exif(*, orientation: int = 1) -> Image.Exif:
    written = Image.Exif()
    written[_GPS] = {1: "N", 2: (23.0, 7.0, 48.0), 3: "E", 4: (113.0, 15.0, 36.0)}
    written[_MAKE] = CAMERA.encode().decode("latin-1")
    written[_ORIENTATION] = orientation
    return written


def photograph(
    format_: str = "JPEG", *, size: tuple[int, int] = (64, 48), mode: str = "RGB", orientation: int = 1
) -> bytes:
    """With the place where it was taken."""
    written = BytesIO()
    Image.new(mode, size, "red").save(written, format_, exif=exif(orientation=orientation))
    return written.getvalue()


def moving_picture(format_: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green")]
    written = BytesIO()
    frames[0].save(written, format_, save_all=True, append_images=frames[1:])
    return written.getvalue()


def picture_bomb() -> bytes:
    """A PNG that says it has 20,000 × 20,000 pixels, in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!L", len(data)) + kind + data + struct.pack("!L", zlib.crc32(kind + data))

    header = struct.pack("!LLBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(*, photo: bytes | None = None) -> bytes:
    written = BytesIO()
    canvas = Canvas(written)
    canvas.drawString(100, 700, "2026-03")
    if photo is not None:
        canvas.drawImage(ImageReader(BytesIO(photo)), 100, 100)
    canvas.save()
    return written.getvalue()


def _written(writer: PdfWriter) -> bytes:
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def pdf_with(entries: Mapping[str, str], *, at: str = "catalog") -> bytes:
    """A PDF whose catalog, or whose page, has an action of these entries."""
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    action = DictionaryObject({NameObject(name): _value(value) for name, value in entries.items()})
    holder = writer.root_object if at == "catalog" else writer.pages[0]
    holder[NameObject("/OpenAction" if at == "catalog" else "/AA")] = writer._add_object(action)
    return _written(writer)


def _value(text: str) -> NameObject | TextStringObject:
    return NameObject(text) if text.startswith("/") else TextStringObject(text)


def pdf_with_attachment() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.add_attachment("a.txt", b"x")
    return _written(writer)


def pdf_locked(*, for_reading: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.encrypt(user_password=for_reading, owner_password="owner", algorithm="AES-128")
    return _written(writer)


def pdf_with_stream(content: bytes, *, image: tuple[int, int] | None = None, times: int = 1) -> bytes:
    """One stream more, or several, packed."""
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    for number in range(times):
        stream = StreamObject()
        stream.set_data(content)
        packed = stream.flate_encode()
        if image is not None:
            packed[NameObject("/Subtype")] = NameObject("/Image")
            for side, length in zip(("/Width", "/Height"), image, strict=True):
                packed[NameObject(side)] = NumberObject(length)
        writer.root_object[NameObject(f"/More{number}")] = writer._add_object(packed)
    return _written(writer)


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>{more}</Types>'
)
_DOCUMENT = '<?xml version="1.0"?><document><p>工资条</p></document>'


def word(parts: Mapping[str, bytes | str] | None = None, *, types: str = "") -> bytes:
    """A small Word document; `parts` come on top, or in place of its own."""
    inside: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES.format(more=types),
        "word/document.xml": _DOCUMENT,
        **(parts or {}),
    }
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in inside.items():
            archive.writestr(name, content)
    return written.getvalue()


def relations(kind: str, target: str) -> dict[str, bytes | str]:
    """A relation of the document to something outside."""
    xml = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" TargetMode="External" Target="{target}" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return {"word/_rels/document.xml.rels": xml.format(kind=kind, target=target)}


def with_declared_size(archive: bytes, name: str, size: int) -> bytes:
    """The same archive, lying about how large a part is, in both places where it says so."""
    lying = bytearray(archive)
    for mark, offset, name_offset in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = lying.find(mark)
        while at != -1:
            if lying[at + name_offset :].startswith(name.encode()):
                lying[at + offset : at + offset + 4] = struct.pack("<L", size)
            at = lying.find(mark, at + 4)
    return bytes(lying)
