"""Any OpenAI-compatible embeddings endpoint, by LangChain."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
import openai
from langchain_openai import OpenAIEmbeddings
from pydantic import SecretStr

from knowledge_base.errors import EmbedderFailed
from knowledge_base.ports import Vector

T = TypeVar("T")

_TIMEOUT_SECONDS = 20.0
_RETRIES = 2
_BATCH = 32


class EndpointEmbedder:
    """`question_name` is for endpoints that serve questions under a model name of their own.

    The prefixes are for models that were trained with them, such as `query: ` and `passage: ` of E5.
    """

    def __init__(
        self,
        *,
        url: str,
        name: str,
        key: SecretStr,
        question_name: str | None = None,
        question_prefix: str = "",
        passage_prefix: str = "",
        retries: int = _RETRIES,
    ) -> None:
        self._name, self._url = name, url.rstrip("/")
        self._question_prefix, self._passage_prefix = question_prefix, passage_prefix
        self._passages = _client(url=self._url, name=name, key=key, retries=retries)
        self._questions = _client(url=self._url, name=question_name or name, key=key, retries=retries)

    @property
    def model_id(self) -> str:
        return f"{self._name}@{self._url} {self._passage_prefix}".strip()[:200]

    @cached_property
    def dimension(self) -> int:
        """Asked of the endpoint once."""
        return len(self.embed_passages(["政务服务"])[0])

    def embed_question(self, text: str) -> Vector:
        return _unit(_call(lambda: self._questions.embed_query(self._question_prefix + text)))

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        prefixed = [self._passage_prefix + text for text in texts]
        if not prefixed:
            return []
        vectors = _call(lambda: self._passages.embed_documents(prefixed))
        if len(vectors) != len(prefixed):
            raise EmbedderFailed(f"{self._url}: {len(prefixed)} texts sent, {len(vectors)} vectors came back")
        return [_unit(vector) for vector in vectors]


def _client(*, url: str, name: str, key: SecretStr, retries: int) -> OpenAIEmbeddings:
    return OpenAIEmbeddings(
        model=name,
        openai_api_base=url,
        openai_api_key=key if key.get_secret_value() else SecretStr("none"),
        # Off: the endpoint gets the text; the check would send OpenAI's token numbers instead.
        check_embedding_ctx_length=False,
        request_timeout=_TIMEOUT_SECONDS,
        max_retries=retries,
        chunk_size=_BATCH,
    )


def _call(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except (openai.OpenAIError, ValueError, TypeError) as error:
        raise EmbedderFailed(f"the embeddings endpoint failed: {error}") from error


def _unit(vector: Sequence[float]) -> Vector:
    values = np.asarray(vector, dtype=np.float32)
    length = float(np.linalg.norm(values))
    if not np.isfinite(length) or length == 0.0:
        raise EmbedderFailed("the embeddings endpoint sent a vector without direction")
    return values / np.float32(length)
