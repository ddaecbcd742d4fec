"""Policy points as a version of their document: one line of text a point, one chunk a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from knowledge_base.models import Case, Chunk, Document, DocumentKind, PointKind, Section, Source, Validity
from knowledge_base.policies.points import PolicyDocument, PolicyPoint

_LINE_BREAK = re.compile(r"\s*\n\s*")


class Pointed(Protocol):
    """A document with its points, wherever they come from. `region` is a GB/T 2260 code."""

    @property
    def id(self) -> str: ...

    @property
    def region(self) -> str: ...

    @property
    def points(self) -> tuple[PolicyPoint, ...]: ...


@dataclass(frozen=True)
class PointsText:
    """The points of one document, laid out as a text."""

    text: str
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]


def head_of(policy: PolicyDocument) -> Document:
    return Document(
        id=policy.id,
        title=policy.title,
        issuer=policy.issuer,
        region=policy.region,
        kind=DocumentKind(policy.kind),
        number=policy.number,
        signed_on=policy.signed_on,
        published_on=policy.published_on,
        period_from=policy.period_from,
        period_to=policy.period_to,
        validity=Validity(policy.status),
    )


def lay_out(policy: Pointed) -> PointsText:
    """The version is not numbered yet: the store does that."""
    lines = [_LINE_BREAK.sub("", point.text) for point in policy.points]
    starts = list(_starts(lines))
    chunks = tuple(
        _chunk(policy, point, line, start)
        for point, line, start in zip(policy.points, lines, starts, strict=True)
    )
    return PointsText(text="\n".join(lines), sections=tuple(_sections(chunks)), chunks=chunks)


def _starts(lines: Sequence[str]) -> Iterator[int]:
    position = 0
    for line in lines:
        yield position
        position += len(line) + 1


def _sections(chunks: Sequence[Chunk]) -> Iterator[Section]:
    for path, members in groupby(chunks, key=lambda chunk: chunk.path):
        of_section = list(members)
        yield Section(path=path, start=of_section[0].start, end=of_section[-1].end)


def _chunk(policy: Pointed, point: PolicyPoint, line: str, start: int) -> Chunk:
    cases = tuple(Case(when=case.when, then=case.then) for case in point.cases)
    return Chunk(
        id=f"{policy.id}:0:{point.id}",
        document_id=policy.id,
        version=0,
        source=Source.POLICY_POINT,
        region=policy.region,
        path=point.section,
        text=_indexed(point, line, cases),
        start=start,
        end=start + len(line),
        quote=line,
        kind=PointKind(point.kind),
        subject=point.subject,
        cases=cases,
        wordings=_wordings(point),
        period_to=point.period_end,
    )


def _indexed(point: PolicyPoint, line: str, cases: Sequence[Case]) -> str:
    subject = "" if point.subject in line else f"{point.subject}："
    branches = "；".join(f"{case.when}：{case.then}" for case in cases)
    return f"{subject}{line}{branches}"


def _wordings(point: PolicyPoint) -> tuple[str, ...]:
    """The questions first; the loose words together, since one word alone lies near every short question."""
    words = " ".join([point.subject, *point.keywords])
    return (*point.asks, *([words] if point.keywords else []))
