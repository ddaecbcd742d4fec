"""How an answer stands to the one before: the same, changed, or broken, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping

from knowledge_base.answer.claims import figures
from knowledge_base.answer.text import squeeze
from knowledge_base.checks import Cited, Judged, Outcome, Question, Reason, Told
from knowledge_base.publish.expectation import is_answered, shortcomings
from knowledge_base.wire import Answer

PointKey = tuple[str, str]
"""A point as an answer cites it: its document and its words."""


def told_of(answer: Answer) -> Told:
    return Told(
        status=answer.status,
        text=answer.text,
        citations=tuple(
            Cited(
                document_id=citation.document_id,
                version=citation.version,
                title=citation.title,
                section=tuple(citation.section),
                quote=citation.quote,
                is_point=citation.quote_kind == "policy_point",
            )
            for citation in answer.citations
        ),
        warnings=tuple(answer.warnings),
    )


def compare(
    question: Question, old: Told | None, new: Told, *, unsupported: Mapping[PointKey, tuple[Reason, ...]]
) -> Judged:
    """`unsupported` are points that the new text of their document does not bear out, and why."""
    lacking = shortcomings(question, new)
    if old is None:
        return Judged(Outcome.FIRST, lacking, holds=not lacking, held=None)
    held = not shortcomings(question, old)
    broken = tuple(_broken(question, old, new, unsupported, lacking if held else ()))
    if broken:
        return Judged(Outcome.BROKEN, broken, holds=False, held=held)
    changed = tuple(_changed(old, new))
    outcome = Outcome.CHANGED if changed else Outcome.SAME
    return Judged(outcome, (*changed, *lacking), holds=not lacking, held=held)


def _broken(
    question: Question,
    old: Told,
    new: Told,
    unsupported: Mapping[PointKey, tuple[Reason, ...]],
    lacking: tuple[Reason, ...],
) -> Iterator[Reason]:
    yield from lacking
    if question.expected is None and is_answered(old) and not is_answered(new):
        yield Reason("not_answered", new.status)
    for cited in new.citations:
        if cited.is_point:
            yield from unsupported.get((cited.document_id, cited.quote), ())


def _changed(old: Told, new: Told) -> Iterator[Reason]:
    if old.status != new.status:
        newly = is_answered(new) and not is_answered(old)
        yield Reason("newly_answered" if newly else "status", f"{old.status} → {new.status}")
    if squeeze(old.text) != squeeze(new.text):
        gone, come = _figures(old) - _figures(new), _figures(new) - _figures(old)
        if gone or come:
            yield Reason("figures", f"{_listed(gone)} → {_listed(come)}")
        else:
            yield Reason("words")
    if _passages(old) != _passages(new):
        yield Reason("citations")
    if set(old.warnings) != set(new.warnings):
        yield Reason("warnings")


def _figures(told: Told) -> Counter[str]:
    plain = squeeze(told.text)
    return Counter(plain[figure.start : figure.end] for figure in figures(plain))


def _listed(counted: Counter[str]) -> str:
    return "、".join(counted) or "—"


def _passages(told: Told) -> set[tuple[str, tuple[str, ...], str]]:
    """What is cited, whatever the version's number is."""
    return {(cited.document_id, cited.section, squeeze(cited.quote)) for cited in told.citations}
