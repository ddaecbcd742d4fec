"""What a document says of itself: title, number, issuer, region, dates, period, validity."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chassis.regions import RegionRegistry
from knowledge_base.ingest import messages
from knowledge_base.ingest.blocks import Block, Paragraph, squeeze
from knowledge_base.ingest.dates import find_date, period_of, whole_date
from knowledge_base.ingest.furniture import Title
from knowledge_base.models import DocumentHead, Validity

FRONT_BLOCKS = 60
BACK_BLOCKS = 20

_NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,14}?)\s*[〔\[【(\uff08﹝〈\uff3b\[]\s*((?:19|20)\d\d)\s*[〕\]】)\uff09﹞〉\uff3d]\s*第?\s*(\d{1,5})\s*号"
)
_NUMBER_LABEL = re.compile(r"^(?:文\s*号|发文字号)\s*[:\uff1a]?\s*")
_ORGANISATION = re.compile(
    r"^[\u4e00-\u9fff]{2,40}(?:人民政府|办公室|局|委员会|管委会|办事处|厅|部|院|中心|指挥部|领导小组|总工会)$"
)
_NOTICE = re.compile(r"^(.*?)关于(?:印发|发布|公布|转发)(.+?)的?(?:通知|通告|公告)$")
_VALIDITY = re.compile(
    r"^(?:本?文件|本?通知)?(?:现?已)?经?(失效|废止)$"
    r"|(?:有效性|效力状态|文件状态)\s*[:\uff1a]\s*(?:现行|已|部分)?(有效|失效|废止)"
)
_COLONS = ":\uff1a "
_VALIDITIES = {"有效": Validity.IN_FORCE, "失效": Validity.EXPIRED, "废止": Validity.REPEALED}
_PUBLISHED = ("发布日期", "发布时间", "公开日期", "日期")
_SIGNED = ("成文日期", "生成日期", "签发日期")
_ISSUERS = ("发布机构", "发文机关", "发文单位", "制定机关")
_SOURCES = ("来源", "文章来源", "信息来源")


@dataclass(frozen=True)
class Front:
    """The head, and the lines of the text that only repeat it (number, signature, titles)."""

    head: DocumentHead
    bare_lines: frozenset[str]


def read_head(blocks: Sequence[Block], *, title: Title | None, end: int) -> Front:
    """Reads the lines before the document, its first ones, and its signature. `end` is where it ends."""
    begin = title.end if title else 0
    near = _texts(blocks[: begin + FRONT_BLOCKS])
    tail = _texts(blocks[max(end - BACK_BLOCKS, begin) : end])
    doubts: list[str] = []
    name, prefix = _names(title.text if title else None, blocks)
    signer, signed_on, signature = _signature([*near, *tail])
    issuer = _issuer(near, prefix=prefix, signer=signer, doubts=doubts)
    number = _number(near)
    period = period_of(name or "")
    head = DocumentHead(
        title=name,
        number=number,
        issuer=issuer,
        region=_region(issuer, title.text if title else None, doubts),
        signed_on=signed_on or _labelled_date(near, _SIGNED, []),
        published_on=_labelled_date(near, _PUBLISHED, doubts),
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
        validity=_validity(near),
    )
    bare = {name or "", title.text if title else "", *signature}
    bare |= {text for text in near if _is_number_line(text) or is_addressee(text)}
    return Front(_with_doubts(head, doubts), frozenset(squeeze(line) for line in bare if line))


def is_addressee(text: str) -> bool:
    return bool(re.match(r"^(?:各|区|市|县|省)[^。]{0,80}[:\uff1a]$", text))


def _texts(blocks: Iterable[Block]) -> list[str]:
    """Lines of paragraphs, and `label:value` for the cells of tables that describe the document."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
            continue
        for row in (block.table.header, *block.table.rows):
            pairs = zip(row[::2], row[1::2], strict=False)
            lines += [f"{label.rstrip(_COLONS)}:{value}" for label, value in pairs]
    return lines


def _names(title: str | None, blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """Of a notice that issues a paper, the paper's title where it follows; and who issues it."""
    notice = _NOTICE.match(squeeze(title)) if title else None
    if title is None or notice is None:
        issuer = re.match(r"^(.{4,40}?)关于", title or "")
        return title, issuer[1] if issuer else None
    issued = notice[2].removeprefix("《").removesuffix("》")
    for block in blocks:
        if isinstance(block, Paragraph) and squeeze(block.text) in (issued, f"《{issued}》"):
            return block.text.removeprefix("《").removesuffix("》"), notice[1]
    return title, notice[1]


def _signature(lines: Sequence[str]) -> tuple[str | None, date | None, tuple[str, ...]]:
    """Who signed and when: a name on a line of its own and below it a date on a line of its own."""
    for above, line in pairwise(lines):
        signed_on = whole_date(line)
        if signed_on and _ORGANISATION.match(squeeze(above)):
            return squeeze(above), signed_on, (above, line)
    return None, None, ()


def _issuer(lines: Sequence[str], *, prefix: str | None, signer: str | None, doubts: list[str]) -> str | None:
    stated = _labelled(lines, _ISSUERS)
    named = prefix if prefix and _ORGANISATION.match(prefix) else None
    source = _labelled(lines, _SOURCES)
    source = source if source and _ORGANISATION.match(source) else None
    found = list(dict.fromkeys(name for name in (signer, named, stated) if name))
    if len(found) > 1 and not any(
        first.startswith(second) for first in found for second in found if first != second
    ):
        doubts.append(messages.text("issuer_contradictory", first=found[0], second=found[1]))
    if found:
        return found[0]
    return source


def _number(lines: Sequence[str]) -> str | None:
    for line in lines:
        if _is_number_line(line):
            found = _NUMBER.search(line)
            if found:
                return f"{found[1]}〔{found[2]}〕{found[3]}号"
    return None


def _is_number_line(line: str) -> bool:
    """A line that is a number and nothing else; numbers of other papers are cited within sentences."""
    return bool(_NUMBER.fullmatch(_NUMBER_LABEL.sub("", line).strip()))


def _region(issuer: str | None, title: str | None, doubts: list[str]) -> str | None:
    for text in (issuer, title):
        codes = [
            region.code for region in RegionRegistry.load().covered() if _names_region(text, region.words)
        ]
        if len(codes) == 1:
            return codes[0]
        if codes:
            doubts.append(messages.text("region_contradictory"))
            return None
    return None


def _names_region(text: str | None, words: Sequence[str]) -> bool:
    return any(word in squeeze(text or "") for word in words)


def _labelled(lines: Sequence[str], labels: Sequence[str]) -> str | None:
    for line in lines:
        for label in labels:
            found = re.search(rf"(?:^|[\s【\[]){label}\s*[:\uff1a]\s*(\S+)", line)
            if found:
                return found[1]
    return None


def _labelled_date(lines: Sequence[str], labels: Sequence[str], doubts: list[str]) -> date | None:
    dates: list[date] = []
    for line in lines:
        for label in labels:
            found = re.search(rf"(?:^|[\s【\[]){label}\s*[:\uff1a]\s*(.{{6,24}})", line)
            stated = find_date(found[1]) if found else None
            if stated and stated not in dates:
                dates.append(stated)
    if len(dates) > 1:
        doubts.append(messages.text("published_contradictory", first=str(dates[0]), second=str(dates[1])))
    return dates[0] if dates else None


def _validity(lines: Sequence[str]) -> Validity | None:
    for line in lines:
        found = _VALIDITY.search(line.strip("【】[]() "))
        if found:
            return _VALIDITIES[found[1] or found[2]]
    return None


def _with_doubts(head: DocumentHead, doubts: Sequence[str]) -> DocumentHead:
    stated = {
        "title_missing": head.title,
        "number_missing": head.number,
        "issuer_missing": head.issuer,
        "published_missing": head.published_on,
        "period_missing": head.period_to,
        "region_missing": head.region or (messages.text("region_contradictory") in doubts or None),
    }
    missing = [messages.text(key) for key, value in stated.items() if value is None]
    return DocumentHead(
        **{name: getattr(head, name) for name in head.__dataclass_fields__ if name != "doubts"},
        doubts=(*doubts, *missing),
    )
