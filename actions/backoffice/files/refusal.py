"""Why a file is not kept. The sentences for people stand in `texts/files.yml`, under the same names."""

from enum import StrEnum


class Reason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"
    RECORDING = "recording"
    OLD_WORD = "old_word"
    ARCHIVE = "archive"
    VIRUS = "virus"
    DISGUISED = "disguised"
    PLACE = "place"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_TOO_LARGE = "picture_too_large"
    PICTURE_MOVES = "picture_moves"
    PDF_BROKEN = "pdf_broken"
    PDF_LOCKED = "pdf_locked"
    PDF_ACTIVE = "pdf_active"
    PDF_ATTACHMENT = "pdf_attachment"
    PDF_TOO_LARGE = "pdf_too_large"
    WORD_BROKEN = "word_broken"
    WORD_LOCKED = "word_locked"
    WORD_ACTIVE = "word_active"
    WORD_TOO_LARGE = "word_too_large"
    TOO_HARD = "too_hard"
    NOT_CHECKED = "not_checked"


class Refused(Exception):
    """`detail` is for the log and holds nothing of the file."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
