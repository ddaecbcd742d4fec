"""Whether a file may be kept, and as what."""

from dataclasses import dataclass

from actions.backoffice.files import pdf, pictures, plain_text, word
from actions.backoffice.files.eicar import refuse_virus
from actions.backoffice.files.kinds import PICTURES, Kind, kind_of
from actions.backoffice.files.refusal import Reason, Refused


@dataclass(frozen=True)
class Checked:
    kind: Kind
    content: bytes


def inspect(content: bytes, *, most_bytes: int) -> Checked:
    """What is kept of the file. Its name and what it was declared as are not asked.

    Raises:
        Refused.
    """
    if len(content) > most_bytes:
        raise Refused(Reason.TOO_LARGE, f"{len(content)} bytes")
    refuse_virus(content)
    checked = _checked(content, kind_of(content), most_bytes)
    refuse_virus(checked.content)
    return checked


def _checked(content: bytes, kind: Kind, most_bytes: int) -> Checked:
    if kind in PICTURES:
        return Checked(*pictures.rewritten(content, kind, most_bytes=most_bytes))
    if kind is Kind.PDF:
        pdf.refuse_unsafe(content)
    elif kind is Kind.DOCX:
        word.refuse_unsafe(content)
    else:
        content = plain_text.rewritten(content)
    return Checked(kind, content)
