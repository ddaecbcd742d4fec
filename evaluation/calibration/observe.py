"""What the judge sees of each question, by the very steps of the service."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from evaluation.calibration.asked import Asked
from knowledge_base.answer.context import Context, Services
from knowledge_base.answer.estimate import look
from knowledge_base.answer.pipeline import SEARCH
from knowledge_base.answer.steps.judge import in_order, judge
from knowledge_base.service import Knowledge
from knowledge_base.wire import AnswerRequest, HistoryTurn

Mode = Literal["points", "texts"]


class Observed(BaseModel):
    """`seen` are the values of `estimate.Seen`. `mode`: with the policy points, or from official texts alone.

    `holds`: some passage holds the kind of thing asked for; where none does, nothing is answered anyway.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    source: Literal["calibration", "own"]
    part: Literal["tuning", "frozen"]
    mode: Mode
    kind: Literal["answerable", "near", "off_topic"]
    question: str
    seen: tuple[float, ...]
    holds: bool


def observe(
    knowledge: Knowledge,
    questions: Sequence[Asked],
    *,
    source: Literal["calibration", "own"],
    mode: Mode,
    today: date,
) -> Iterator[Observed]:
    """Questions with several parts are left out, and those that no passage was searched for."""
    for asked in questions:
        context = _search(knowledge.pipeline.services, asked, today)
        if context is None or len(context.parts) != 1:
            continue
        part = context.parts[0]
        ordered = in_order(part, part.findings[0].candidates)
        if ordered:
            yield Observed(
                id=asked.id,
                source=source,
                part=asked.part,
                mode=mode,
                kind=asked.kind,
                question=asked.question,
                seen=astuple(look(part.query, part.want, ordered)),
                holds=any(part.want.is_met_by_chunk(candidate.chunk) for candidate in ordered),
            )


def _search(services: Services, asked: Asked, today: date) -> Context | None:
    history = [HistoryTurn(question=turn) for turn in asked.turns]
    request = AnswerRequest(question=asked.question, history=history, region=asked.region_code)
    context = Context(request=request, trace_id="calibration", as_of=today)
    for step in SEARCH[: SEARCH.index(judge)]:
        step(context, services)
        if context.status is not None:
            return None
    return context
