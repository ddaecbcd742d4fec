"""What the guide asks of the other services."""

from collections.abc import Sequence
from typing import Protocol

from actions.backoffice_calls import Caller
from actions.wire.files import StoredFile
from actions.wire.mediation import MediationRequest
from knowledge_base.wire import PointsTold


class PointSource(Protocol):
    async def points(self, ids: Sequence[str], *, trace_id: str) -> PointsTold:
        """Raises: KnowledgeError: down, slow or malformed."""


class DisputeDesk(Protocol):
    async def mediation_request(self, request: MediationRequest, *, caller: Caller, key: str) -> StoredFile:
        """Raises: BackofficeError."""
