"""The archive of the whole knowledge base, as admins see it."""

from knowledge_base.wire import Wire


class ArchiveView(Wire):
    """An archive that was found to be whole. `rows` by table."""

    made_at: str
    schema_revision: str
    rows: dict[str, int]
    audit_lines: int
    audit_last_hash: str
