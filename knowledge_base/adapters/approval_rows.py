"""Rows of the approval's tables to its nouns, and back."""

import json
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from knowledge_base.adapters.patches import published_before
from knowledge_base.models import Document, DocumentKind, Validity
from knowledge_base.proposal import Change, ChangeKind, Comment, Proposal, ProposalState, Terms, Who

_ROLES = ("author", "submitter", "approver", "publisher")
_PLAIN = (
    "document_id",
    "number",
    "revision",
    "created_at",
    "changed_at",
    "submitted_at",
    "approved_at",
    "publish_at",
    "published_at",
    "return_reason",
    "below_floor_reason",
)
_DAYS = frozenset(field.name for field in fields(Document) if "date" in str(field.type))


def proposal_row(proposal: Proposal) -> dict[str, Any]:
    """All but the id."""
    row = {name: getattr(proposal, name) for name in _PLAIN}
    for role in _ROLES:
        row |= _who_row(role, getattr(proposal, role))
    return {
        **row,
        "state": proposal.state.value,
        "head": head_json(proposal.head) if proposal.head else None,
        "region": proposal.terms.region,
        "effective_from": proposal.terms.effective_from,
        "effective_to": proposal.terms.effective_to,
        "replaces": list(proposal.terms.replaces),
    }


def to_proposal(row: Any) -> Proposal:
    author = _to_who(row, "author")
    if author is None:
        raise ValueError(f"proposal {row['id']} has no author")
    return Proposal(
        id=row["id"],
        state=ProposalState(row["state"]),
        terms=Terms(
            region=row["region"],
            effective_from=row["effective_from"],
            effective_to=row["effective_to"],
            replaces=tuple(row["replaces"]),
        ),
        head=to_head(row["head"]) if row["head"] else None,
        author=author,
        submitter=_to_who(row, "submitter"),
        approver=_to_who(row, "approver"),
        publisher=_to_who(row, "publisher"),
        **{name: row[name] for name in _PLAIN},
    )


def head_json(head: Document) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(asdict(head), default=date.isoformat))
    return told


def to_head(told: dict[str, Any]) -> Document:
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if value and name in _DAYS else value for name, value in told.items()
    }
    values |= {"kind": DocumentKind(told["kind"]), "validity": Validity(told["validity"])}
    return Document(**values)


def to_comment(row: Any) -> Comment:
    return Comment(
        id=row["id"],
        proposal_id=row["proposal_id"],
        section=tuple(row["section"]),
        text=row["text"],
        author=Who(row["author_account"], row["author_name"]),
        at=row["at"],
        settled_by=_to_who(row, "settled"),
        settled_at=row["settled_at"],
    )


def to_change(row: Any) -> Change:
    undone = Who(row["undone_account"], row["undone_name"]) if row["undone_account"] is not None else None
    return Change(
        id=row["id"],
        kind=ChangeKind(row["kind"]),
        document_id=row["document_id"],
        proposal_id=row["proposal_id"],
        by=Who(row["account"], row["name"]),
        at=row["at"],
        reason=row["reason"],
        puts_back=published_before(row["patch"]),
        undone_by=undone,
        undone_at=row["undone_at"],
    )


def _who_row(role: str, who: Who | None) -> dict[str, Any]:
    return {f"{role}_account": who.account if who else None, f"{role}_name": who.name if who else None}


def _to_who(row: Any, role: str) -> Who | None:
    account = row[f"{role}_account"]
    return Who(account, row[f"{role}_name"]) if account is not None else None
