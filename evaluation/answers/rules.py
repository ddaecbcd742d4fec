"""What makes one answer right or wrong. Pure functions over a question and what was said to it."""

import re
import unicodedata
from dataclasses import dataclass

from evaluation.answers.runs import Said
from evaluation.questions import Question

ANSWERED = frozenset({"answered", "partly_answered"})
REFUSED = frozenset({"not_in_documents", "out_of_scope", "unsafe"})
ASKED_BACK = frozenset({"clarify_region", "clarify"})
TOPIC_BEHAVIOURS = {
    "handoff": "handoff",
    "smalltalk": "chitchat",
    "commitment": "service",
    "life_event": "service",
    "appointment": "service",
    "benefit": "service",
    "review": "feedback",
    "report": "report",
    "progress": "progress",
}
# A warning that says something false about the document, where it was not called for.
_FALSE_ALARMS = frozenset({"expired", "superseded", "other_region"})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Verdict:
    """How one question was answered. None: the rule does not apply to it."""

    id: str
    category: str
    part: str
    expected: str
    shown: list[str]
    behaviour_right: bool
    missing_facts: list[list[str]]
    forbidden: list[str]
    right: bool
    answered: bool
    wrong_fact: list[str]
    cited: bool | None
    document_right: bool | None
    warnings_right: bool | None
    warnings_exact: bool | None
    failed: bool
    latency_ms: float


def plain(text: str) -> str:
    """Width folded (NFKC), white space gone."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def says(text: str, wanted: str) -> bool:
    """Does `text` hold `wanted`? A number must begin where it begins: "5" is not in "15" nor in "0.5"."""
    needle = plain(wanted)
    boundary = r"(?<![\d.])" if needle[:1].isdigit() else ""
    return re.search(boundary + re.escape(needle), plain(text)) is not None


def shown_behaviours(said: Said) -> list[str]:
    """All that the turn may be read as; a turn can answer and offer a person at once."""
    if _has_failed(said):
        return ["failed"]
    shown = {_of_status(status) for status in said.statuses}
    shown.add(TOPIC_BEHAVIOURS.get(said.topic, ""))
    if any(reply.get("type") == "handoff" for reply in said.replies):
        shown.add("handoff")
    return sorted(shown - {""}) or ["unknown"]


def _has_failed(said: Said) -> bool:
    """The knowledge topic without an Answer is an apology: the knowledge service could not be asked."""
    apology = said.topic == "knowledge" and not said.answers
    return not said.ok or bool(said.body.get("failed")) or not said.replies or apology


def _of_status(status: str) -> str:
    if status in ANSWERED:
        return "answer"
    if status in REFUSED:
        return "refuse"
    if status in ASKED_BACK:
        return "clarify_region"
    return {"personal_case": "handoff", "crisis": "crisis"}.get(status, "")


def judge(question: Question, said: Said) -> Verdict:
    shown = shown_behaviours(said)
    answered = not ANSWERED.isdisjoint(said.statuses)
    missing = [group for group in question.facts if not any(says(said.text, fact) for fact in group)]
    forbidden = [text for text in question.must_not if says(said.text, text)]
    behaviour_right = question.behaviour in shown
    applies = answered and question.behaviour == "answer"
    return Verdict(
        id=question.id,
        category=question.category,
        part=question.part,
        expected=question.behaviour,
        shown=shown,
        behaviour_right=behaviour_right,
        missing_facts=missing,
        forbidden=forbidden,
        right=behaviour_right and not missing and not forbidden,
        answered=answered,
        wrong_fact=_wrong_facts(question, said, forbidden=forbidden) if answered else [],
        cited=all(map(_is_cited, _answered(said))) if answered else None,
        document_right=_cited_regions(said) == question.asked_regions
        if applies and question.document
        else None,
        warnings_right=_warnings_right(question, said) if applies else None,
        warnings_exact=_warnings(said) == set(question.warnings) if applies else None,
        failed=shown == ["failed"],
        latency_ms=said.latency_ms,
    )


def _answered(said: Said) -> list[dict[str, object]]:
    return [answer for answer in said.answers if answer.get("status") in ANSWERED]


def _is_cited(answer: dict[str, object]) -> bool:
    return bool(answer.get("citations"))


def _wrong_facts(question: Question, said: Said, *, forbidden: list[str]) -> list[str]:
    """Why what was stated is wrong, by the names in texts.yml; empty where nothing is."""
    asked = question.asked_regions
    checks = {
        "forbidden": bool(forbidden),
        "other_district": bool(asked) and not _cited_regions(said) <= asked,
        "should_refuse": question.behaviour == "refuse",
    }
    return [name for name, holds in checks.items() if holds]


def _cited_regions(said: Said) -> frozenset[str]:
    return frozenset(
        str(citation.get("region")) for answer in said.answers for citation in answer.get("citations", [])
    )


def _warnings(said: Said) -> set[str]:
    return {str(warning) for answer in said.answers for warning in answer.get("warnings", [])}


def _warnings_right(question: Question, said: Said) -> bool:
    given, wanted = _warnings(said), set(question.warnings)
    return wanted <= given and not (given - wanted) & _FALSE_ALARMS
