"""Notices to conversations, as the gateway fetches them."""

from dataclasses import dataclass

from sqlalchemy import Engine

from actions.backoffice.repository.notices import NoticeRepository
from actions.wire.notices import Notices


@dataclass(frozen=True)
class NoticeHandler:
    engine: Engine
    repository: NoticeRepository

    def list(self, *, after: int, limit: int) -> Notices:
        with self.engine.connect() as connection:
            return Notices(notices=self.repository.list(connection, after, limit))
