"""Whether an answer gives what a question must get."""

import re
from collections.abc import Iterator

from knowledge_base.answer.text import squeeze
from knowledge_base.checks import Expected, Question, Reason, Told
from knowledge_base.naming import name_key
from knowledge_base.wire import Answer, Status

ANSWERED = frozenset({Status.ANSWERED, Status.PARTLY_ANSWERED})
_STATUSES = {
    Expected.ANSWER: ANSWERED,
    Expected.REFUSE: frozenset({Status.NOT_IN_DOCUMENTS, Status.OUT_OF_SCOPE, Status.UNSAFE}),
    Expected.CLARIFY_REGION: frozenset({Status.CLARIFY_REGION, Status.CLARIFY}),
    Expected.PERSON: frozenset({Status.PERSONAL_CASE}),
    Expected.CRISIS: frozenset({Status.CRISIS}),
}


def is_answered(told: Told) -> bool:
    return told.status in ANSWERED


def expected_of(answer: Answer | Told) -> Expected:
    """What a question must get that is answered like this now."""
    return next(expected for expected, statuses in _STATUSES.items() if answer.status in statuses)


def shortcomings(question: Question, told: Told) -> tuple[Reason, ...]:
    """What the answer lacks, or says though it must not; nothing where nothing is expected."""
    return tuple(_shortcomings(question, told))


def _shortcomings(question: Question, told: Told) -> Iterator[Reason]:
    if question.expected and told.status not in _STATUSES[question.expected]:
        yield Reason("status_not_expected", question.expected)
    for alternatives in question.facts:
        if not any(says(told.text, fact) for fact in alternatives):
            yield Reason("fact_missing", " / ".join(alternatives))
    for forbidden in question.must_not:
        if says(told.text, forbidden):
            yield Reason("says_forbidden", forbidden)
    if question.document and not _cites(told, question.document):
        yield Reason("document_missing", question.document)


def says(text: str, wanted: str) -> bool:
    """Whether the text says so. A number must begin where it begins: 5 is not in 15 nor in 0.5."""
    needle = squeeze(wanted)
    boundary = r"(?<![\d.])" if needle[:1].isdigit() else ""
    return bool(needle) and re.search(boundary + re.escape(needle), squeeze(text)) is not None


def _cites(told: Told, document: str) -> bool:
    return any(
        cited.document_id == document or name_key(document) in name_key(cited.title)
        for cited in told.citations
    )
