"""What one step of the approval writes, inside one transaction."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from chassis import audit
from chassis.audit import Action
from chassis.database import insert_unless_there
from chassis.staff import Person
from knowledge_base.adapters import tables
from knowledge_base.adapters.approval_rows import proposal_row, to_change, to_comment, to_proposal
from knowledge_base.adapters.approval_tables import changed_documents, changes, comments, proposals
from knowledge_base.adapters.patches import apply_region, difference, revert, snapshot
from knowledge_base.adapters.rows import to_document, to_version
from knowledge_base.adapters.sql_store import publish_version, put_document, read_terms
from knowledge_base.adapters.standings import read_standings
from knowledge_base.models import Document, Term, Version, VersionState
from knowledge_base.proposal import OPEN, Change, Comment, Proposal, Standing, Who


class Writing:
    """Who reads a proposal or a document here holds it until the transaction ends."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def audit(self, person: Person, action: Action, *, at: datetime) -> None:
        audit.append(self.connection, tables.audit, person, action, at=at)

    def document(self, document_id: str) -> Document | None:
        query = select(tables.documents).where(tables.documents.c.id == document_id).with_for_update()
        row = self.connection.execute(query).mappings().first()
        return to_document(dict(row)) if row else None

    def version(self, document_id: str, number: int) -> Version | None:
        column = tables.versions.c
        query = select(tables.versions).where(column.document_id == document_id, column.number == number)
        row = self.connection.execute(query).mappings().first()
        return to_version(dict(row)) if row else None

    def standings(self) -> list[Standing]:
        return read_standings(self.connection)

    def terms(self) -> list[Term]:
        return read_terms(self.connection)

    def proposal(self, proposal_id: int) -> Proposal | None:
        query = select(proposals).where(proposals.c.id == proposal_id).with_for_update()
        row = self.connection.execute(query).mappings().first()
        return to_proposal(row) if row else None

    def open_proposal(self, document_id: str, number: int) -> Proposal | None:
        """The one of this version that is not yet with the readers; lock the document first."""
        column = proposals.c
        query = select(proposals).where(
            column.document_id == document_id,
            column.number == number,
            column.state.in_([state.value for state in OPEN]),
        )
        row = self.connection.execute(query).mappings().first()
        return to_proposal(row) if row else None

    def add(self, proposal: Proposal) -> int:
        """The id that the proposal was given."""
        added = self.connection.execute(insert(proposals).values(proposal_row(proposal)))
        return _id_of(added)

    def put(self, proposal: Proposal) -> None:
        change = update(proposals).where(proposals.c.id == proposal.id)
        self.connection.execute(change.values(proposal_row(proposal)))

    def add_comment(self, comment: Comment, *, request_id: str) -> tuple[Comment, bool]:
        """The one that this request has made, and whether it made it just now."""
        is_new = insert_unless_there(
            self.connection,
            comments,
            proposal_id=comment.proposal_id,
            request_id=request_id,
            section=list(comment.section),
            text=comment.text,
            author_account=comment.author.account,
            author_name=comment.author.name,
            at=comment.at,
        )
        column = comments.c
        query = select(comments).where(
            column.proposal_id == comment.proposal_id, column.request_id == request_id
        )
        return to_comment(self.connection.execute(query).mappings().one()), is_new

    def comment(self, comment_id: int) -> Comment | None:
        query = select(comments).where(comments.c.id == comment_id).with_for_update()
        row = self.connection.execute(query).mappings().first()
        return to_comment(row) if row else None

    def settle_comment(self, comment_id: int, who: Who, *, at: datetime) -> None:
        self.connection.execute(
            update(comments)
            .where(comments.c.id == comment_id)
            .values(settled_account=who.account, settled_name=who.name, settled_at=at)
        )

    def change(self, change: Change, document_ids: Iterable[str], make: Callable[[], None]) -> int:
        """Do what `make` does to these documents, and keep how they stood before. The id of the change."""
        touched = sorted({change.document_id, *document_ids})
        before = snapshot(self.connection, touched)
        make()
        patch = difference(before, snapshot(self.connection, touched))
        added = self.connection.execute(
            insert(changes).values(
                kind=change.kind.value,
                document_id=change.document_id,
                proposal_id=change.proposal_id,
                account=change.by.account,
                name=change.by.name,
                at=change.at,
                reason=change.reason,
                patch=patch,
            )
        )
        change_id = _id_of(added)
        rows = [{"change_id": change_id, "document_id": document_id} for document_id in touched]
        self.connection.execute(insert(changed_documents), rows)
        return change_id

    def publication(self, proposal_id: int) -> Change | None:
        """The change by which the proposal was published the last time, undone or not."""
        query = select(changes).where(changes.c.proposal_id == proposal_id).order_by(changes.c.id.desc())
        row = self.connection.execute(query.limit(1).with_for_update()).mappings().first()
        return to_change(row) if row else None

    def change_made(self, change_id: int) -> Change | None:
        query = select(changes).where(changes.c.id == change_id).with_for_update()
        row = self.connection.execute(query).mappings().first()
        return to_change(row) if row else None

    def undo(self, change_id: int, who: Who, *, at: datetime) -> None:
        """Raises: ChangedSince."""
        chosen = changes.c.id == change_id
        revert(self.connection, self.connection.execute(select(changes.c.patch).where(chosen)).scalar_one())
        self.connection.execute(
            update(changes)
            .where(chosen)
            .values(undone_account=who.account, undone_name=who.name, undone_at=at)
        )

    def place(self, proposal: Proposal) -> None:
        """The passages of a draft where it is to apply: they are indexed before it is published."""
        apply_region(self.connection, proposal.document_id, proposal.terms.region, number=proposal.number)

    def publish(self, head: Document, version: Version, *, first_day: date | None) -> None:
        """The head as given, its passages where it applies, and the version as the one that is read."""
        put_document(self.connection, head)
        apply_region(self.connection, head.id, head.region)
        publish_version(self.connection, version, first_day)

    def put_head(self, head: Document) -> None:
        put_document(self.connection, head)

    def supersede(self, document_id: str, *, by: str, on: date) -> None:
        chosen = tables.documents.c.id == document_id
        values = {"superseded_by": by, "superseded_on": on}
        self.connection.execute(update(tables.documents).where(chosen).values(values))

    def has_held_before(self, document_id: str, number: int) -> bool:
        """Whether another text of the same source counts for some days before this one."""
        column = tables.versions.c
        source = select(column.source).where(column.document_id == document_id, column.number == number)
        earlier = select(column.number).where(
            column.document_id == document_id,
            column.number != number,
            column.source == source.scalar_subquery(),
            (column.state == VersionState.PUBLISHED) | column.effective_to.is_not(None),
        )
        return self.connection.execute(earlier.limit(1)).first() is not None


def _id_of(added: Any) -> int:
    given: int = added.inserted_primary_key[0]
    return given
