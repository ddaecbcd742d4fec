"""Files that citizens send: photographs and documents, checked before they are kept."""

from datetime import datetime

from actions.wire.base import Wire


class StoredFile(Wire):
    """`bytes` is the size of what is kept: pictures are written anew, without place and camera.

    `made`: a draft of ours, which the citizen has not sent.
    """

    id: str
    name: str
    media_type: str
    bytes: int
    created_at: datetime
    made: bool = False


class StoredFiles(Wire):
    files: list[StoredFile]


class FileDownload(Wire):
    """A file's content. `disposition` is its `Content-Disposition`: saved under its name, never shown."""

    content: bytes
    media_type: str
    disposition: str
