"""What the knowledge base has on record of a document itself, told to somebody who asks for it.

A document without policy points is still asked which number it has and whether it holds. Its text does not
say; its record does. The passage cited is the title, the figures are those of the record.
"""

from datetime import date

from knowledge_base.answer.replies import reply
from knowledge_base.models import RECORD_PATH, Chunk, Document, PointKind, Validity
from knowledge_base.terms import validity_on


def is_of_record(chunk: Chunk) -> bool:
    return chunk.path == RECORD_PATH


def tell_record(chunk: Chunk, document: Document, *, as_of: date) -> str:
    """Whether a document holds, or where it comes from: what its record has of it, and no more."""
    told = _validity(document, as_of) if chunk.kind is PointKind.TARGET else _publication(document)
    return "".join([reply("record_title", title=document.title), *told])


def _validity(document: Document, as_of: date) -> list[str]:
    validity = validity_on(document, as_of)
    last = document.period_to
    told = [reply(f"record_{validity}")]
    if last is not None:
        name = "record_period_ended" if last < as_of else "record_period"
        told.append(reply(name, year=str(last.year)))
    if validity is Validity.IN_FORCE and (last is None or last >= as_of):
        told.append(reply("record_check"))
    return told


def _publication(document: Document) -> list[str]:
    told = [reply("record_number", number=document.number) if document.number else reply("record_no_number")]
    told.append(reply("record_issuer", issuer=document.issuer))
    for name, day in (("record_signed", document.signed_on), ("record_published", document.published_on)):
        if day is not None:
            told.append(reply(name, day=f"{day.year}年{day.month}月{day.day}日"))
    return told


def figures_on_record(document: Document) -> str:
    """All that may be said of a document from its record, for the check of the figures."""
    days = [document.signed_on, document.published_on, document.period_from, document.period_to]
    dates = [f"{day.year}年{day.month}月{day.day}日" for day in days if day]
    return "\n".join([document.title, document.number or "", *dates])
