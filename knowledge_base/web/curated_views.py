"""Points, changes, suggestions and cares as they go over HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from knowledge_base.curation import Author, Care, PointChange, PointSuggestion
from knowledge_base.desk_wire.curated import (
    CareView,
    ChangeView,
    CheckView,
    Missing,
    PersonView,
    PointBody,
    PointView,
    SectionOfText,
    SuggestionView,
)
from knowledge_base.policies.points import PolicyPoint
from knowledge_base.publish.merge import MergedPoint
from knowledge_base.publish.point_approval import told_missing
from knowledge_base.publish.point_check import Checked, OfficialText


def point_body(point: PolicyPoint | None) -> PointBody | None:
    if point is None:
        return None
    return PointBody.model_validate(point.model_dump(mode="json", exclude={"id", "figures"}))


def policy_point(name: str, body: PointBody) -> PolicyPoint:
    return PolicyPoint.model_validate({"id": name, **body.model_dump()})


def check_view(checked: Checked) -> CheckView:
    return CheckView(
        has_official=checked.official is not None,
        section_found=checked.section_found,
        path=list(checked.path),
        passage=checked.passage,
        missing=[Missing(kind=found.kind.value, written=found.written) for found in checked.unsupported],
        told="" if checked.is_supported else told_missing(checked),
    )


def change_view(change: PointChange) -> ChangeView:
    return ChangeView(
        document_id=change.document_id,
        point=change.point,
        number=change.number,
        content=point_body(change.content),
        state=change.state.value,
        authors=[PersonView(**asdict(author)) for author in change.authors],
        written_at=change.written_at,
        reason=change.reason,
        returned=change.returned,
        suggestion=change.suggestion_id,
        decided_by=_person(change.decided_by),
        decided_at=change.decided_at,
        revision=change.revision,
    )


def care_view(care: Care) -> CareView:
    return CareView(**asdict(care))


def point_view(
    document_id: str, point: MergedPoint, official: OfficialText | None, cares: Mapping[str, Care]
) -> PointView:
    """Checked as it is to be where something is open of it, else as it is told."""
    shown = (point.pending.content if point.pending else None) or point.current or point.shipped
    checked = official.check_point(shown) if official and shown else Checked()
    return PointView(
        document_id=document_id,
        id=point.id,
        origin="shipped" if point.shipped else "desk",
        content=point_body(point.current),
        shipped=point_body(point.shipped),
        is_changed=point.is_changed,
        is_conflict=point.is_conflict,
        pending=change_view(point.pending) if point.pending else None,
        check=check_view(checked),
        care=care_view(cares.get(point.id) or Care(document_id, point.id)),
    )


def sections_of(official: OfficialText | None) -> Sequence[SectionOfText]:
    """Every heading in reading order, with its own text without its subsections."""
    if official is None:
        return []
    text = official.version.text
    return [
        SectionOfText(path=list(section.path), text=text[section.start : section.end])
        for section in official.sections
        if section.path
    ]


def suggestion_view(suggestion: PointSuggestion) -> SuggestionView:
    return SuggestionView(
        id=suggestion.id,
        source=suggestion.source.value,
        question=suggestion.question,
        answer=suggestion.answer,
        region=suggestion.region,
        conversations=list(suggestion.conversations),
        times=suggestion.times,
        created_at=suggestion.created_at,
        state=suggestion.state.value,
        document_id=suggestion.document_id,
        point=suggestion.point,
        decided_by=_person(suggestion.decided_by),
        reason=suggestion.reason,
    )


def _person(author: Author | None) -> PersonView | None:
    return PersonView(**asdict(author)) if author else None
