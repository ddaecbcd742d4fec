"""A point as a form has it: lists as lines, cases as 情形：结果, the section as JSON."""

import json
import re
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form

from knowledge_base.desk_wire.curated import PointBody

_CASE = re.compile(r"\s*[:：]\s*")
Line = Annotated[str, Form(max_length=1000)]
Lines = Annotated[str, Form(max_length=10_000)]


@dataclass
class PointForm:
    """What was typed, as it was typed."""

    section: Line = "[]"
    kind: Line = "measure"
    subject: Line = ""
    text: Lines = ""
    names: Lines = ""
    cases: Lines = ""
    asks: Lines = ""
    keywords: Lines = ""
    period_end: Line = ""

    def body(self) -> dict[str, Any]:
        """As the knowledge service takes it; whether it is right is for the service to say."""
        cases = [_CASE.split(line, maxsplit=1) for line in lines_of(self.cases)]
        return {
            "section": self.path(),
            "kind": self.kind,
            "subject": self.subject,
            "text": self.text,
            "names": lines_of(self.names),
            "cases": [{"when": case[0], "then": case[-1]} for case in cases],
            "asks": lines_of(self.asks),
            "keywords": lines_of(self.keywords),
            "period_end": self.period_end or None,
        }

    def check_body(self) -> dict[str, Any]:
        return {
            "section": self.path(),
            "text": "\n".join([self.subject, self.text, self.cases])[:4000],
            "names": lines_of(self.names)[:30],
        }

    def path(self) -> list[str]:
        try:
            path = json.loads(self.section)
        except ValueError:
            return []
        return [str(part) for part in path][:12] if isinstance(path, list) else []


def form_of(point: PointBody) -> PointForm:
    return PointForm(
        section=section_value(point.section),
        kind=point.kind,
        subject=point.subject,
        text=point.text,
        names="\n".join(point.names),
        cases="\n".join(f"{case.when}：{case.then}" for case in point.cases),
        asks="\n".join(point.asks),
        keywords="\n".join(point.keywords),
        period_end=point.period_end.isoformat() if point.period_end else "",
    )


def section_value(path: list[str]) -> str:
    return json.dumps(path, ensure_ascii=False)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
