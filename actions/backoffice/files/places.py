"""Whether a picture inside of a document says where it was taken."""

from io import BytesIO

from PIL import Image

from actions.backoffice.files.refusal import Reason, Refused

_GPS_DIRECTORY = 0x8825
_GPS_LATITUDE = 2
_XMP_LATITUDE = b"GPSLatitude"
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")


def refuse_place(content: bytes) -> None:
    """What is no picture says nothing, unless it is the description of one.

    Raises:
        Refused.
    """
    if _XMP_LATITUDE in content or _has_exif_place(content):
        raise Refused(Reason.PLACE)


def _has_exif_place(content: bytes) -> bool:
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            return _GPS_LATITUDE in picture.getexif().get_ifd(_GPS_DIRECTORY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
