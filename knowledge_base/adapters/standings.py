"""How what was published stands: the proposals with their documents and the states of their versions."""

from sqlalchemy import Connection, select

from knowledge_base.adapters import tables
from knowledge_base.adapters.approval_rows import to_proposal
from knowledge_base.adapters.approval_tables import proposals
from knowledge_base.adapters.rows import to_document
from knowledge_base.models import VersionState
from knowledge_base.proposal import Standing


def read_standings(connection: Connection) -> list[Standing]:
    """Of each version only the proposal that was published last, by id."""
    published = proposals.c.published_at.is_not(None)
    rows = connection.execute(select(proposals).where(published).order_by(proposals.c.id)).mappings()
    latest = {(row["document_id"], row["number"]): to_proposal(row) for row in rows}
    ids = select(proposals.c.document_id).where(published)
    heads = connection.execute(select(tables.documents).where(tables.documents.c.id.in_(ids))).mappings()
    documents = {row["id"]: to_document(dict(row)) for row in heads}
    column = tables.versions.c
    of_them = select(column.document_id, column.number, column.state).where(column.document_id.in_(ids))
    states = {(row.document_id, row.number): VersionState(row.state) for row in connection.execute(of_them)}
    return [Standing(proposal, documents[key[0]], states[key]) for key, proposal in latest.items()]
