"""What the knowledge service can be told. Every variable is described in docs/settings.md."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from chassis.settings import ServiceSettings


class KnowledgeSettings(ServiceSettings):
    """`documents` are files and folders, separated as PATH is."""

    chroma_url: str | None = Field(default=None, validation_alias="CHROMA_URL")
    documents: str = ""
    policy_points: Literal["on", "off"] = "on"
    embeddings_url: str | None = None
    embeddings_name: str = ""
    embeddings_question_name: str | None = None
    embeddings_key: SecretStr = SecretStr("")
    embeddings_question_prefix: str = ""
    embeddings_passage_prefix: str = ""
    embedder_threads: int = Field(default=1, ge=1)

    @property
    def knowledge_database_url(self) -> str:
        return self.database_url_for("knowledge")

    @property
    def chroma_dir(self) -> Path:
        return self.var_dir / "chroma"

    @property
    def lock_file(self) -> Path:
        return self.var_dir / "knowledge.lock"

    @property
    def document_paths(self) -> list[Path]:
        return [Path(part) for part in self.documents.split(os.pathsep) if part]
