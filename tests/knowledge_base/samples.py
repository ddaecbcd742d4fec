"""A document of our own invention, its texts and chunks."""

from collections.abc import Sequence
from datetime import date, datetime

from chassis.clock import OFFICE_ZONE
from knowledge_base.models import (
    Case,
    Chunk,
    Document,
    PointKind,
    Section,
    Source,
    Table,
    Version,
    VersionState,
)
from knowledge_base.publish.content import content_hash

YUEXIU, LONGHUA = "440104", "440309"


def document(
    document_id: str = "plan",
    *,
    title: str = "越秀区便民服务规划",
    number: str | None = "越府办〔2030〕1号",
    region: str = YUEXIU,
) -> Document:
    return Document(
        id=document_id,
        title=title,
        issuer="越秀区政府办公室",
        region=region,
        number=number,
        published_on=date(2030, 1, 14),
        period_to=date(2035, 12, 31),
    )


def version(
    text: str = "失业登记2个工作日办好。", *, document_id: str = "plan", source: Source = Source.OFFICIAL
) -> Version:
    return Version(
        document_id=document_id,
        number=0,
        source=source,
        text=text,
        content_hash=content_hash(text, []),
        state=VersionState.DRAFT,
        created_at=datetime(2030, 1, 15, 9, 30, tzinfo=OFFICE_ZONE),
        file_name="plan.txt",
    )


def section(text: str = "失业登记2个工作日办好。") -> Section:
    table = Table(header=("事项", "时限"), rows=(("失业登记", "2个工作日"),), note="注:试行")
    return Section(path=("第一章", "专栏1"), start=0, end=len(text), table=table, row_spans=((0, len(text)),))


def chunk(
    text: str = "失业登记2个工作日办好。",
    *,
    name: str = "c1",
    document_id: str = "plan",
    region: str = YUEXIU,
    source: Source = Source.OFFICIAL,
    wordings: Sequence[str] = (),
) -> Chunk:
    return Chunk(
        id=f"{document_id}:0:{name}",
        document_id=document_id,
        version=0,
        source=source,
        region=region,
        path=("第一章", "专栏1"),
        text=text,
        start=0,
        end=len(text),
        quote=text,
        kind=PointKind.LIMIT,
        subject="失业登记",
        cases=(Case(when="网上办", then="2个工作日"),),
        wordings=tuple(wordings),
        is_table_row=True,
        period_to=date(2032, 12, 31),
    )
