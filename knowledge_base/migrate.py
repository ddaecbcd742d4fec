"""Brings the knowledge base's tables to the newest revision."""

from pathlib import Path

from chassis.database import upgrade
from knowledge_base.settings import KnowledgeSettings

MIGRATIONS = Path(__file__).parent / "adapters" / "migrations"


def migrate(settings: KnowledgeSettings) -> None:
    upgrade(settings.knowledge_database_url, MIGRATIONS)
