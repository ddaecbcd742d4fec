"""An answer as it is kept: masked, with what it rested on and how it came about."""

import re
import unicodedata
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping

from knowledge_base.answer.context import Candidate, Context, Finding, Part
from knowledge_base.asked.masking import mask
from knowledge_base.asked.topics import topic_of
from knowledge_base.wire import Answer, Citation

_MOST_KEY = 200
_NEAR = 3
_NOT_WORDS = re.compile(r"[\W_]+")
_OWN_SUBJECT = 0.5
"""From here on a question that was not answered is about what was found nearest."""


def entry_of(context: Context, answer: Answer, *, at: datetime) -> dict[str, Any]:
    """The row of `knowledge_asked`. `seconds` is the time that the steps took."""
    question = mask(context.request.question.strip())
    headings = _headings(context, answer)
    return {
        "id": uuid4().hex,
        "at": at,
        "day": at.date(),
        "hour": at.hour,
        "channel": context.request.channel or "",
        "conversation_id": context.request.conversation_id or "",
        "region": _region(context, answer),
        "as_of": context.as_of,
        "is_follow_up": any(part.own for part in context.parts),
        "question": question,
        "question_key": question_key(question),
        "topic": topic_of(_meaning(context, question), headings=headings),
        "subject": headings[-1] if headings else "",
        "status": answer.status.value,
        "answer_text": mask(answer.text),
        "citations": [_citation(citation, context) for citation in answer.citations],
        "warnings": [warning.value for warning in answer.warnings],
        "confidence": answer.confidence,
        "seconds": round(sum(context.seconds.values()), 4),
        "trace_id": answer.trace_id[:64],
        "trace": _trace(context),
        "group_id": None,
    }


def question_key(question: str) -> str:
    """A question without what writers vary: width, case, blanks and punctuation."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", question)).lower()[:_MOST_KEY]


def meaning_of(row: RowMapping) -> str:
    """What a kept question asks, standing alone: a follow-up as it was completed."""
    if not row["is_follow_up"]:
        return str(row["question"])
    return "；".join(part["query"] for part in row["trace"]["parts"]) or str(row["question"])


def _meaning(context: Context, question: str) -> str:
    return " ".join([question, *(part.query for part in context.parts)])


def _region(context: Context, answer: Answer) -> str:
    """Where it was answered for; else the only place that was meant; else where the asker is."""
    if answer.region:
        return answer.region
    if len(context.regions) == 1:
        return context.regions[0]
    return context.request.region or ""


def _headings(context: Context, answer: Answer) -> list[str]:
    """The section of what was cited or, where nothing was, of what was nearest; its subject last."""
    if answer.citations:
        first = answer.citations[0]
        chunk = context.quoted.get(first.n)
        return [*first.section, *([chunk.subject] if chunk and chunk.subject else [])]
    nearest = [
        finding
        for part in context.parts
        for finding in part.findings
        if finding.near and finding.subject >= _OWN_SUBJECT
    ]
    if not nearest:
        return []
    chunk = max(nearest, key=lambda finding: finding.likelihood).near[0].chunk
    return [*chunk.path, *([chunk.subject] if chunk.subject else [])]


def _citation(citation: Citation, context: Context) -> dict[str, Any]:
    chunk = context.quoted.get(citation.n)
    return {
        "document_id": citation.document_id,
        "version": citation.version,
        "chunk_id": chunk.id if chunk else "",
        "title": citation.title,
        "section": list(citation.section),
        "quote": citation.quote,
    }


def _trace(context: Context) -> dict[str, Any]:
    """How the answer came about, in what a person needs to see why."""
    return {
        "regions": list(context.regions),
        "milliseconds": {name: round(1000 * value, 1) for name, value in context.seconds.items()},
        "parts": [_part(part) for part in context.parts],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "text": mask(part.text),
        "query": mask(part.query),
        "want": part.want.name,
        "rewritten": mask(part.rewritten),
        "findings": [_finding(finding) for finding in part.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "region": finding.region,
        "likelihood": round(finding.likelihood, 3),
        "subject": round(finding.subject, 3),
        "kept": [candidate.chunk.id for candidate in finding.candidates[:_NEAR]],
        "near": [_seen(candidate) for candidate in finding.near[:_NEAR]],
    }


def _seen(candidate: Candidate) -> dict[str, Any]:
    chunk = candidate.chunk
    return {
        "chunk": chunk.id,
        "document_id": chunk.document_id,
        "section": list(chunk.path),
        "subject": chunk.subject,
        "dense": round(candidate.dense, 3),
        "lexical": round(candidate.lexical, 1),
        "rank": round(candidate.rank, 2),
    }
