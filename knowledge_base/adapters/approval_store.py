"""Proposals, comments and changes in SQL, read one by one; what is written is written in one `writing`."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, func, select

from chassis.database import begin_writing
from knowledge_base.adapters.approval_rows import to_change, to_comment, to_proposal
from knowledge_base.adapters.approval_tables import changed_documents, changes, comments, proposals
from knowledge_base.adapters.approval_writing import Writing
from knowledge_base.adapters.sql_store import read_terms
from knowledge_base.adapters.standings import read_standings
from knowledge_base.models import Term
from knowledge_base.proposal import Change, Comment, Proposal, ProposalState, Standing


class ApprovalStore:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all of it is kept, or nothing."""
        with begin_writing(self._engine) as connection:
            yield Writing(connection)

    def proposal(self, proposal_id: int) -> Proposal | None:
        found = self._read(select(proposals).where(proposals.c.id == proposal_id))
        return to_proposal(found[0]) if found else None

    def proposals(
        self,
        *,
        states: Collection[ProposalState] = (),
        document_id: str | None = None,
        before: int | None = None,
        limit: int = 50,
    ) -> list[Proposal]:
        """The latest first, those with an id below `before`; without `states`, of any state."""
        query = select(proposals).order_by(proposals.c.id.desc()).limit(limit)
        if states:
            query = query.where(proposals.c.state.in_([state.value for state in states]))
        if document_id is not None:
            query = query.where(proposals.c.document_id == document_id)
        if before is not None:
            query = query.where(proposals.c.id < before)
        return [to_proposal(row) for row in self._read(query)]

    def count_by_state(self) -> dict[ProposalState, int]:
        query = select(proposals.c.state, func.count().label("times")).group_by(proposals.c.state)
        return {ProposalState(row["state"]): row["times"] for row in self._read(query)}

    def due(self, now: datetime) -> list[Proposal]:
        """What is to be published by now, in the order in which it is due."""
        column = proposals.c
        query = (
            select(proposals)
            .where(column.state == ProposalState.SCHEDULED.value, column.publish_at <= now)
            .order_by(column.publish_at, column.id)
        )
        return [to_proposal(row) for row in self._read(query)]

    def comments(self, proposal_id: int) -> list[Comment]:
        query = select(comments).where(comments.c.proposal_id == proposal_id).order_by(comments.c.id)
        return [to_comment(row) for row in self._read(query)]

    def change(self, change_id: int) -> Change | None:
        found = self._read(select(changes).where(changes.c.id == change_id))
        return to_change(found[0]) if found else None

    def changes(self, document_id: str, *, limit: int = 50) -> list[Change]:
        """What touched this document, the latest first."""
        query = (
            select(changes)
            .join(changed_documents)
            .where(changed_documents.c.document_id == document_id)
            .order_by(changes.c.id.desc())
            .limit(limit)
        )
        return [to_change(row) for row in self._read(query)]

    def publication(self, proposal_id: int) -> Change | None:
        """The change by which the proposal was published the last time, undone or not."""
        query = select(changes).where(changes.c.proposal_id == proposal_id).order_by(changes.c.id.desc())
        found = self._read(query)
        return to_change(found[0]) if found else None

    def is_decided(self, document_id: str) -> bool:
        """Whether anything of this document was ever changed at the desk."""
        column = changed_documents.c
        query = select(column.document_id).where(column.document_id == document_id).limit(1)
        return bool(self._read(query))

    def standings(self) -> list[Standing]:
        """How each proposal that was published stands, the first ones first."""
        with self._engine.connect() as connection:
            return read_standings(connection)

    def terms(self) -> list[Term]:
        with self._engine.connect() as connection:
            return read_terms(connection)

    def _read(self, query: Select[Any]) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).mappings().all())
