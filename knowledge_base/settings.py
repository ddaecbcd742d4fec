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
    asked_days: int = Field(default=180, ge=1, le=3650)
    embedder_threads: int = Field(default=1, ge=1)
    answer_model_url: str | None = Field(default=None, validation_alias="ANSWER_MODEL_URL")
    answer_model_name: str = Field(default="", validation_alias="ANSWER_MODEL_NAME")
    answer_model_key: SecretStr = Field(default=SecretStr(""), validation_alias="ANSWER_MODEL_KEY")
    answer_model_output: Literal["json_schema", "function_calling", "json_mode"] = Field(
        default="json_schema", validation_alias="ANSWER_MODEL_OUTPUT"
    )
    answer_model_seconds: float = Field(default=6.0, gt=0, validation_alias="ANSWER_MODEL_SECONDS")
    answer_model_prompt_price: float = Field(default=0.0, ge=0, validation_alias="ANSWER_MODEL_PROMPT_PRICE")
    answer_model_completion_price: float = Field(
        default=0.0, ge=0, validation_alias="ANSWER_MODEL_COMPLETION_PRICE"
    )

    public_url: str = ""
    notice_email_to: str = ""
    notice_email_from: str = ""
    notice_smtp_host: str = "127.0.0.1"
    notice_smtp_port: int = Field(default=587, ge=1, le=65535)
    notice_smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    notice_smtp_user: str = ""
    notice_smtp_password: SecretStr = SecretStr("")
    notice_smtp_ca_file: Path | None = None
    notice_wecom_url: SecretStr = SecretStr("")

    @property
    def notice_recipients(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.notice_email_to.split(",") if part.strip())

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
