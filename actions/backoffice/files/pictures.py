"""Pictures are written anew from their pixels: no place, no camera, nothing hidden behind the picture."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from pi_heif.as_plugin import register_heif_opener
from PIL import Image, ImageOps

from actions.backoffice.files.kinds import Kind
from actions.backoffice.files.refusal import Reason, Refused

MOST_PIXELS = 64_000_000
# The next one only where the picture would not fit with the one before.
_QUALITIES = (90, 80, 65)
_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP", Kind.HEIC: "HEIF"}
_PLAIN_MODES = frozenset({"L", "LA", "RGB", "RGBA"})
_TRANSLATED_MODES = {"1": "L", "P": "RGBA", "PA": "RGBA", "CMYK": "RGB", "YCbCr": "RGB"}
_OPAQUE = {"LA": "L", "RGBA": "RGB"}


def rewritten(content: bytes, kind: Kind, *, most_bytes: int) -> tuple[Kind, bytes]:
    """The kind that the picture is kept as, and its bytes.

    Raises:
        Refused: more pixels than `MOST_PIXELS`, which is looked at before any is decoded; it moves; it cannot
            be read; written anew it does not fit.
    """
    if kind is Kind.HEIC:
        register_heif_opener()
    with _troubles_named(), Image.open(BytesIO(content), formats=(_FORMATS[kind],)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(Reason.PICTURE_TOO_LARGE, f"{picture.width} × {picture.height}")
        if kind in (Kind.PNG, Kind.WEBP) and getattr(picture, "n_frames", 1) > 1:
            raise Refused(Reason.PICTURE_MOVES)
        picture.load()
        kept_as = Kind.JPEG if kind is Kind.HEIC else kind
        return kept_as, _written(_plain(ImageOps.exif_transpose(picture)), kept_as, most_bytes)


def _plain(picture: Image.Image) -> Image.Image:
    """Upright already, in one of the usual modes."""
    if picture.mode in _PLAIN_MODES:
        return picture
    if picture.mode not in _TRANSLATED_MODES:
        raise Refused(Reason.PICTURE_BROKEN, f"mode {picture.mode}")
    return picture.convert(_TRANSLATED_MODES[picture.mode])


def _written(picture: Image.Image, kind: Kind, most_bytes: int) -> bytes:
    if kind is Kind.JPEG and picture.mode in _OPAQUE:
        picture = picture.convert(_OPAQUE[picture.mode])
    # What came with the pixels would be written beside them: comments, colour profiles, descriptions.
    picture.info.clear()
    for quality in _QUALITIES:
        written = BytesIO()
        picture.save(written, format=_FORMATS[kind], quality=quality)
        if written.tell() <= most_bytes:
            return written.getvalue()
    raise Refused(Reason.PICTURE_TOO_LARGE, f"{written.tell()} bytes when written anew")


@contextmanager
def _troubles_named() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Reason.PICTURE_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise Refused(Reason.PICTURE_BROKEN, type(error).__name__) from error
